import { expect } from 'vitest';
import type { Account } from '../../src/simulator/account/account.ts';
import { ACME, BACKUP, CERTIFICATE, FRONT_PAGE, OPERATORS } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_contact_group';
const ABSENT = { name: OPERATORS.name, state: 'absent' };

const GROUP = '1';

/** A group, another of whose ID its own is a part, and a test of the other one. */
function seedGroups({ contactGroups, uptimeTests }: Account): void {
  contactGroups.create(OPERATORS);
  for (let id = 2; id <= 11; id += 1) {
    contactGroups.create({ name: `group ${id}` });
  }
  uptimeTests.create({ ...ACME, name: 'of another group', contact_groups: ['11'] });
}

describeScenarios('a contact group that tests of each kind tell about failures', {
  'is not deleted, in check mode either, unless that is forced': {
    seed(account) {
      seedGroups(account);
      const contact_groups = ['11', GROUP];
      account.uptimeTests.create({ ...ACME, contact_groups });
      account.heartbeats.create({ ...BACKUP, contact_groups });
      account.sslTests.create({ ...CERTIFICATE, contact_groups });
      account.pagespeedTests.create({ ...FRONT_PAGE, contact_groups });
    },
    tasks: [
      { module, options: ABSENT, keywords: { check_mode: true } },
      { module, options: ABSENT },
      { module, options: { ...ABSENT, force: true }, keywords: { check_mode: true } },
      { module, options: { ...ABSENT, force: true } },
      { module, options: ABSENT },
    ],
    verify({ outcomes, simulator }) {
      const refused = {
        failed: true,
        changed: false,
        msg:
          'state: the contact group "Operations of acme" (ID 1) is still told about failures by ' +
          'the uptime test "acme liveness" (ID 13), the heartbeat test "acme backup" (ID 14), ' +
          'the SSL test "https://acme.example.com" (ID 15), the page speed test "acme front page" (ID 16): ' +
          'take it off them first, or set force to true',
        writes: [],
      };
      expect(outcomes).toMatchObject([
        refused,
        refused,
        { action: 'deleted', id: GROUP, requests: { length: 1 } },
        { action: 'deleted', id: GROUP, writes: ['DELETE /contact-groups/1'] },
        { action: 'unchanged', id: null, requests: { length: 1 } },
      ]);
      expect(simulator.account.contactGroups.get(GROUP)).toBeUndefined();
    },
  },
});

describeScenarios('a contact group', {
  'is deleted when no test tells it about failures': {
    seed: seedGroups,
    tasks: [{ module, options: ABSENT }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ action: 'deleted', writes: ['DELETE /contact-groups/1'] }]);
    },
  },

  'of many tests is refused with the first ten of them': {
    seed(account) {
      seedGroups(account);
      for (let number = 1; number <= 130; number += 1) {
        account.heartbeats.create({ ...BACKUP, name: `backup ${number}`, contact_groups: [GROUP] });
      }
    },
    tasks: [{ module, options: ABSENT }],
    verify({ outcomes }) {
      const msg = expect.stringMatching(/"backup 1" .*"backup 10" \(ID 22\) and 120 more: take it off/);
      expect(outcomes).toMatchObject([{ failed: true, msg, writes: [] }]);
    },
  },

  'does not get a name that another one has': {
    seed: seedGroups,
    tasks: [{ module, options: { id: 2, name: OPERATORS.name } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { failed: true, msg: expect.stringContaining('"Operations of acme" already') },
      ]);
      expect(simulator.account.contactGroups.get('2')).toMatchObject({ name: 'group 2' });
    },
  },
});

import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { MODULES } from '../../src/modules/index.ts';
import type { Account } from '../../src/simulator/account/account.ts';
import type { Collection } from '../../src/simulator/account/collection.ts';
import type { Value, Values } from '../../src/simulator/account/values.ts';
import type { Resource } from '../../src/statuscake/resource.ts';
import { contactGroup } from '../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../src/statuscake/resources/heartbeat.ts';
import { maintenanceWindow } from '../../src/statuscake/resources/maintenance-window.ts';
import { pagespeed } from '../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../src/statuscake/resources/uptime.ts';
import { ACME, BACKUP, CERTIFICATE, COMPACTION, FRONT_PAGE, OPERATORS } from './support/examples.ts';
import { loseResponse, once } from './support/interceptors.ts';
import type { Task } from './support/playbook.ts';
import { describeScenarios, type Outcome } from './support/scenarios.ts';

type Options = Task['options'];

/** A module that keeps one resource, and examples of that. */
interface Subject {
  readonly resource: Resource;
  readonly returns: string;
  collectionOf(account: Account): Collection;
  /** Enough to create one, and what it is then known by. */
  readonly declared: Options & Values;
  readonly identity: string;
  /** What else it might be known by. */
  readonly other: string;
  /** One option to change, to another value, and the form that writes it. */
  readonly change: { readonly option: string; readonly to: Options[string]; readonly form: string };
  /** Every option that becomes a field, and what the account then holds. */
  readonly every: Options;
  readonly held: Values;
  /** Every option that can be cleared, as that is declared, and what the account then holds. */
  readonly cleared: Options;
  readonly empty: Values;
}

const OPERATIONS = '1';
const ON_CALL = '2';
const READINESS = '3';
/** The ID of what is created first. */
const FIRST = '4';
const SECOND = '5';

/** What examples refer to. */
function seedOthers({ contactGroups, uptimeTests }: Account): void {
  contactGroups.create({ name: 'Operations' });
  contactGroups.create({ name: 'On call' });
  uptimeTests.create({ ...ACME, name: 'acme readiness' });
}

const HEADER = { Accept: 'text/html' };
const BODY = { a: [1, 'b'] };

const SUBJECTS: Readonly<Record<string, Subject>> = {
  status_cake_test: {
    resource: uptime,
    returns: 'test',
    collectionOf: ({ uptimeTests }) => uptimeTests,
    declared: ACME,
    identity: ACME.name,
    other: 'liveness of acme & co = 100 %',
    change: { option: 'check_rate', to: 60, form: 'check_rate=60' },
    every: {
      ...ACME,
      basic_password: 'a password',
      basic_username: 'robot',
      confirmation: 1,
      contact_groups: ['On call', 'Operations'],
      custom_header: HEADER,
      dns_ips: ['192.0.2.7', '192.0.2.1'],
      dns_server: 'ns.example.com',
      do_not_find: true,
      enable_ssl_alert: true,
      final_endpoint: 'https://acme.example.com/start',
      find_string: 'Welcome',
      follow_redirects: true,
      host: 'Example Hosting',
      include_header: true,
      paused: true,
      port: 8443,
      post_body: BODY,
      regions: ['london', 'paris'],
      status_codes_csv: [500, '404'],
      tags: ['production', 'a b'],
      timeout: 40,
      trigger_rate: 5,
      use_jar: true,
      user_agent: 'Checker/1.0',
    },
    held: {
      ...ACME,
      basic_password: 'a password',
      basic_username: 'robot',
      confirmation: 1,
      contact_groups: [OPERATIONS, ON_CALL],
      custom_header: JSON.stringify(HEADER),
      dns_ips: ['192.0.2.1', '192.0.2.7'],
      dns_server: 'ns.example.com',
      do_not_find: true,
      enable_ssl_alert: true,
      final_endpoint: 'https://acme.example.com/start',
      find_string: 'Welcome',
      follow_redirects: true,
      host: 'Example Hosting',
      include_header: true,
      paused: true,
      port: 8443,
      post_body: JSON.stringify(BODY),
      regions: ['london', 'paris'],
      status_codes_csv: ['404', '500'],
      tags: ['a b', 'production'],
      timeout: 40,
      trigger_rate: 5,
      use_jar: true,
      user_agent: 'Checker/1.0',
    },
    cleared: {
      contact_groups: '',
      custom_header: {},
      dns_ips: [],
      dns_server: '',
      final_endpoint: '',
      find_string: '',
      host: '',
      post_body: '{}',
      regions: '',
      tags: [],
      user_agent: '',
    },
    empty: {
      contact_groups: [],
      custom_header: undefined,
      dns_ips: [],
      dns_server: undefined,
      final_endpoint: undefined,
      find_string: undefined,
      host: undefined,
      post_body: undefined,
      regions: [],
      tags: [],
      user_agent: undefined,
    },
  },

  status_cake_heartbeat: {
    resource: heartbeat,
    returns: 'test',
    collectionOf: ({ heartbeats }) => heartbeats,
    declared: BACKUP,
    identity: BACKUP.name,
    other: 'backup of acme & co = 100 %',
    change: { option: 'period', to: 3600, form: 'period=3600' },
    every: {
      ...BACKUP,
      contact_groups: ['On call', 'Operations'],
      host: 'Example Hosting',
      paused: true,
      tags: ['production', 'a b'],
    },
    held: {
      ...BACKUP,
      contact_groups: [OPERATIONS, ON_CALL],
      host: 'Example Hosting',
      paused: true,
      tags: ['a b', 'production'],
    },
    cleared: { contact_groups: [], host: '', tags: '' },
    empty: { contact_groups: [], host: undefined, tags: [] },
  },

  status_cake_ssl: {
    resource: ssl,
    returns: 'test',
    collectionOf: ({ sslTests }) => sslTests,
    declared: CERTIFICATE,
    identity: CERTIFICATE.website_url,
    other: 'https://shop.example.com/de?q=1',
    change: { option: 'alert_at', to: [60, 7, 21], form: 'alert_at[]=7&alert_at[]=21&alert_at[]=60' },
    every: {
      ...CERTIFICATE,
      alert_at: [61, 59, 60],
      alert_broken: false,
      alert_expiry: false,
      alert_mixed: true,
      alert_reminder: false,
      contact_groups: 'On call,1',
      follow_redirects: true,
      hostname: 'acme.example.com',
      paused: true,
      user_agent: 'Checker/1.0',
    },
    held: {
      ...CERTIFICATE,
      alert_at: ['59', '60', '61'],
      alert_broken: false,
      alert_expiry: false,
      alert_mixed: true,
      alert_reminder: false,
      contact_groups: [OPERATIONS, ON_CALL],
      follow_redirects: true,
      hostname: 'acme.example.com',
      paused: true,
      user_agent: 'Checker/1.0',
    },
    cleared: { contact_groups: '', hostname: '', user_agent: '' },
    empty: { contact_groups: [], hostname: undefined, user_agent: undefined },
  },

  status_cake_pagespeed: {
    resource: pagespeed,
    returns: 'test',
    collectionOf: ({ pagespeedTests }) => pagespeedTests,
    declared: FRONT_PAGE,
    identity: FRONT_PAGE.name,
    other: 'front page of acme',
    change: { option: 'region', to: 'USW', form: 'region=USW' },
    every: {
      ...FRONT_PAGE,
      alert_bigger: 2500,
      alert_slower: 3000,
      alert_smaller: 10,
      contact_groups: [1, 'On call'],
      paused: true,
    },
    held: {
      ...FRONT_PAGE,
      alert_bigger: 2500,
      alert_slower: 3000,
      alert_smaller: 10,
      contact_groups: [OPERATIONS, ON_CALL],
      paused: true,
    },
    cleared: { alert_bigger: 0, alert_slower: 0, alert_smaller: 0, contact_groups: [] },
    empty: { alert_bigger: 0, alert_slower: 0, alert_smaller: 0, contact_groups: [] },
  },

  status_cake_contact_group: {
    resource: contactGroup,
    returns: 'contact_group',
    collectionOf: ({ contactGroups }) => contactGroups,
    declared: OPERATORS,
    identity: OPERATORS.name,
    other: 'Acme, operations',
    change: {
      option: 'email_addresses',
      to: ['b@example.com', 'a@example.com'],
      form: 'email_addresses[]=a@example.com&email_addresses[]=b@example.com',
    },
    every: {
      ...OPERATORS,
      integrations: [12, '7'],
      mobile_numbers: ['+447700900123'],
      ping_url: 'https://chat.example.com/hooks?a=b&c=d',
    },
    held: {
      ...OPERATORS,
      integrations: ['7', '12'],
      mobile_numbers: ['+447700900123'],
      ping_url: 'https://chat.example.com/hooks?a=b&c=d',
    },
    cleared: { email_addresses: [], integrations: '', mobile_numbers: [], ping_url: '' },
    empty: { email_addresses: [], integrations: [], mobile_numbers: [], ping_url: undefined },
  },

  status_cake_maintenance_window: {
    resource: maintenanceWindow,
    returns: 'maintenance_window',
    collectionOf: ({ maintenanceWindows }) => maintenanceWindows,
    declared: COMPACTION,
    identity: COMPACTION.name,
    other: 'compaction of acme',
    change: { option: 'repeat_interval', to: '1w', form: 'repeat_interval=1w' },
    every: {
      ...COMPACTION,
      end_at: '2h',
      timezone: 'Europe/London',
      repeat_interval: '2w',
      tests: ['acme readiness'],
      tags: ['production', 'mongodb'],
    },
    held: {
      ...COMPACTION,
      // The API keeps the digits alone.
      start_at: COMPACTION.start_at.slice(0, 19),
      end_at: COMPACTION.end_at.slice(0, 19),
      timezone: 'Europe/London',
      repeat_interval: '2w',
      tests: [READINESS],
      tags: ['mongodb', 'production'],
    },
    cleared: { tests: [] },
    empty: { tests: [] },
  },
};

/** What a task says that it does, which under check mode has to be what it would do. */
function previewed({ changed, action, changes, diff, ...result }: Outcome, { returns }: Subject) {
  return { changed, action, changes, diff, [returns]: withoutId(result[returns]) };
}

function withoutId(shown: unknown): unknown {
  return typeof shown === 'object' && shown !== null ? { ...shown, id: undefined } : shown;
}

/** What a diff shows before and after, and is not to be parsed where there is nothing. */
function sidesOf({ diff }: Outcome): Record<'before' | 'after', Record<string, unknown>> {
  const { before, after } = diff as Record<'before' | 'after', string>;
  return { before: parse(before), after: parse(after) };
}

it('every module that keeps a resource lives through this', () => {
  const others = ['status_cake_stack', 'status_cake_info', 'status_cake_export', 'status_cake_sla'];
  expect([...Object.keys(SUBJECTS), ...others].sort()).toEqual(MODULES.map(({ name }) => name).sort());
});

for (const [module, subject] of Object.entries(SUBJECTS)) {
  const { resource, returns, declared, identity, other, change, every, held, cleared, empty } = subject;
  const { path, identity: option } = resource;
  const known = { [option]: identity };
  const all = ({ account }: { account: Account }) => subject.collectionOf(account).all();
  const heldNow = ({ account }: { account: Account }, names: Values) => {
    const entry = subject.collectionOf(account).get(FIRST);
    return Object.fromEntries(Object.keys(names).map((name) => [name, withoutMarks(entry?.[name])]));
  };
  const seedWith =
    (...values: Values[]) =>
    (account: Account) => {
      seedOthers(account);
      for (const each of values) {
        subject.collectionOf(account).create(each);
      }
    };
  const untouched = { changed: false, action: 'unchanged', changes: [], writes: [] };
  const tasks = (...list: Options[]): Task[] => list.map((options) => ({ module, options }));
  /** First under check mode, then for good, then once more. */
  const thrice = (options: Options): Task[] => [
    { module, options, keywords: { check_mode: true, diff: true } },
    { module, options, keywords: { diff: true } },
    { module, options },
  ];

  describeScenarios(module, {
    'creates, changes and deletes once, and previews it in check mode': {
      seed: seedOthers,
      tasks: [declared, { ...declared, [change.option]: change.to }, { ...known, state: 'absent' }].flatMap(
        thrice,
      ),
      verify({ outcomes, simulator }) {
        expect(outcomes.map(({ action }) => action)).toEqual(
          ['created', 'updated', 'deleted'].flatMap((action) => [action, action, 'unchanged']),
        );
        expect(outcomes.map(({ changed }) => changed)).toEqual([1, 2, 3].flatMap(() => [true, true, false]));
        expect(outcomes.map(({ id }) => id)).toEqual([null, ...Array(7).fill(FIRST), null]);
        expect(outcomes.map(({ writes }) => writes)).toEqual([
          [],
          [expect.stringMatching(`^POST ${path} `)],
          [],
          [],
          [`PUT ${path}/${FIRST} ${change.form}`],
          [],
          [],
          [`DELETE ${path}/${FIRST}`],
          [],
        ]);
        for (const [first, second] of [outcomes.slice(0, 2), outcomes.slice(3, 5), outcomes.slice(6, 8)]) {
          if (first && second) {
            expect(previewed(first, subject)).toEqual(previewed(second, subject));
          }
        }
        expect(outcomes[4]?.changes).toEqual([change.option]);
        expect(outcomes[7]?.[returns]).toBeNull();
        expect(all(simulator).map(({ id }) => id)).not.toContain(FIRST);
      },
    },

    'shows the difference as YAML': {
      seed: seedOthers,
      tasks: [declared, { ...declared, [change.option]: change.to }, { ...known, state: 'absent' }].map(
        (options) => ({ module, options, keywords: { diff: true } }),
      ),
      verify({ outcomes: [created, updated, deleted] }) {
        if (!created || !updated || !deleted) {
          throw new Error('not all tasks were run');
        }
        const title = `${resource.kind} ${JSON.stringify(identity)}`;
        expect(created.diff).toMatchObject({ before: '', before_header: `${title} (absent)` });
        expect(deleted.diff).toMatchObject({ after: '', after_header: `${title} (absent)` });
        expect({ ...sidesOf(created).after, id: FIRST }).toEqual(created[returns]);
        const { before, after } = sidesOf(updated);
        expect(before).toMatchObject(sidesOf(created).after);
        expect({ ...after, [change.option]: before[change.option] }).toEqual(before);
        expect({ ...after, id: FIRST }).toEqual(updated[returns]);
        expect(sidesOf(deleted).before).toEqual(after);
      },
    },

    'writes every option that becomes a field': {
      seed: seedOthers,
      tasks: tasks(every, every),
      verify({ outcomes, simulator }) {
        const fields = resource.fields.map(({ name }) => name);
        // Of rivals, a resource has one.
        const left = (resource.rivals ?? []).flatMap(([, ...others]) => others);
        expect([...Object.keys(every), ...left].sort()).toEqual(fields.sort());
        expect(outcomes).toMatchObject([{ action: 'created', id: FIRST }, untouched]);
        expect(heldNow(simulator, held)).toEqual(held);
      },
    },

    'leaves alone what is not declared': {
      seed: seedWith(held),
      tasks: tasks(known, { ...known, [change.option]: change.to }),
      verify({ outcomes, simulator }) {
        expect(outcomes).toMatchObject([untouched, { writes: [`PUT ${path}/${FIRST} ${change.form}`] }]);
        const before = { ...held, [change.option]: undefined };
        expect({ ...heldNow(simulator, held), [change.option]: undefined }).toEqual(before);
      },
    },

    'clears what is declared empty': {
      seed: seedWith(held),
      tasks: tasks({ ...known, ...cleared }, { ...known, ...cleared }),
      verify({ outcomes, simulator }) {
        expect(outcomes).toMatchObject([
          { action: 'updated', changes: Object.keys(cleared).sort(), writes: { length: 1 } },
          untouched,
        ]);
        expect(heldNow(simulator, held)).toEqual({ ...held, ...empty });
      },
    },

    'finds one by its ID, to give it another name or to delete it': {
      seed: seedWith(declared, declared),
      tasks: tasks(
        { id: 4, [option]: other },
        { id: FIRST, [option]: other },
        { id: SECOND, state: 'absent' },
      ),
      verify({ outcomes, simulator }) {
        expect(outcomes).toMatchObject([
          { changes: [option], writes: [`PUT ${path}/${FIRST} ${option}=${other}`] },
          { ...untouched, requests: [`GET ${path}/${FIRST}`] },
          { action: 'deleted', id: SECOND, writes: [`DELETE ${path}/${SECOND}`] },
        ]);
        expect(all(simulator)).toContainEqual(expect.objectContaining({ id: FIRST, [option]: other }));
      },
    },

    'never guesses which of two is meant': {
      seed: seedWith(declared, declared),
      tasks: tasks(declared, { ...known, state: 'absent' }),
      verify({ outcomes }) {
        const msg = `${option}: 2 ${resource.kind}s are named "${identity}" (IDs ${FIRST}, ${SECOND})`;
        const refused = { failed: true, msg: expect.stringContaining(msg), writes: [] };
        expect(outcomes).toMatchObject([refused, refused]);
      },
    },

    'creates no second one when the response to the creation is lost': {
      seed: seedOthers,
      intercept: once('POST', loseResponse),
      tasks: tasks(declared, declared),
      verify({ outcomes, simulator }) {
        expect(outcomes).toMatchObject([{ id: FIRST, writes: { length: 1 } }, untouched]);
        expect(all(simulator).filter((entry) => entry[option] === identity)).toHaveLength(1);
      },
    },
  });
}

/** A value without the tag that tells which credentials were written. */
function withoutMarks(value: Value | undefined): Value | undefined {
  const isMark = (item: unknown) => /^credentials-[0-9a-f-]{13}$/.test(String(item));
  return Array.isArray(value) ? value.filter((item) => !isMark(item)) : value;
}

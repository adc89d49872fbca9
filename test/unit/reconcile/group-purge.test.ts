import { describe, expect, test } from 'vitest';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { planGroupPurge, readUsedGroups } from '../../../src/reconcile/group-purge.ts';
import { type Policy, planAbsent, planPresent, type Step } from '../../../src/reconcile/plan.ts';
import type { HttpRequest } from '../../../src/statuscake/http/transport.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { respondWith } from '../statuscake/scripted-client.ts';
import { accountOf, FORBIDDEN, INVALID } from './account-of.ts';
import { stackOf } from './stack-declarations.ts';

const GROUP: Remote = { id: '5', name: 'stack-acme on call' };
const check = (id: string, name: string, ...groups: string[]): Remote => ({
  id,
  name,
  website_url: 'https://acme.example.com',
  test_type: 'HTTP',
  check_rate: 300,
  contact_groups: groups,
});
const CHECK_LISTS = ['/uptime', '/heartbeat', '/ssl', '/pagespeed'];

const gone = stackOf('acme', { state: 'absent' });
const purge = (
  { client }: ReturnType<typeof accountOf>,
  stacks: readonly StackDeclaration[] = [gone],
  steps: readonly Step[] = [],
  purgeUnlisted = false,
) => {
  const planned = steps.map((step) => ({ stack: 'acme', name: 'any', step }));
  return planGroupPurge(client, stacks, planned, { tagPrefix: 'stack-', purgeUnlisted });
};
const DELETION = {
  stack: 'acme',
  name: 'stack-acme on call',
  step: planAbsent(contactGroup, GROUP),
};
const staying = (users: string) => ({
  checks: [],
  notes: [
    `the contact group "stack-acme on call" (ID 5) of acme, which is gone, stays: ${users} still tells it about failures`,
  ],
});

describe('a contact group whose name begins with the tag of a stack', () => {
  test.each<[string, StackDeclaration[], boolean]>([
    ['that is to go', [gone], false],
    ['that nobody declares, where such stacks are to go', [stackOf('globex')], true],
  ])('goes with one %s', async (_, stacks, purgeUnlisted) => {
    const account = accountOf({ '/contact-groups': [GROUP] });
    expect(await purge(account, stacks, [], purgeUnlisted)).toEqual({ checks: [DELETION], notes: [] });
  });

  test.each<[string, StackDeclaration[], boolean]>([
    ['is there', [stackOf('acme')], true],
    ['is not for this task to remove', [{ ...gone, untouched: 'elsewhere' }], true],
    ['nobody declares', [stackOf('globex', { state: 'absent' })], false],
    ['has another name by now', [stackOf('acme-eu', { formerName: 'acme' })], true],
  ])('stays where the stack %s, at the cost of the list of groups', async (_, stacks, purgeUnlisted) => {
    const account = accountOf({ '/contact-groups': [GROUP] });
    expect(await purge(account, stacks, [], purgeUnlisted)).toEqual({ checks: [], notes: [] });
    expect(account.sent).toEqual(['GET /contact-groups?page=1&limit=100']);
  });

  test.each(['on call', 'stack- on call', 'mystack-acme on call', 'acme stack-', '[acme] stack-acme'])(
    'is none that is called %j, which stays even where no stack is to stay',
    async (name) => {
      const account = accountOf({ '/contact-groups': [{ id: '5', name }] });
      expect(await purge(account, [], [], true)).toEqual({ checks: [], notes: [] });
    },
  );
});

describe('a contact group of a stack that is gone', () => {
  test('stays where checks still tell it about failures, of which a note tells the first', async () => {
    const account = accountOf({
      '/contact-groups': [GROUP],
      '/uptime': [check('1', 'a', '5'), check('2', 'b', '6'), check('3', 'c', '6', '5')],
      '/heartbeat': [check('1', 'd', '5')],
      '/ssl': [{ id: '1', website_url: 'https://acme.example.com', contact_groups: ['5'] }],
    });
    expect(await purge(account)).toEqual(
      staying(
        'the uptime test "a" (ID 1), the uptime test "c" (ID 3), the heartbeat test "d" (ID 1) and 1 more',
      ),
    );
    expect(account.sent.slice(1).sort()).toEqual(
      [...CHECK_LISTS].sort().map((path) => expect.stringContaining(`GET ${path}?`)),
    );
  });

  test('stays where only the details of a check show that it does', async () => {
    const { contact_groups: _, ...listed } = check('1', 'a');
    const account = accountOf({ '/contact-groups': [GROUP], '/uptime': [listed as Remote] }, ({ path }) =>
      path === '/uptime/1' ? respondWith({ data: check('1', 'a', '5') }) : undefined,
    );
    expect(await purge(account)).toEqual(staying('the uptime test "a" (ID 1)'));
  });

  test('goes although the plan of the account lacks some kinds of checks', async () => {
    const lacking = ({ path }: HttpRequest) => (path.startsWith('/pagespeed') ? FORBIDDEN : undefined);
    const account = accountOf({ '/contact-groups': [GROUP], '/uptime': [check('2', 'b', '6')] }, lacking);
    expect(await purge(account)).toEqual({ checks: [DELETION], notes: [] });
  });

  test('is not judged where the checks cannot be read for another reason', async () => {
    const account = accountOf({ '/contact-groups': [GROUP] }, ({ path }) =>
      path.startsWith('/pagespeed') ? INVALID : undefined,
    );
    await expect(purge(account)).rejects.toMatchObject({ facts: { kind: 'invalid' } });
  });
});

describe('what is planned for checks', () => {
  const policy: Policy = { recreate: false, writeHidden: 'on_create', verify: 'details' };
  const told = check('1', 'a', '5');
  const { contact_groups: _, ...overview } = told;
  const planFor = (values: Values, actual: Remote | null) => planPresent(uptime, values, actual, policy);
  const fresh = { name: 'new', website_url: 'https://acme.example.com' };

  test.each<[string, Step]>([
    ['goes', planAbsent(uptime, told)],
    ['tells others', planFor({ contact_groups: ['6'] }, told)],
    ['tells nobody', planFor({ contact_groups: [] }, told)],
  ])('lets a contact group go where its last check %s', async (_title, step) => {
    const account = accountOf({ '/contact-groups': [GROUP], '/uptime': [told] });
    expect(await purge(account, [gone], [step])).toEqual({ checks: [DELETION], notes: [] });
  });

  test.each<[string, Step, string]>([
    ['a new check tells it', planFor({ ...fresh, contact_groups: ['5'] }, null), 'the uptime test "new"'],
    ['one tells it that gets another name', planFor({ name: 'b' }, told), 'the uptime test "b" (ID 1)'],
    [
      'one tells it that changes, although the list that was planned by did not show so',
      planFor({ check_rate: 60 }, overview as Remote),
      'the uptime test "a" (ID 1)',
    ],
    [
      'one tells it that stays as it is, although the list that was planned by did not show so',
      planFor({ check_rate: 300 }, overview as Remote),
      'the uptime test "a" (ID 1)',
    ],
    [
      'only a check of another kind with the same ID goes',
      planAbsent(heartbeat, { id: '1', name: 'd' }),
      'the uptime test "a" (ID 1)',
    ],
  ])('keeps a contact group where %s', async (_title, step, user) => {
    const tests = step.action === 'created' ? [] : [told];
    const account = accountOf({ '/contact-groups': [GROUP], '/uptime': tests });
    expect(await purge(account, [gone], [step])).toEqual(staying(user));
  });
});

test('the contact groups in use are those that checks of any kind tell', async () => {
  const { client } = accountOf({
    '/uptime': [check('1', 'a', '5', '6'), check('2', 'b')],
    '/pagespeed': [check('1', 'c', '7')],
    '/ssl': [{ id: '1', website_url: 'https://acme.example.com' }],
  });
  expect(await readUsedGroups(client)).toEqual(new Set(['5', '6', '7']));
});

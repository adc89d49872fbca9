import { describe, expect, test } from 'vitest';
import type { StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import type { Problem } from '../../../src/reconcile/problems.ts';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
import { type CheckKind, planAllKinds, type StackSettings } from '../../../src/reconcile/stacks.ts';
import { recordOf } from '../../../src/reconcile/twins.ts';
import type { HttpRequest } from '../../../src/statuscake/http/transport.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { respondWith } from '../statuscake/scripted-client.ts';
import { accountOf, FORBIDDEN, INVALID } from './account-of.ts';

const KINDS: CheckKind[] = [
  { resource: uptime, ownership: 'tag' },
  { resource: ssl, ownership: 'sign' },
  { resource: pagespeed, ownership: 'name' },
];
const SETTINGS: StackSettings = {
  tagPrefix: 'stack-',
  purge: true,
  purgeUnlisted: false,
  purgeContactGroups: false,
  duplicates: 'error',
};
const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
const check = (values: Values, id: string | null = null) => ({ id, values, policy });
const stack = (name: string, checks: StackDeclaration['checks'], more: Partial<StackDeclaration> = {}) => ({
  stack: name,
  state: 'present' as const,
  checks,
  domains: [],
  ...more,
});
const gone = (name: string) => stack(name, {}, { state: 'absent' });

const URL_OF_TEST = 'https://acme.example.com';
const LIVE = { name: 'live', website_url: URL_OF_TEST };
const THERE = { ...LIVE, test_type: 'HTTP', check_rate: 300 };
const uptimeTest = (id: string, name: string, ...tags: string[]): Remote => ({ id, ...THERE, name, tags });
const sslTest = (id: string, website_url = URL_OF_TEST): Remote => ({ id, website_url, check_rate: 300 });

const plan = (
  { client }: ReturnType<typeof accountOf>,
  stacks: readonly StackDeclaration[],
  settings: Partial<StackSettings> = {},
  mistakes: readonly Problem[] = [],
) => planAllKinds(client, KINDS, stacks, { ...SETTINGS, ...settings }, mistakes);
const steps = ({ checks }: Awaited<ReturnType<typeof plan>>) =>
  checks.map(({ stack: owner, name, step }) => [owner, name, step.action]);
const paths = (sent: readonly string[]) =>
  [...new Set(sent.map((request) => request.split(/[ ?]/)[1]))].sort();

describe('what is read for stacks', () => {
  test.each<[string, StackDeclaration[], Partial<StackSettings>, string[]]>([
    ['nothing where they say nothing', [stack('acme', {})], {}, []],
    ['the kinds that they speak of', [stack('acme', { uptime: [] })], {}, ['/uptime']],
    [
      'the uptime tests with the SSL tests, whose they show',
      [stack('acme', { ssl: [] })],
      {},
      ['/ssl', '/uptime'],
    ],
    [
      'only page speed tests where they speak of these',
      [stack('acme', { pagespeed: [] })],
      {},
      ['/pagespeed'],
    ],
    [
      'nothing of one that another task keeps',
      [stack('acme', { uptime: [] }, { untouched: 'elsewhere' }), stack('globex', {})],
      {},
      [],
    ],
    [
      'no window for one that another task keeps, though it was renamed',
      [stack('acme-eu', {}, { formerName: 'acme', untouched: 'elsewhere' }), stack('globex', { uptime: [] })],
      {},
      ['/uptime'],
    ],
    [
      'all that can bear a name, where one has a new one',
      [stack('acme-eu', {}, { formerName: 'acme' }), stack('globex', {})],
      {},
      ['/maintenance-windows', '/pagespeed', '/uptime'],
    ],
    ['all kinds where one goes', [stack('globex', {}), gone('acme')], {}, ['/pagespeed', '/ssl', '/uptime']],
    [
      'all kinds where no others are to stay',
      [stack('acme', {})],
      { purgeUnlisted: true },
      ['/pagespeed', '/ssl', '/uptime'],
    ],
  ])('is %s', async (_, stacks, settings, expected) => {
    const account = accountOf({});
    expect((await plan(account, stacks, settings)).checks).toEqual([]);
    expect(paths(account.sent)).toEqual(expected);
  });

  test('is nothing of a kind that the plan of the account lacks, unless it is declared', async () => {
    const lacking = () =>
      accountOf({ '/uptime': [uptimeTest('1', 'live', 'stack-acme')] }, ({ path }) =>
        path.startsWith('/pagespeed') ? FORBIDDEN : undefined,
      );
    expect(steps(await plan(lacking(), [gone('acme')]))).toEqual([['acme', 'live', 'deleted']]);
    expect(steps(await plan(lacking(), [stack('acme', { pagespeed: [] })]))).toEqual([]);
    const declared = stack('acme', { pagespeed: [check({ name: 'acme page' })] });
    await expect(plan(lacking(), [declared, gone('globex')])).rejects.toMatchObject({
      facts: { kind: 'forbidden' },
    });
    const broken = accountOf({}, () => INVALID);
    await expect(plan(broken, [gone('acme')])).rejects.toMatchObject({ facts: { kind: 'invalid' } });
  });
});

describe('a region that the API does not know', () => {
  const instead = ({ path }: HttpRequest) =>
    path === '/uptime-locations' ? respondWith({ data: [{ region_code: 'london' }] }) : undefined;

  test('is a problem of the check that declares it, and the others are planned', async () => {
    const stacks = [
      stack('acme', { uptime: [check({ ...LIVE, regions: ['mars'] }), check({ ...LIVE, name: 'other' })] }),
      stack('globex', { uptime: [check({ ...LIVE, name: 'third', regions: ['london'] })] }),
    ];
    const planned = await plan(accountOf({}, instead), stacks);
    expect(planned.problems).toEqual([
      {
        stack: 'acme',
        check: 'live',
        option: 'regions',
        message: 'there is no region mars; the API lists at /uptime-locations: london',
      },
    ]);
    expect(steps(planned)).toEqual([['globex', 'third', 'created']]);
  });
});

describe('the SSL tests of a stack', () => {
  const shows = uptimeTest('1', 'live', 'stack-acme', signOf(URL_OF_TEST));

  test('go where they were declared for it alone, for which the tests of all stacks are read', async () => {
    const account = accountOf({ '/uptime': [shows], '/ssl': [sslTest('7')] });
    expect(steps(await plan(account, [stack('acme', { ssl: [] })]))).toEqual([
      ['acme', URL_OF_TEST, 'deleted'],
      ['acme', 'live', 'updated'],
    ]);
    expect(account.sent.filter((request) => request.startsWith('GET /uptime?'))).toEqual([
      'GET /uptime?tags=stack-acme&nouptime&page=1&limit=100',
      'GET /uptime?nouptime&page=1&limit=100',
    ]);
  });

  test('stay where they were declared for another one, too', async () => {
    const other = uptimeTest('2', 'other', 'stack-globex', signOf(URL_OF_TEST));
    const account = accountOf({ '/uptime': [shows, other], '/ssl': [sslTest('7')] });
    expect(steps(await plan(account, [stack('acme', { ssl: [] })]))).toEqual([['acme', 'live', 'updated']]);
  });

  test('that stay need no more to be read, nor do those of all stacks that were read', async () => {
    const account = accountOf({ '/uptime': [shows], '/ssl': [sslTest('7')] });
    const declared = { ssl: [check({ website_url: URL_OF_TEST })] };
    expect(steps(await plan(account, [stack('acme', declared)]))).toEqual([
      ['acme', URL_OF_TEST, 'unchanged'],
    ]);
    expect(account.sent).toHaveLength(2);
    const all = accountOf({ '/uptime': [shows], '/ssl': [sslTest('7')] });
    const planned = await plan(all, [stack('acme', { ssl: [] }), stack('globex', {})]);
    expect(steps(planned)).toContainEqual(['acme', URL_OF_TEST, 'deleted']);
    expect(all.sent.filter((request) => request.startsWith('GET /uptime?'))).toHaveLength(1);
  });

  test('put their sign on the uptime test that is planned with them', async () => {
    const account = accountOf({ '/uptime': [uptimeTest('1', 'live', 'stack-acme')], '/ssl': [] });
    const declared = { uptime: [check(LIVE)], ssl: [check({ website_url: URL_OF_TEST })] };
    const { checks } = await plan(account, [stack('acme', declared)]);
    expect(checks.map(({ step }) => [step.action, step.form.tags])).toEqual([
      ['updated', [signOf(URL_OF_TEST), 'stack-acme'].sort()],
      ['created', undefined],
    ]);
  });
});

describe('what vanishes while it is read', () => {
  const old = uptimeTest('1', 'live', 'stack-acme');
  const heir = uptimeTest('2', 'live', 'stack-acme', 'replaces-1');

  test('leaves what it has replaced, which is meant now', async () => {
    const account = accountOf({ '/uptime': [old, heir] }, ({ path }) =>
      path === '/uptime/2' ? respondWith({ message: 'none' }, 404) : undefined,
    );
    const { checks } = await plan(account, [
      stack('acme', { uptime: [check({ ...LIVE, confirmation: 1 })] }),
    ]);
    expect(checks.map(({ step }) => [step.id, step.action])).toEqual([['1', 'updated']]);
  });

  test('is nothing of what is there: that is meant, and what it has replaced goes', async () => {
    const account = accountOf({ '/uptime': [old, heir] });
    const { checks } = await plan(account, [
      stack('acme', { uptime: [check({ ...LIVE, confirmation: 1 })] }),
    ]);
    expect(checks.map(({ step }) => [step.id, step.action])).toEqual([
      ['2', 'updated'],
      ['1', 'deleted'],
    ]);
  });

  test('is no second one of its name, where a creation of late was in doubt', async () => {
    const other = uptimeTest('2', 'live', 'stack-acme');
    const account = accountOf({ '/uptime': [old, other] }, ({ path }) =>
      path === '/uptime/2' ? respondWith({ message: 'none' }, 404) : undefined,
    );
    await account.client.creations.put(recordOf(planPresent(uptime, LIVE, null, policy), null));
    const planned = await plan(account, [stack('acme', { uptime: [check(LIVE)] })]);
    expect(planned.problems).toEqual([]);
    expect(planned.checks.map(({ step }) => [step.id, step.action])).toEqual([['1', 'unchanged']]);
  });

  test('is made anew where it has replaced nothing', async () => {
    const account = accountOf({ '/uptime': [old] }, ({ path }) =>
      path === '/uptime/1' ? respondWith({ message: 'none' }, 404) : undefined,
    );
    const { checks } = await plan(account, [
      stack('acme', { uptime: [check({ ...LIVE, confirmation: 1 })] }),
    ]);
    expect(checks.map(({ step }) => [step.id, step.action])).toEqual([[null, 'created']]);
  });
});

test('details are read once, though mistakes of one stack have the others planned again', async () => {
  const account = accountOf({ '/uptime': [uptimeTest('1', 'live', 'stack-acme')] });
  const stacks = [
    stack('acme', { uptime: [check({ ...LIVE, confirmation: 1 })] }),
    stack('globex', { uptime: [check({ name: 'nowhere' })] }),
  ];
  const planned = await plan(account, stacks);
  expect(planned.problems).toMatchObject([{ stack: 'globex', option: 'website_url' }]);
  expect(steps(planned)).toEqual([['acme', 'live', 'updated']]);
  expect(account.sent.filter((request) => request === 'GET /uptime/1')).toHaveLength(1);
});

describe('whether it matters what other tasks declare', () => {
  const live = uptimeTest('1', 'live', 'stack-acme');
  test.each<[boolean, string, StackDeclaration]>([
    [false, 'where all is as declared', stack('acme', { uptime: [check(LIVE)], pagespeed: [] })],
    [true, 'where something of one kind goes', stack('acme', { uptime: [], pagespeed: [] })],
    [
      true,
      'where something bears a former name yet',
      stack('acme-eu', { uptime: [check(LIVE)] }, { formerName: 'acme' }),
    ],
  ])('is %s %s', async (expected, _, declared) => {
    expect(await plan(accountOf({ '/uptime': [live] }), [declared])).toMatchObject({ isDisputed: expected });
  });
});

test('notes of all kinds are told', async () => {
  const account = accountOf({
    '/uptime': [uptimeTest('1', 'live')],
    '/pagespeed': [{ id: '3', name: 'acme page', website_url: URL_OF_TEST }],
    '/ssl': [sslTest('7')],
  });
  const declared = { uptime: [check({ name: 'live' })], ssl: [check({ website_url: URL_OF_TEST })] };
  const { notes, checks } = await plan(account, [stack('acme', declared, { state: 'absent' })]);
  expect(notes.map((note) => note.split(' stays')[0])).toEqual([
    'the uptime test "live" (ID 1)',
    `the SSL test "${URL_OF_TEST}" (ID 7)`,
  ]);
  expect(checks.map(({ name, step }) => [name, step.action])).toEqual([['acme page', 'deleted']]);
});

const mistakeOf = (name: string): Problem => ({ stack: name, check: 'live', option: 'name', message: 'no' });

describe('a stack that has a mistake', () => {
  const fresh = { uptime: [check({ ...LIVE, name: 'fresh' })] };

  test('that was found before is told, and of it nothing is planned', async () => {
    const mistakes = [mistakeOf('acme')];
    const stacks = [stack('acme', { uptime: [check(LIVE)] }), stack('globex', fresh)];
    const planned = await plan(accountOf({}), stacks, {}, mistakes);
    expect(planned.problems).toEqual(mistakes);
    expect(steps(planned)).toEqual([['globex', 'fresh', 'created']]);
  });

  test('in its rename is told, and of it nothing is planned', async () => {
    const account = accountOf({
      '/uptime': [uptimeTest('1', 'own', 'stack-acme-eu'), uptimeTest('2', 'acme queue', 'stack-acme')],
    });
    const queue = { uptime: [check({ ...LIVE, name: 'acme-eu queue' })] };
    const stacks = [stack('acme-eu', queue, { formerName: 'acme' }), stack('globex', fresh)];
    const planned = await plan(account, stacks);
    expect(planned.problems).toMatchObject([{ stack: 'acme-eu', option: 'renamed_from' }]);
    expect(steps(planned)).toEqual([['globex', 'fresh', 'created']]);
  });
});

describe('a maintenance window with the tag of the former name of a stack', () => {
  const NIGHTLY = 'nightly';
  const judge = async (
    declared: Partial<StackDeclaration>,
    tags: string[],
    test_: Remote,
    mistakes?: readonly Problem[],
  ) => {
    const account = accountOf({
      '/uptime': [test_],
      '/maintenance-windows': [{ id: '7', name: NIGHTLY, tags }],
    });
    const renamed = stack('acme-eu', {}, { formerName: 'acme', ...declared });
    const { checks } = await plan(account, [renamed, stack('globex', {})], {}, mistakes);
    return checks.flatMap(({ name, step }) => (name === NIGHTLY ? [[step.action, step.form.tags]] : []));
  };
  const former = uptimeTest('1', 'acme live', 'stack-acme');
  const begun = uptimeTest('1', 'acme live', 'stack-acme', 'renaming-to-acme-eu');
  const own = uptimeTest('1', 'acme-eu live', 'stack-acme-eu');
  const marked = ['renaming-acme', 'stack-acme', 'stack-acme-eu'];

  test('gets the new one with the tests', async () => {
    expect(await judge({}, ['stack-acme'], former)).toEqual([['updated', ['stack-acme-eu']]]);
  });

  test('loses it where an interrupted run has left that to do', async () => {
    expect(await judge({}, marked, own)).toEqual([['updated', ['stack-acme-eu']]]);
  });

  const mistakes = [mistakeOf('acme-eu')];
  test.each<[string, ...Parameters<typeof judge>]>([
    ['its rename is over: it is somebody else’s', {}, ['stack-acme'], own],
    ['another task keeps the stack', { untouched: 'elsewhere' }, ['stack-acme'], former],
    ['the stack goes', { state: 'absent' }, ['stack-acme'], begun],
    ['the stack has a mistake', {}, ['stack-acme'], former, mistakes],
    ['the stack has a mistake, and its rename is over', {}, marked, own, mistakes],
  ])('stays as it is where %s', async (_, ...parameters) => {
    expect(await judge(...parameters)).toEqual([]);
  });
});

import { describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { urlOf, useChangingAccount, warningsOf } from './changing-account.ts';

// Waiting takes no time here.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const account = useChangingAccount();
const { run, seed, tests, everything, idsOf, writes } = account;

describe('a check that another stack declares by now', () => {
  const shop = (name: string) => ({ name, website_url: urlOf('shop') });
  const acme = (...names: string[]) => ({
    stack: 'acme',
    tests: [{ name: 'acme liveness', website_url: urlOf('acme') }, ...names.map(shop)],
  });
  const globex = (...names: string[]) => ({
    stack: 'globex',
    tests: [{ name: 'globex liveness', website_url: urlOf('globex') }, ...names.map(shop)],
  });
  const find = (name: string) => Object.entries(tests()).find(([, test_]) => test_.name === name)?.[0];

  test.each([
    ['of the same name', 'shop', 'shop', {}],
    ['of another name that tests the same', 'acme shop', 'globex shop', {}],
    [
      'of another name, which says so',
      'acme shop',
      'globex shop',
      { renamed_from: 'acme shop', website_url: urlOf('new') },
    ],
  ])('moves, in one task: %s', async (_, from, to, more) => {
    for (const order of [1, -1]) {
      await run({ stacks: [acme(from), globex()] });
      const id = find(from);
      const { tests: own, ...stack } = globex();
      const declared = [acme(), { ...stack, tests: [...own, { ...shop(to), ...more }] }];
      const stacks = order === 1 ? declared : declared.reverse();
      expect(await run({ stacks }, { check: true })).toMatchObject({
        summary: { created: 0, deleted: 0, updated: 1 },
      });
      await run({ stacks });
      expect(tests()[id ?? '']).toEqual({ name: to, tags: ['stack-globex'] });
      expect(await run({ stacks })).toMatchObject({ changed: false });
      for (const known of Object.keys(tests())) {
        account.simulator.account.uptimeTests.delete(known);
      }
    }
  });

  test('moves from a stack that is gone or not listed', async () => {
    await run({ stacks: [acme('shop'), globex()] });
    const id = find('shop');
    await run({ stacks: [{ ...acme('shop'), state: 'absent' }, globex('shop')] });
    expect(find('shop')).toBe(id);
    expect(find('acme liveness')).toBeUndefined();
    await run({ stacks: [acme('globex shop'), globex('shop')] });
    await run({ purge_unlisted_stacks: true, stacks: [acme('shop')] });
    expect(tests()[id ?? '']).toEqual({ name: 'shop', tags: ['stack-acme'] });
  });

  test('stays where its stack is removed before the new owner has run, which is told', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const id = find('acme shop');
    const now = globex('globex shop');
    const removed = await run({ stack: 'acme', state: 'absent', other_stacks: [now] });
    expect(warningsOf(removed)).toEqual([
      `the uptime test "acme shop" (ID ${id}) stays for globex, which takes it where acme does not declare it any more, or is absent there: run that before acme leaves the inventory`,
    ]);
    await run({ ...now, other_stacks: [{ stack: 'acme', state: 'absent' }] });
    expect(find('globex shop')).toBe(id);
  });

  test('moves from one task to another, in both orders of tasks', async () => {
    const elsewhere = (stack: JsonObject) => [{ ...stack }];
    for (const isOldFirst of [true, false]) {
      await run({ stacks: [acme('acme shop'), globex()] });
      const id = find('acme shop');
      const now = { acme: acme(), globex: globex('globex shop') };
      const tasks = [
        { ...now.acme, other_stacks: elsewhere(now.globex) },
        { ...now.globex, other_stacks: elsewhere(now.acme) },
      ];
      for (const task of isOldFirst ? tasks : tasks.reverse()) {
        await run(task);
        expect(Object.keys(tests())).toContain(id);
      }
      expect(tests()[id ?? '']).toEqual({ name: 'globex shop', tags: ['stack-globex'] });
      expect(Object.keys(tests())).toHaveLength(3);
      for (const task of [now.acme, now.globex]) {
        expect(await run(task)).toMatchObject({ changed: false });
      }
      for (const known of Object.keys(tests())) {
        account.simulator.account.uptimeTests.delete(known);
      }
    }
  });

  test.each([
    ['a contact group that is not there', { contact_groups: ['nope'] }],
    ['an ID that is not there', { id: '4711' }],
    ['a value that cannot be', { test_type: 'HTTPS' }],
  ])(
    'stays where the check itself has a mistake, and moves once that is put right: %s',
    async (_, mistake) => {
      await run({ stacks: [acme('acme shop'), globex()] });
      const id = find('acme shop');
      const moved = (more: JsonObject) => ({
        ...globex(),
        tests: [...globex().tests, { ...shop('globex shop'), ...more }],
      });
      expect(await run({ stacks: [acme(), moved(mistake)] })).toMatchObject({ failed: true });
      expect(find('acme shop')).toBe(id);
      await run({ stacks: [acme(), moved({})] });
      expect(find('globex shop')).toBe(id);
    },
  );

  test.each([
    ['of a port', { website_url: 'db.example.com', test_type: 'TCP', port: 5432 }],
    ['of one URL', { website_url: urlOf('shop') }],
  ])('moves as the one of its name but for that of the stack, among several tests %s', async (_, values) => {
    const of = (stack: string, ...names: string[]) => ({
      stack,
      tests: names.map((name) => ({ name: `${stack} ${name}`, ...values })),
    });
    const idsBy = () =>
      Object.fromEntries(Object.entries(tests()).map(([id, { name }]) => [String(name).slice(-2), id]));
    await run({ stacks: [of('acme', 'db', 'hq', 'vm'), of('globex', 'ci')] });
    const before = idsBy();
    const [left, moved] = [of('acme', 'vm'), of('globex', 'ci', 'hq', 'db')];
    expect(await run({ stacks: [left, moved] })).toMatchObject({ summary: { created: 0, deleted: 0 } });
    expect(idsBy()).toEqual(before);
    for (const [one, other] of [
      [of('acme', 'vm', 'hq'), of('globex', 'ci', 'db')],
      [of('globex', 'db'), of('acme', 'vm', 'hq', 'ci')],
    ] as const) {
      expect(await run({ ...one, other_stacks: [other] })).toMatchObject({ summary: { deleted: 0 } });
      expect(await run({ ...other, other_stacks: [one] })).toMatchObject({ summary: { deleted: 0 } });
      await run({ ...one, other_stacks: [other] });
      expect(idsBy()).toEqual(before);
    }
  });

  test('is told of where its old stack is declared nowhere any more', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const task = { ...globex('globex shop'), other_stacks: [] };
    expect(warningsOf(await run(task, { check: true })).join()).toMatch(
      /new uptime tests beside others that test the same, and that nobody declares: globex: "globex shop" beside "acme shop" \(ID \d+\)/,
    );
  });

  test('has not done with its former name while another stack may let go of what bears that', async () => {
    const now = globex('globex shop');
    await run({ stacks: [acme('acme shop'), now] });
    const told = now.tests.map((each) => ({
      ...each,
      ...(each.name === 'globex shop' && { renamed_from: 'acme shop' }),
    }));
    const task = { ...now, tests: told };
    const asked = await run({ ...task, ask_for_other_stacks: true });
    expect(asked).toMatchObject({ needs_other_stacks: true });
    expect(asked).not.toHaveProperty('warnings');
    expect((await run({ ...task, other_stacks: [acme()] })).msg).toContain(
      'there are both the uptime tests "acme shop"',
    );
  });

  test('is not made anew where the former name has a slip of the pen in it, while what is called alike goes: a heartbeat', async () => {
    const of = (stack: string, ...heartbeats: JsonObject[]) => ({ stack, heartbeats });
    const job = (name: string, more: JsonObject = {}) => ({ name, period: 60, ...more });
    await run({ stacks: [of('acme', job('acme job')), of('globex', job('globex a'))] });
    const before = everything();
    const slip = job('globex job', { renamed_from: 'acme jop' });
    const result = await run({ stacks: [of('acme'), of('globex', job('globex a'), slip)] });
    expect(result.msg).toContain(
      'globex, globex job, renamed_from: there is no heartbeat test "acme jop", while the heartbeat test "acme job" (ID 1) is to be deleted',
    );
    expect(result.msg).toContain(
      'acme, acme job, name: it may be what globex means by "acme jop", which nothing is called: put that right first',
    );
    for (const task of [
      { ...of('acme'), other_stacks: [of('globex', job('globex a'), slip)] },
      { ...of('globex', job('globex a'), slip), other_stacks: [of('acme')] },
    ]) {
      const { msg } = await run(task);
      expect(msg).toMatch(/^nothing was written; (acme, acme job, name|globex, globex job, renamed_from): /);
      expect(msg).not.toContain('mistakes');
    }
    expect(everything()).toEqual(before);
  });

  test('is not made anew where the former name has a slip of the pen in it, while what is called alike goes: an uptime test', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const before = everything();
    const slip = { name: 'globex shop', renamed_from: 'acme shopp', website_url: urlOf('new-shop') };
    const now = globex();
    const { msg } = await run({ stacks: [acme(), { ...now, tests: [...now.tests, slip] }] });
    expect(msg).toContain(
      'renamed_from: there is no uptime test "acme shopp", while the uptime test "acme shop" (ID',
    );
    expect(everything()).toEqual(before);
  });

  test('is told of where nothing shows that it moves: a heartbeat of another name', async () => {
    const of = (stack: string, ...names: string[]) => ({
      stack,
      heartbeats: names.map((name) => ({ name, period: 60 })),
    });
    await run({ stacks: [of('acme', 'acme db'), of('globex', 'globex web')] });
    const preview = await run(
      { stacks: [of('acme'), of('globex', 'globex web', 'globex db')] },
      { check: true },
    );
    expect(warningsOf(preview).join()).toMatch(/globex: "globex db" in place of "acme db" \(ID \d+\)/);
  });

  test.each([true, false])(
    'moves as an SSL test, with a new URL, which says so, in one task: %s',
    async (isOne) => {
      const [OLD, NEW] = [urlOf('login.acme'), urlOf('login.globex')];
      const of = (stack: JsonObject, ...ssl: JsonObject[]) => ({ ...stack, ssl });
      await run({ stacks: [of(acme(), { website_url: OLD }), of(globex())] });
      const [before] = account.simulator.account.sslTests.all();
      const now = [of(acme()), of(globex(), { website_url: NEW, renamed_from: OLD })];
      const tasks = now.map((stack, index) => ({ ...stack, other_stacks: now.toSpliced(index, 1) }));
      for (const task of isOne ? [{ stacks: now }] : tasks) {
        await run(task);
      }
      expect(account.simulator.account.sslTests.all()).toMatchObject([{ id: before?.id, website_url: NEW }]);
      expect(await run({ stacks: now })).toMatchObject({ changed: false });
    },
  );

  test.each([true, false])(
    'moves from one task to another while its stack is renamed, the old one first: %s',
    async (isOldFirst) => {
      await run({ stacks: [acme('acme shop'), globex()] });
      const id = find('acme shop');
      const renamed = {
        stack: 'acme-eu',
        renamed_from: 'acme',
        tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
      };
      const now = globex('globex shop');
      const tasks = [
        { ...renamed, other_stacks: [now] },
        { ...now, other_stacks: [renamed] },
      ];
      for (const task of isOldFirst ? tasks : tasks.reverse()) {
        expect(await run(task)).toMatchObject({ summary: { created: 0, deleted: 0 } });
      }
      expect(tests()[id ?? '']).toEqual({ name: 'globex shop', tags: ['stack-globex'] });
      for (const task of tasks) {
        expect(await run(task)).toMatchObject({ changed: false });
      }
    },
  );

  test.each([
    ['what it tests', {}],
    ['its former name', { renamed_from: 'acme shop', website_url: urlOf('new') }],
  ])('moves as a page speed test while its stack is renamed, the old one first, by %s', async (_, more) => {
    const speed = (name: string) => ({ name, website_url: urlOf('shop'), region: 'DE' });
    await run({ stacks: [{ ...acme(), pagespeed: [speed('acme shop')] }, globex()] });
    const [before] = account.simulator.account.pagespeedTests.all();
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
      pagespeed: [],
    };
    const now = { ...globex(), pagespeed: [{ ...speed('globex shop'), ...more }] };
    await run({ ...renamed, other_stacks: [now] });
    await run({ ...now, other_stacks: [renamed] });
    expect(account.simulator.account.pagespeedTests.all()).toMatchObject([
      { id: before?.id, name: 'globex shop' },
    ]);
    expect(await run({ stacks: [renamed, now] })).toMatchObject({ changed: false });
  });

  test('is looked for among those of other stacks by a task that knows no other: a page speed test', async () => {
    const speed = (name: string) => ({ name, website_url: urlOf('shop'), region: 'DE' });
    await run({
      stacks: [
        { ...acme(), pagespeed: [speed('acme shop')] },
        { ...globex(), pagespeed: [] },
      ],
    });
    const before = idsOf();
    const now = { ...globex(), pagespeed: [speed('globex shop')] };
    expect(await run({ ...now, ask_for_other_stacks: true })).toMatchObject({ needs_other_stacks: true });
    await run({ ...now, other_stacks: [{ ...acme(), pagespeed: [] }] });
    expect(idsOf()).toEqual(before);
  });

  test.each([
    ['by its former URL', (now: string, old: string) => ({ website_url: now, renamed_from: old })],
    ['by its ID', (now: string, _: string, id: string) => ({ website_url: now, id })],
  ])(
    'is not taken by a task that knows no other from one that declares it: an SSL test, %s',
    async (_, check) => {
      const [old, now] = [urlOf('app'), urlOf('other')];
      await run({ stacks: [acme(), globex()].map((stack) => ({ ...stack, ssl: [{ website_url: old }] })) });
      const [test_] = account.simulator.account.sslTests.all();
      const moved = { ...globex(), ssl: [check(now, old, test_?.id ?? '')] };
      expect((await run(moved)).msg).toContain('is declared for the stack acme, too');
      expect(await run({ ...moved, ask_for_other_stacks: true })).toMatchObject({ needs_other_stacks: true });
      expect(account.simulator.account.sslTests.all()).toMatchObject([{ id: test_?.id, website_url: old }]);
    },
  );

  test('is not adopted where it begins with the name of another stack, of which the task does not know: a page speed test', async () => {
    const of = (stack: { stack: string }) => ({
      ...stack,
      pagespeed: [{ name: `${stack.stack} page`, website_url: urlOf('shop'), region: 'DE' }],
      adopt_by_url: true,
    });
    await run({ ...globex(), pagespeed: [] });
    await run(of(acme()));
    await run(of(globex()));
    expect(account.simulator.account.pagespeedTests.all().map(({ name }) => name)).toEqual([
      'acme page',
      'globex page',
    ]);
    for (const stack of [acme(), globex()]) {
      expect(await run(of(stack))).toMatchObject({ changed: false });
    }
  });

  test('moves in the place of one that nobody has and that could be adopted, also by a task that knows no other', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const id = find('acme shop');
    seed('by hand', [], urlOf('shop'));
    const adopting = { ...globex('globex shop'), adopt_by_url: true };
    expect(await run({ ...adopting, ask_for_other_stacks: true })).toMatchObject({
      needs_other_stacks: true,
    });
    await run({ ...adopting, other_stacks: [acme()] });
    expect(find('globex shop')).toBe(id);
  });

  test('is told apart by its name, also where its stack gets another one: in one task, and in both orders', async () => {
    const port = (name: string) => ({ name, website_url: 'db.example.com', test_type: 'TCP', port: 5432 });
    const before = { ...acme(), tests: [...acme().tests, port('acme db')] };
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const now = { ...globex(), tests: [...globex().tests, port('globex db')] };
    const orders: JsonObject[][] = [
      [{ stacks: [renamed, now] }],
      [
        { ...renamed, other_stacks: [now] },
        { ...now, other_stacks: [renamed] },
      ],
      [
        { ...now, other_stacks: [renamed] },
        { ...renamed, other_stacks: [now] },
      ],
    ];
    for (const tasks of orders) {
      await run({ stacks: [before, globex()] });
      const ids = Object.keys(tests());
      for (const task of tasks) {
        expect(await run(task)).toMatchObject({ summary: { created: 0, deleted: 0 } });
      }
      expect(Object.keys(tests())).toEqual(ids);
      expect(find('globex db')).toBeDefined();
      for (const id of ids) {
        account.simulator.account.uptimeTests.delete(id);
      }
    }
  });

  test('keeps its name while what is declared of it is a mistake, though its stack gets another one', async () => {
    const job = (name: string, more: JsonObject = {}) => ({ name, period: 60, ...more });
    await run({ stacks: [{ ...acme(), heartbeats: [job('acme job')] }, globex()] });
    const before = idsOf();
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const now = { ...globex(), heartbeats: [job('globex job', { renamed_from: 'acme job' })] };
    expect((await run({ stacks: [renamed, now] })).msg).toContain(
      'say of acme-eu which heartbeat tests it keeps, which moves it',
    );
    expect(await run({ stacks: [{ ...renamed, heartbeats: [] }, now] })).toMatchObject({ changed: true });
    expect(idsOf()).toEqual(before);
    expect(account.simulator.account.heartbeats.all()).toMatchObject([
      { name: 'globex job', tags: ['stack-globex'] },
    ]);
  });

  test.each([
    ['a test of a port', 'tests', { website_url: 'db.example.com', test_type: 'TCP', port: 5432 }],
    [
      'a page speed test beside another of its URL',
      'pagespeed',
      { website_url: urlOf('shop'), region: 'UK' },
    ],
  ])(
    'is not made anew where a mistake of the old owner keeps it from moving: %s',
    async (_, kind, values) => {
      const of = (stack: { stack: string; tests: JsonObject[] }, ...parts: string[]) => {
        const checks = parts.map((part) => ({ name: `${stack.stack} ${part}`, ...values }));
        return { ...stack, pagespeed: [], [kind]: [...(kind === 'tests' ? stack.tests : []), ...checks] };
      };
      await run({ stacks: [of(acme(), 'db', 'hq'), of(globex())] });
      const before = idsOf();
      const [mistake] = acme().tests.map((test_) => ({ ...test_, contact_groups: ['nope'] }));
      const wrong = of({ ...acme(), tests: mistake ? [mistake] : [] });
      const { msg } = await run({ stacks: [wrong, of(globex(), 'db', 'hq')] });
      expect(msg).toContain('put right what acme declares, which moves it');
      expect(idsOf()).toEqual(before);
      await run({ stacks: [of(acme()), of(globex(), 'db', 'hq')] });
      expect(idsOf()).toEqual(before);
    },
  );

  test.each([
    ['of all that share it', true, true],
    ['of the first', true, false],
    ['of the last', false, true],
  ])(
    'goes on with a new URL as an SSL test of several stacks, by the former one %s',
    async (_, isFirst, isLast) => {
      const [old, now] = [urlOf('app'), urlOf('new')];
      const share = (...checks: JsonObject[]) =>
        [acme(), globex()].map((stack, index) => ({ ...stack, ssl: [checks[index] ?? {}] }));
      const changed = (isTold: boolean) => ({ website_url: now, ...(isTold && { renamed_from: old }) });
      const stacks = share(changed(isFirst), changed(isLast));
      for (const tasks of [
        [{ stacks }],
        stacks.map((stack, index) => ({ ...stack, other_stacks: stacks.toSpliced(index, 1) })),
      ]) {
        await run({ stacks: share({ website_url: old }, { website_url: old }) });
        const [before] = account.simulator.account.sslTests.all();
        for (const { other_stacks = [], ...task } of tasks as JsonObject[]) {
          const asked = await run({ ...task, ask_for_other_stacks: true });
          const result = asked.needs_other_stacks ? await run({ ...task, other_stacks }) : asked;
          expect(result).not.toHaveProperty('failed', true);
        }
        expect(account.simulator.account.sslTests.all()).toMatchObject([
          { id: before?.id, website_url: now },
        ]);
        expect(await run({ stacks })).toMatchObject({ changed: false });
        account.simulator.account.sslTests.delete(before?.id ?? '');
      }
    },
  );

  test('does not carry the mark of a rename of its old stack, so that a run that is cut short is finished', async () => {
    const api = (stack: string) => ({ name: `${stack} api`, website_url: urlOf('api') });
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }, api('acme-eu')],
    };
    const now = globex('globex shop');
    // The oldest would have it.
    seed('acme shop', ['stack-acme'], urlOf('shop'));
    const { tests: own, ...stack } = acme('acme shop');
    await run({ stacks: [{ ...stack, tests: [...own, api('acme')] }, globex()] });
    const before = idsOf();
    let count = 0;
    const release = account.simulator.intercept(({ method }, proceed) => {
      count += method === 'GET' ? 0 : 1;
      return method !== 'GET' && count > 2 ? jsonResponse(503, {}) : proceed();
    });
    expect(await run({ ...renamed, other_stacks: [now] })).toMatchObject({ failed: true });
    await release();
    await run({ ...now, other_stacks: [renamed] });
    expect(await run({ ...renamed, other_stacks: [now] })).toMatchObject({ summary: { failed: 0 } });
    expect(idsOf()).toEqual(before);
    expect(find('acme-eu liveness')).toBeDefined();
  });

  test('leaves the sign of an SSL test to a test that stays, also while its old stack is renamed', async () => {
    const SSL = { ssl: [{ website_url: urlOf('login') }] };
    const before = acme('acme shop');
    await run({ stacks: [{ ...before, tests: before.tests.toReversed(), ...SSL }, globex()] });
    const renamed = {
      ...SSL,
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const now = globex('globex shop');
    await run({ ...renamed, other_stacks: [now] });
    const [liveness] = Object.values(tests()).filter(({ name }) => name === 'acme-eu liveness');
    expect(String(liveness?.tags)).toMatch(/ssl-/);
    await run({ ...now, other_stacks: [renamed] });
    expect(await run({ ...renamed, other_stacks: [now] })).toMatchObject({ changed: false });
  });

  test('is told of where nothing shows that it moves, also while the old owner has a mistake: a heartbeat', async () => {
    const job = (name: string) => ({ name, period: 60 });
    await run({ stacks: [{ ...acme(), heartbeats: [job('acme job')] }, globex()] });
    const mistake = { ...acme(), heartbeats: [{ ...job('acme backup'), contact_groups: ['nope'] }] };
    const result = await run({ stacks: [mistake, { ...globex(), heartbeats: [job('globex job')] }] });
    expect(warningsOf(result).join()).toContain('globex: "globex job" in place of "acme job"');
  });

  test('is asked for where nothing shows whose it is: a page speed test of a stack without others', async () => {
    const speed = (stack: string, more: JsonObject = {}) => ({
      name: `${stack} page`,
      website_url: urlOf('shop'),
      region: 'UK',
      ...more,
    });
    await run({ stack: 'acme', pagespeed: [speed('acme')] });
    const before = idsOf();
    await run({ ...globex(), pagespeed: [] });
    for (const more of [{}, { renamed_from: 'acme page' }]) {
      for (const adopt_by_url of [true, false]) {
        const asking = { ...globex(), pagespeed: [speed('globex', more)], adopt_by_url };
        const asked = await run({ ...asking, ask_for_other_stacks: true });
        expect(asked).toMatchObject({ needs_other_stacks: true });
      }
    }
    expect(idsOf()).toEqual(expect.arrayContaining(before));
  });

  test('leaves its SSL test to the old owner, whose other tests carry the sign before it moves', async () => {
    const SSL = 'https://login.example.com';
    const declared = acme('acme shop');
    const own = { ...acme(), tests: declared.tests.slice(0, 1), ssl: [{ website_url: SSL }] };
    await run({ ...own, tests: declared.tests.toReversed() });
    await run({ ...globex(), ssl: [{ website_url: SSL }] });
    const now = globex('globex shop');
    await run({ ...own, other_stacks: [now] });
    await run({ ...now, other_stacks: [own], ssl: [] });
    expect(account.simulator.account.sslTests.all().map(({ website_url }) => website_url)).toEqual([SSL]);
    account.simulator.requests.length = 0;
    expect(await run(own)).toMatchObject({ changed: false });
  });

  test('matters only where something goes, or another one has it: else no task asks for the others', async () => {
    const asking = { ask_for_other_stacks: true };
    await run({ ...acme('shop'), ...asking });
    expect(await run({ ...acme('shop'), ...asking })).toMatchObject({
      changed: false,
      summary: { unchanged: 2 },
    });
    account.simulator.requests.length = 0;
    for (const task of [acme(), globex('shop'), globex('globex shop'), { stack: 'acme', state: 'absent' }]) {
      expect(await run({ ...task, ...asking })).toMatchObject({ changed: false, needs_other_stacks: true });
    }
    expect(writes()).toEqual([]);
    expect(await run({ ...acme(), ...asking, other_stacks: [] })).toMatchObject({ summary: { deleted: 1 } });
  });

  test.each([
    ['has the name of another one', ['globex liveness']],
    ['is declared twice', ['globex shop', 'globex shop']],
  ])('stays where the new owner declares it, and it %s, in one task and in two', async (_, names) => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const before = everything();
    const [old, now] = [acme(), globex(...names)];
    await run({ stacks: [old, now] });
    expect(everything()).toEqual(before);
    await run({ ...old, other_stacks: [now] });
    await run({ ...now, other_stacks: [old] });
    expect(everything()).toEqual(before);
    await run({ stacks: [old, globex('globex shop')] });
    expect(idsOf()).toEqual(before.map((line) => line.split(' ').slice(0, 2).join(' ')));
  });

  test('stays where the new owner has a mistake in another task, whatever that is', async () => {
    await run(acme('acme shop'));
    const id = find('acme shop');
    const moved = { ...shop('globex shop'), test_type: 'HTTPS' };
    const others = [{ ...globex(), tests: [...globex().tests, moved] }];
    const kept = await run({ ...acme(), other_stacks: others });
    expect(warningsOf(kept).join()).toContain('"acme shop" (ID 2) stays for now');
    expect(find('acme shop')).toBe(id);
    await run({ ...globex('globex shop'), other_stacks: [acme()] });
    expect(find('globex shop')).toBe(id);
    expect(await run({ ...acme(), other_stacks: [globex('globex shop')] })).toMatchObject({ changed: false });
  });

  test('stays with its stack where that is renamed while the new owner has a mistake, and moves once that is put right', async () => {
    await run(acme('acme shop'));
    const id = find('acme shop');
    const renamed = {
      stack: 'acme-eu',
      renamed_from: 'acme',
      tests: [{ name: 'acme-eu liveness', website_url: urlOf('acme') }],
    };
    const moved = { ...shop('globex shop'), test_type: 'HTTPS' };
    const others = [{ ...globex(), tests: [...globex().tests, moved] }];
    const kept = await run({ ...renamed, other_stacks: others });
    expect(warningsOf(kept).join()).toContain('"acme shop" (ID 2) stays for now');
    await run({ ...globex('globex shop'), other_stacks: [renamed] });
    expect(tests()[id ?? '']).toEqual({ name: 'globex shop', tags: ['stack-globex'] });
  });

  test('is not made anew where a mistake of the old owner keeps it from moving', async () => {
    await run({ stacks: [acme('acme shop'), globex()] });
    const id = find('acme shop');
    const [own, ...rest] = acme().tests;
    const wrong = { ...acme(), tests: [{ ...own, contact_groups: ['nope'] }, ...rest] };
    const { msg } = await run({ stacks: [wrong, globex('globex shop')] });
    expect(msg).toContain('or put right what acme declares, which moves it');
    expect(Object.keys(tests())).toHaveLength(3);
    await run({ stacks: [acme(), globex('globex shop')] });
    expect(find('globex shop')).toBe(id);
  });

  test('is what other tasks declare with other names of options, and with numbers', async () => {
    await run({ stack: 'acme', tests: [...acme().tests, shop('404')] });
    for (const moved of [{ name: 'globex shop', url: urlOf('shop') }, { name: 404 }]) {
      const others = [{ stack: 'globex', tests: [moved] }];
      expect(await run({ ...acme(), other_stacks: others as unknown as JsonObject[] })).toMatchObject({
        changed: false,
      });
    }
  });

  test('stays where the other stack has a mistake, and moves once that is put right', async () => {
    await run({ stacks: [acme('shop'), globex()] });
    const id = find('shop');
    const { tests: own } = globex('shop');
    const wrong = { stack: 'globex', tests: [...own, { name: 'globex port', website_url: 'x' }] };
    const result = await run({ stacks: [acme(), wrong] });
    expect(result.msg).toContain('nothing was written of 1 stack: globex, globex port');
    expect(find('shop')).toBe(id);
    await run({ stacks: [acme(), globex('shop')] });
    expect(tests()[id ?? '']).toEqual({ name: 'shop', tags: ['stack-globex'] });
  });
});

import { describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { urlOf, useChangingAccount } from './changing-account.ts';

// Waiting takes no time here.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const account = useChangingAccount();
const { run, everything } = account;

/** How often each change is cut short, each time otherwise. */
const CUTS = Number(process.env.CUTS ?? 12);

const seeds = Array.from({ length: CUTS }, (_value, index) => index + 1);

const uptime = (name: string, url: string) => ({ name, website_url: urlOf(url) });
const page = (name: string, url: string) => ({ name, website_url: urlOf(url), region: 'UK' });
const job = (name: string, renamed_from?: string) => ({
  name,
  period: 60,
  ...(renamed_from && { renamed_from }),
});
const globex = (...more: JsonObject[]) => ({
  stack: 'globex',
  tests: [uptime('globex live', 'globex')],
  ...Object.assign({}, ...more),
});
const SSL = (stack: string) => ({ ssl: [{ website_url: urlOf(stack) }] });

/** What changes: the stacks before and after, without their former names, and what is made or goes. */
type Change = readonly [
  about: string,
  before: JsonObject[],
  after: JsonObject[],
  others?: { readonly made?: string; readonly gone?: string },
];

const CHANGES: readonly Change[] = [
  [
    'with an SSL test of its host',
    [{ stack: 'acme', tests: [uptime('acme live', 'acme'), uptime('acme shop', 'shop')], ...SSL('acme') }],
    [{ stack: 'beta', tests: [uptime('beta live', 'beta'), uptime('beta shop', 'shop')], ...SSL('beta') }],
  ],
  [
    'with one test, and the SSL test of its host',
    [{ stack: 'acme', tests: [uptime('acme live', 'acme')], ...SSL('acme') }],
    [{ stack: 'beta', tests: [uptime('beta live', 'beta')], ...SSL('beta') }],
  ],
  [
    'with one test, and page speed tests',
    [{ stack: 'acme', tests: [uptime('acme live', 'acme')], pagespeed: [page('acme one', 'one')] }],
    [{ stack: 'beta', tests: [uptime('beta live', 'beta')], pagespeed: [page('beta one', 'one')] }],
  ],
  [
    'of which a test moves to another stack',
    [{ stack: 'acme', tests: [uptime('acme live', 'acme'), uptime('acme shop', 'shop')] }, globex()],
    [
      { stack: 'beta', tests: [uptime('beta live', 'acme')] },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex shop', 'shop')] }),
    ],
  ],
  [
    'of which a heartbeat moves to another stack',
    [
      { stack: 'acme', heartbeats: [job('acme a'), job('acme job', 'globex job')] },
      globex({ heartbeats: [] }),
    ],
    [{ stack: 'beta', heartbeats: [job('beta a')] }, globex({ heartbeats: [job('globex job', 'acme job')] })],
  ],
  [
    'of page speed tests, of which one moves to another stack',
    [
      { stack: 'acme', pagespeed: [page('acme one', 'one'), page('acme two', 'two')] },
      globex({ pagespeed: [] }),
    ],
    [
      { stack: 'beta', pagespeed: [page('beta one', 'one')] },
      globex({ pagespeed: [page('globex two', 'two')] }),
    ],
  ],
  [
    'of page speed tests, whose only other test moves to another stack',
    [{ stack: 'acme', tests: [uptime('acme shop', 'shop')], pagespeed: [page('acme one', 'one')] }, globex()],
    [
      { stack: 'beta', tests: [], pagespeed: [page('beta one', 'one')] },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex shop', 'shop')] }),
    ],
  ],
  [
    'of page speed tests, which gets its first other test',
    [{ stack: 'acme', tests: [], pagespeed: [page('acme one', 'one'), page('acme two', 'two')] }],
    [
      {
        stack: 'beta',
        tests: [uptime('beta live', 'beta')],
        pagespeed: [page('beta one', 'one'), page('beta two', 'two')],
      },
    ],
    { made: 'live' },
  ],
  [
    'of page speed tests, which loses its last other test',
    [
      {
        stack: 'acme',
        tests: [uptime('acme live', 'acme')],
        pagespeed: [page('acme one', 'one'), page('acme two', 'two')],
      },
    ],
    [{ stack: 'beta', tests: [], pagespeed: [page('beta one', 'one'), page('beta two', 'two')] }],
    { gone: 'live' },
  ],
  [
    'of which all moves to another stack, while a test of that comes',
    [
      { stack: 'acme', tests: [uptime('acme shop', 'shop')], heartbeats: [] },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex api', 'api')] }),
    ],
    [
      { stack: 'beta', tests: [uptime('beta api', 'api')], heartbeats: [] },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex shop', 'shop')] }),
    ],
  ],
  [
    'of page speed tests and a test, which goes while another comes',
    [
      { stack: 'acme', tests: [uptime('acme old', 'old')], pagespeed: [page('acme one', 'one')] },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex api', 'api')] }),
    ],
    [
      { stack: 'beta', tests: [uptime('beta api', 'api')], pagespeed: [page('beta one', 'one')] },
      globex({ tests: [uptime('globex live', 'globex')] }),
    ],
    { gone: 'old' },
  ],
  [
    'with checks of all kinds, which takes one from another stack and gives one',
    [
      {
        stack: 'acme',
        tests: [uptime('acme live', 'acme'), uptime('acme shop', 'shop')],
        heartbeats: [job('acme job')],
        pagespeed: [page('acme one', 'one')],
        ...SSL('acme'),
      },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex blog', 'blog')] }),
    ],
    [
      {
        stack: 'beta',
        tests: [uptime('beta live', 'beta'), uptime('beta blog', 'blog')],
        heartbeats: [job('beta job')],
        pagespeed: [page('beta one', 'one')],
        ...SSL('beta'),
      },
      globex({ tests: [uptime('globex live', 'globex'), uptime('globex shop', 'shop')] }),
    ],
  ],
];

/** Returns stacks of which one says what it was called before. */
function renamed(stacks: JsonObject[], stack: string, renamed_from: string): JsonObject {
  return { stacks: stacks.map((one) => (one.stack === stack ? { ...one, renamed_from } : one)) };
}

/** Returns whether a write gets through: at random, but always in the same way. */
function isThrough(seed: number, write: string): boolean {
  const digest = [...`${seed} ${write}`].reduce(
    (sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619),
    2166136261,
  );
  // Its last letters would else hardly matter.
  const mixed = Math.imul(digest ^ (digest >>> 15), 2246822519);
  return mixed >>> 30 > seed % 3;
}

/** Runs with some writes that are refused; after the first of them none gets through, as if the run were killed, or all that can. */
async function cutShort(seed: number, options: JsonObject): Promise<void> {
  const counts = new Map<string, number>();
  let isKilled = false;
  const release = account.simulator.intercept(({ method, path }, proceed) => {
    if (method === 'GET') {
      return proceed();
    }
    const count = (counts.get(path) ?? 0) + 1;
    counts.set(path, count);
    const isLost = isKilled || !isThrough(seed, `${path} ${count}`);
    isKilled ||= isLost && seed % 2 === 0;
    return isLost ? jsonResponse(400, { message: 'no' }) : proceed();
  });
  await run(options);
  release();
}

/** By kinds and IDs what checks are called, but for the names of their stacks. */
const checksById = () =>
  new Map(
    everything()
      .filter((line) => !line.startsWith('maintenance'))
      .map((line) => {
        const [, key = '', name = ''] = /^(\S+ \S+) (?:\S+ (?=\S))?(\S+)/.exec(line) ?? [];
        return [key, name.replace(/\/\/\w+\./, '//')];
      }),
  );

const byId = (checks: ReadonlyMap<string, string>) => [...checks].sort();

describe.for(CHANGES)('the rename of a stack %s', ([, before, after, { made, gone } = {}]) => {
  const change = renamed(after, 'beta', 'acme');
  const back = renamed(before, 'acme', 'beta');

  test.each(seeds)('goes on wherever it is cut short: %i', async (seed) => {
    await run({ stacks: before });
    const started = checksById();
    await cutShort(seed, change);
    expect(await run(change)).not.toHaveProperty('failed', true);
    const ended = checksById();
    const isMade = ([id, name]: [string, string]) => !started.has(id) && name === made;
    const isGone = ([id, name]: [string, string]) => !ended.has(id) && name === gone;
    expect(byId(ended).filter((check) => !isMade(check))).toEqual(
      byId(started).filter((check) => !isGone(check)),
    );
    expect(everything().join()).not.toMatch(/acme|renaming/);
    expect(await run(change)).toMatchObject({ changed: false });
  });

  test.each(seeds)('goes back wherever it is cut short, and that as well: %i', async (seed) => {
    await run({ stacks: before });
    const started = checksById();
    await cutShort(seed, change);
    await cutShort(seed + CUTS, back);
    expect(await run(back)).not.toHaveProperty('failed', true);
    const ended = checksById();
    const others = ([, name]: [string, string]) => name !== gone;
    expect(byId(ended).filter(others)).toEqual(byId(started).filter(others));
    expect(everything().join()).not.toMatch(/beta|renaming/);
    expect(await run({ stacks: before })).toMatchObject({ changed: false });
  });
});

describe('two stacks that are renamed at once', () => {
  const CHANGES_OF_TWO: [string, JsonObject[], JsonObject[]][] = [
    [
      'one test each, which they swap',
      [
        { stack: 'acme', tests: [uptime('acme shop', 'shop')] },
        { stack: 'globex', tests: [uptime('globex api', 'api')] },
      ],
      [
        { stack: 'beta', tests: [uptime('beta api', 'api')] },
        { stack: 'gamma', tests: [uptime('gamma shop', 'shop')] },
      ],
    ],
    [
      'of which the one gets its only test from the other, for one of its own',
      [
        { stack: 'acme', tests: [uptime('acme live', 'acme'), uptime('acme shop', 'shop')] },
        { stack: 'globex', tests: [uptime('globex api', 'api')] },
      ],
      [
        { stack: 'beta', tests: [uptime('beta live', 'acme'), uptime('beta api', 'api')] },
        { stack: 'gamma', tests: [uptime('gamma shop', 'shop')] },
      ],
    ],
  ];
  const both = (stacks: JsonObject[], names: Record<string, string>) => ({
    stacks: stacks.map((one) => ({ ...one, renamed_from: names[String(one.stack)] ?? null })),
  });
  const NOW = { beta: 'acme', gamma: 'globex' };
  const BEFORE = { acme: 'beta', globex: 'gamma' };
  const TIMES = { start_at: '2030-01-01T00:00:00Z', end_at: '2030-01-01T01:00:00Z', timezone: 'UTC' };
  const prepare = async (stacks: JsonObject[]) => {
    await run({ stacks });
    const tags = ['stack-acme', 'stack-globex'];
    account.simulator.account.maintenanceWindows.create({ ...TIMES, name: 'nightly', tags });
  };
  const tagsOfWindow = () => account.simulator.account.maintenanceWindows.all().map(({ tags }) => tags);

  describe.for(CHANGES_OF_TWO)('%s', ([, before, after]) => {
    test.each(seeds)('are renamed with their window wherever that is cut short: %i', async (seed) => {
      await prepare(before);
      const started = checksById();
      await cutShort(seed, both(after, NOW));
      expect(await run(both(after, NOW))).not.toHaveProperty('failed', true);
      expect(byId(checksById())).toEqual(byId(started));
      expect(everything().join()).not.toMatch(/acme |globex |renaming/);
      expect(tagsOfWindow()).toEqual([['stack-beta', 'stack-gamma']]);
    });

    test.each(seeds)('go back with it: %i', async (seed) => {
      await prepare(before);
      const started = everything();
      await cutShort(seed, both(after, NOW));
      expect(await run(both(before, BEFORE))).not.toHaveProperty('failed', true);
      expect(everything()).toEqual(started);
    });
  });
});

describe('the end of a stack whose checks go to another one', () => {
  const acme = {
    stack: 'acme',
    tests: [uptime('acme shop', 'shop'), uptime('acme blog', 'blog')],
    pagespeed: [page('acme one', 'one'), page('acme two', 'two')],
  };
  const heir = globex({
    tests: [uptime('globex live', 'globex'), uptime('globex shop', 'shop'), uptime('globex blog', 'blog')],
    pagespeed: [page('globex one', 'one'), page('globex two', 'two')],
  });

  test.each(seeds)('goes on wherever it is cut short: %i', async (seed) => {
    await run({ stacks: [acme, globex()] });
    const started = checksById();
    const mirror = { stacks: [heir], purge_unlisted_stacks: true };
    await cutShort(seed, mirror);
    expect(await run(mirror)).not.toHaveProperty('failed', true);
    expect(byId(checksById())).toEqual(byId(started));
    expect(everything().join()).not.toContain('acme');
  });
});

describe('the end of a stack that was being renamed', () => {
  const of = (stack: string) => ({
    stack,
    tests: [uptime(`${stack} live`, stack), uptime(`${stack} shop`, 'shop'), uptime(`${stack} blog`, 'blog')],
    pagespeed: [page(`${stack} one`, 'one')],
  });

  test.each(seeds)('comes wherever it is cut short: %i', async (seed) => {
    await run(of('acme'));
    const release = account.simulator.intercept(({ method, path, form }, proceed) =>
      method === 'GET' || JSON.stringify(form).includes('renaming-to') || path.endsWith('/uptime/2')
        ? proceed()
        : jsonResponse(400, { message: 'no' }),
    );
    await run({ ...of('beta'), renamed_from: 'acme' });
    release();
    const gone = { stack: 'beta', renamed_from: 'acme', state: 'absent' };
    await cutShort(seed, gone);
    await run(gone);
    expect(everything()).toEqual([]);
  });
});

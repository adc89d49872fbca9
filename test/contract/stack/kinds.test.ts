import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_stack/module.ts';
import type { Collection } from '../../../src/simulator/account/collection.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from './module-run.ts';

const TOKEN = 'contract-token';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
});
afterEach(() => simulator.close());

const run = (options: JsonObject, modes?: Modes) => runModule(module, simulator, TOKEN, options, modes);

/** A stack with two uptime tests and one check of each other kind. */
const stack = (name: string) => ({
  stack: name,
  defaults: { contact_groups: ['Operations'], tags: ['production'] },
  tests: [
    { name: `${name} liveness`, website_url: `https://${name}.example.com/liveness` },
    { name: `${name} readiness`, website_url: `https://${name}.example.com/readiness` },
  ],
  heartbeats: [{ name: `${name} backup`, period: 90000 }],
  ssl: [{ website_url: `https://${name}.example.com` }],
  pagespeed: [{ name: `${name} front page`, website_url: `https://${name}.example.com/`, region: 'UK' }],
});

const all = (collection: Collection, field: string) => collection.all().map((entry) => entry[field]);
const everything = () => {
  const { uptimeTests, heartbeats, sslTests, pagespeedTests } = simulator.account;
  return {
    tests: all(uptimeTests, 'name'),
    heartbeats: all(heartbeats, 'name'),
    ssl: all(sslTests, 'website_url'),
    pagespeed: all(pagespeedTests, 'name'),
  };
};
const seedSsl = (url: string) =>
  simulator.account.sslTests.create({ website_url: url, check_rate: 3600, alert_at: ['1', '7', '30'] }).id;
const seedTest = (name: string, url: string, ...tags: string[]) =>
  simulator.account.uptimeTests.create({ name, website_url: url, test_type: 'HTTP', check_rate: 300, tags })
    .id;
const reads = () =>
  simulator.requests
    .splice(0)
    .filter(({ method }) => method === 'GET')
    .map(
      ({ path, query }) =>
        `${path.replace('/v1', '')}?${query.replace(/&?(nouptime|page=1|limit=100)/g, '')}`,
    );

test('a stack is removed on a plan that lacks one of the kinds, but cannot have checks of that kind', async () => {
  simulator.account.contactGroups.create({ name: 'Operations' });
  const { pagespeed, ...others } = stack('acme');
  await run(others);
  const message = 'Your current plan has no access to this feature';
  simulator.intercept((request, proceed) =>
    request.path.startsWith('/v1/pagespeed') ? jsonResponse(403, { message }) : proceed(),
  );
  expect(await run({ ...others, pagespeed })).toMatchObject({
    failed: true,
    msg: expect.stringContaining(message),
  });
  expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ summary: { deleted: 4 } });
  expect(simulator.account.uptimeTests.all()).toEqual([]);
});

describe('a stack with checks of all kinds', () => {
  beforeEach(() => {
    simulator.account.contactGroups.create({ name: 'Operations' });
  });

  test('gets them in one task, and the second run costs five requests and changes nothing', async () => {
    const first = await run(stack('acme'));
    expect(first).toMatchObject({ changed: true, summary: { created: 5 } });
    expect(first.checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'heartbeat', url: expect.stringMatching(/^https:/) }),
        expect.objectContaining({ kind: 'ssl', name: 'https://acme.example.com' }),
      ]),
    );
    const group = simulator.account.contactGroups.all()[0]?.id;
    const { uptimeTests, heartbeats, sslTests, pagespeedTests } = simulator.account;
    for (const collection of [uptimeTests, heartbeats, sslTests, pagespeedTests]) {
      expect(all(collection, 'contact_groups')).toEqual(collection.all().map(() => [group]));
    }
    expect(all(heartbeats, 'tags')).toEqual([['production', 'stack-acme']]);

    reads();
    const second = await run(stack('acme'));
    expect(second).toMatchObject({ changed: false, summary: { unchanged: 5 }, api: { requests: 5 } });
    expect(reads().sort()).toEqual([
      '/contact-groups?',
      '/heartbeat?tags=stack-acme',
      '/pagespeed?',
      '/ssl?',
      '/uptime?tags=stack-acme',
    ]);
    expect(await run(stack('acme'), { check: true })).toMatchObject({ changed: false });
    expect(simulator.requests.filter(({ unknownFields }) => unknownFields.length > 0)).toEqual([]);
  });

  test('loses everything when it is gone, and its neighbours nothing', async () => {
    await run(stack('acme'));
    await run(stack('acme-2'));
    seedSsl('https://by-hand.example.com');
    const neighbours = await run(stack('acme-2'), { check: true });
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ summary: { deleted: 5 } });
    expect(everything()).toEqual({
      tests: ['acme-2 liveness', 'acme-2 readiness'],
      heartbeats: ['acme-2 backup'],
      ssl: ['https://acme-2.example.com', 'https://by-hand.example.com'],
      pagespeed: ['acme-2 front page'],
    });
    expect(await run(stack('acme-2'))).toMatchObject({ changed: false, checks: neighbours.checks });
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ changed: false });
  });

  test('loses first what only its tests show to be its own, so that a run cut short can be finished', async () => {
    await run(stack('acme'));
    simulator.requests.length = 0;
    await run({ stack: 'acme', state: 'absent' });
    const kinds = simulator.requests
      .filter(({ method }) => method === 'DELETE')
      .map(({ path }) => path.replace(/^\/v1\/|\/\d+$/g, ''));
    expect(kinds.slice(0, 2).sort()).toEqual(['pagespeed', 'ssl']);
    expect(kinds.slice(2).sort()).toEqual(['heartbeat', 'uptime', 'uptime']);
  });

  test('keeps what is of a kind that it says nothing of, and loses what is of one that it empties', async () => {
    await run(stack('acme'));
    const { tests, heartbeats } = stack('acme');
    expect(await run({ stack: 'acme', tests })).toMatchObject({ summary: { unchanged: 2, deleted: 0 } });
    reads();
    expect(await run({ stack: 'acme', tests, heartbeats, ssl: [], pagespeed: [] })).toMatchObject({
      summary: { unchanged: 2, updated: 1, deleted: 2 },
    });
    expect(everything()).toMatchObject({ heartbeats: ['acme backup'], ssl: [], pagespeed: [] });
  });

  test('counts what goes of all kinds against the limit', async () => {
    await run(stack('acme'));
    expect(await run({ stack: 'acme', state: 'absent', deletion_limit: 4 })).toMatchObject({
      failed: true,
      msg: expect.stringContaining('deletes 5 checks'),
    });
    expect(everything().ssl).toEqual(['https://acme.example.com']);
  });

  test('is told of mistakes of all kinds together, and nothing is written', async () => {
    const result = await run({
      stack: 'acme',
      tests: [{ name: 'acme live' }],
      heartbeats: [{ name: 'acme backup', tags: ['stack-globex'] }],
      ssl: [
        { website_url: 'http://acme.example.com' },
        { website_url: 'https://b.example.com', alert_at: [1] },
      ],
      pagespeed: [{ name: 'front page', website_url: 'https://acme.example.com', region: 'UK' }],
    });
    const problems = result.problems as { check: string; option: string }[];
    expect(problems.map(({ check, option }) => [check, option]).sort()).toEqual([
      ['acme backup', 'tags'],
      ['acme live', 'website_url'],
      ['front page', 'name'],
      ['http://acme.example.com', 'website_url'],
      ['https://b.example.com', 'alert_at'],
    ]);
    expect(result.msg).toContain('has to begin with "acme ", by which it belongs to the stack');
    expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('has defaults for each kind, the nearest of which count', async () => {
    const entry = stack('acme');
    await run({
      defaults: { contact_groups: ['Operations'], ssl: { check_rate: 300, alert_mixed: true } },
      stacks: [
        {
          ...entry,
          defaults: { ssl: { check_rate: 600, contact_groups: [] }, heartbeats: { period: 60 } },
          heartbeats: [{ name: 'acme backup' }, { name: 'acme report', period: 90 }],
        },
      ],
    });
    const [check] = simulator.account.sslTests.all();
    expect(check).toMatchObject({ check_rate: 600, alert_mixed: true, contact_groups: [] });
    expect(all(simulator.account.heartbeats, 'period')).toEqual([60, 90]);
    expect(simulator.account.pagespeedTests.all()[0]?.contact_groups).toHaveLength(1);
  });
});

describe('an SSL test that nobody declares', () => {
  const acme = (more: JsonObject) => ({
    stack: 'acme',
    tests: [{ name: 'acme live', website_url: 'https://acme.example.com/live' }],
    ...more,
  });

  const URLS = [
    'https://acme.example.com/shop',
    'https://acme.example.org',
    'https://acme.example.com:8443',
  ] as const;

  test('stays, whatever its host, unless that is one of the domains', async () => {
    URLS.forEach(seedSsl);
    await run(acme({ ssl: [], domains: ['ACME.example.org'] }));
    expect(everything().ssl).toEqual([URLS[0], URLS[2]]);
  });

  test('goes when it was declared before, by whatever run', async () => {
    await run(acme({ ssl: URLS.map((url) => ({ website_url: url })) }));
    await run({ stack: 'acme', tests: acme({}).tests, ssl: [{ website_url: URLS[1] }] });
    expect(everything().ssl).toEqual([URLS[1]]);
  });

  test('goes though the test that told of it went before', async () => {
    const tests = ['a', 'b', 'c'].map((name) => ({ name, website_url: 'https://acme.example.com' }));
    await run({ stack: 'acme', tests, ssl: [{ website_url: URLS[0] }] });
    for (const left of [tests.slice(1), tests.slice(2)]) {
      await run({ stack: 'acme', tests: left });
    }
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ summary: { deleted: 2 } });
    expect(everything()).toMatchObject({ tests: [], ssl: [] });
  });

  test('of an account from before there were signs gets one, and goes afterwards', async () => {
    seedTest('acme live', 'https://acme.example.com/live', 'stack-acme');
    seedSsl('https://acme.example.com');
    const ssl = [{ website_url: 'https://acme.example.com' }];
    const gone = await run({ stack: 'acme', state: 'absent', ssl }, { check: true });
    expect(gone).toMatchObject({
      summary: { deleted: 1 },
      warnings: [
        expect.stringMatching(
          /^the SSL test .* stays, since it was not declared for the stack, .* give its id/,
        ),
      ],
    });
    expect(await run({ stack: 'acme', ssl })).toMatchObject({
      checks: [
        { kind: 'ssl', action: 'unchanged' },
        { name: 'acme live', action: 'updated', changes: ['tags'] },
      ],
    });
    expect(await run({ stack: 'acme', ssl })).toMatchObject({ changed: false });
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ summary: { deleted: 2 } });
  });

  test('stays without purge', async () => {
    seedSsl('https://acme.example.com');
    expect(await run(acme({ ssl: [], purge: false }))).toMatchObject({ summary: { deleted: 0 } });
  });

  test('goes with the last of its stacks', async () => {
    seedSsl('https://shared.example.com');
    const gone = ['acme', 'globex'].map((name) => ({
      stack: name,
      state: 'absent',
      domains: ['shared.example.com'],
    }));
    expect(await run({ stacks: gone })).toMatchObject({ summary: { deleted: 1 } });
  });

  test('goes where the stack declares nothing but that it has none', async () => {
    await run(acme({ ssl: [{ website_url: 'https://acme.example.com' }] }));
    expect(await run({ stack: 'acme', ssl: [] })).toMatchObject({ summary: { deleted: 1, updated: 1 } });
    expect(everything()).toMatchObject({ tests: ['acme live'], ssl: [] });
  });

  test('stays with the stack that declares it when another goes that declares it, too', async () => {
    const ssl = [{ website_url: 'https://shared.example.com' }];
    const stacks = [
      { stack: 'acme', state: 'absent', ssl },
      { stack: 'globex', ssl },
    ];
    expect(await run({ stacks })).toMatchObject({ summary: { created: 1, deleted: 0 } });
    expect(await run({ stacks })).toMatchObject({ changed: false });
  });
});

describe('a deletion that fails', () => {
  const failing = (path: RegExp) =>
    simulator.intercept((request, proceed) =>
      request.method === 'DELETE' && path.test(request.path)
        ? { status: 503, headers: {}, body: '' }
        : proceed(),
    );

  beforeEach(async () => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    await run(stack('acme'));
    await run(stack('globex'));
  });

  test('of what only the tests of a stack show to be its own keeps those, and the next run finishes', async () => {
    const mend = failing(/\/(ssl|pagespeed)\//);
    const { defaults: _, ...globex } = stack('globex');
    const declared = { stacks: [globex], purge_unlisted_stacks: true };
    const result = await run(declared);
    expect(result).toMatchObject({ failed: true, summary: { failed: 5, deleted: 0, unchanged: 5 } });
    expect(result.msg).toContain(
      'acme liveness, acme readiness, acme backup: kept until the SSL and page speed tests are as declared whose owner it shows',
    );
    mend();
    expect(await run(declared)).toMatchObject({ summary: { deleted: 5, unchanged: 5 } });
    expect(await run({ stack: 'acme', state: 'absent' })).toMatchObject({ changed: false });
  });

  test('keeps the sign of what is to go, and the next run finishes', async () => {
    const mend = failing(/\/ssl\//);
    const { pagespeed: _, ...declared } = {
      ...stack('acme'),
      ssl: [{ website_url: 'https://new.acme.example.com' }],
    };
    expect(await run(declared)).toMatchObject({ failed: true, summary: { created: 1, failed: 2 } });
    mend();
    expect(await run(declared)).toMatchObject({ summary: { updated: 1, deleted: 1 } });
    expect(everything().ssl).toEqual(['https://globex.example.com', 'https://new.acme.example.com']);
  });
});

describe('a preview', () => {
  test('counts the request that reads what the API decides about a new heartbeat test', async () => {
    const heartbeats = ['a', 'b'].map((name) => ({ name }));
    const preview = await run({ stack: 'acme', heartbeats }, { check: true });
    const { requests } = (await run({ stack: 'acme', heartbeats })).api as { requests: number };
    expect(preview.api).toMatchObject({ needed_requests: requests });
  });
});

describe('a list of stacks that is all there are', () => {
  test('takes the checks of others along, of whatever kind, and nothing else', async () => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    await run(stack('acme'));
    await run(stack('globex'));
    seedSsl('https://by-hand.example.com');
    simulator.account.pagespeedTests.create({
      name: 'Home page',
      website_url: 'https://example.com',
      check_rate: 300,
      region: 'UK',
    });
    const { defaults: _, ...acme } = stack('acme');
    const result = await run({ stacks: [acme], purge_unlisted_stacks: true });
    expect(result).toMatchObject({ summary: { deleted: 5, unchanged: 5 } });
    expect(everything()).toEqual({
      tests: ['acme liveness', 'acme readiness'],
      heartbeats: ['acme backup'],
      ssl: ['https://acme.example.com', 'https://by-hand.example.com'],
      pagespeed: ['acme front page', 'Home page'],
    });
  });
});

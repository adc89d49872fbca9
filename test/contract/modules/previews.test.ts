import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as contactGroup } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as heartbeat } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as maintenanceWindow } from '../../../src/modules/status_cake_maintenance_window/module.ts';
import { module as pagespeed } from '../../../src/modules/status_cake_pagespeed/module.ts';
import { module as ssl } from '../../../src/modules/status_cake_ssl/module.ts';
import { module as stack } from '../../../src/modules/status_cake_stack/module.ts';
import { module as uptime } from '../../../src/modules/status_cake_test/module.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'contract-token';
/** PREVIEWS=1000 tries as many tasks. */
const TASKS = Number(process.env.PREVIEWS ?? 150);
const TASKS_OF_A_STORY = 25;

/** Mostly something, and now and then what is rather a mistake. */
function rarely<T, U>(mistake: fc.Arbitrary<T>, usual: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 1, arbitrary: mistake }, { weight: 9, arbitrary: usual });
}

const name = fc.constantFrom('acme live', 'acme ready', 'globex live', 'acme backup');
const url = fc.constantFrom(
  'https://acme.example.com',
  'https://acme.example.com/',
  'https://globex.example.com/a?b=c',
);
const tags = rarely(fc.constant(['stack-other']), fc.subarray(['production', 'mongodb', 'Ü "x"']));
const alertAt = fc.constantFrom([1, 7, 30], '30,7,1', [2, 3, 4]);
const groups = fc.subarray(['Operations', 'Customers', '1']);
const paused = fc.boolean();
const id = rarely(fc.constantFrom('1', '2', '7', '12', '20'), fc.constant(null));
const state = fc.constantFrom('present', 'present', 'present', 'absent');

const testOptions = fc.record(
  {
    website_url: url,
    test_type: rarely(fc.constantFrom('TCP', 'DNS'), fc.constantFrom('HTTP', 'HEAD')),
    check_rate: fc.constantFrom(0, 60, 300),
    port: fc.constantFrom(0, 25),
    dns_ips: fc.subarray(['192.0.2.1', '192.0.2.2']),
    confirmation: fc.integer({ min: 0, max: 3 }),
    custom_header: fc.constantFrom({}, { a: 'b' }, '{"b": 1, "a": [2]}'),
    post_raw: rarely(fc.constant('raw'), fc.constant('')),
    post_body: fc.constantFrom({}, { a: '1' }),
    find_string: fc.constantFrom('', 'ready'),
    follow_redirects: fc.boolean(),
    regions: fc.subarray(['london', 'paris']),
    status_codes: fc.constantFrom('default', '404,500', ['500', '404']),
    basic_username: fc.constant('robot'),
    basic_password: fc.constant('rosebud-of-the-robot'),
    paused,
    tags,
    contact_groups: groups,
  },
  { requiredKeys: ['website_url'] },
);
const heartbeatOptions = fc.record(
  { period: fc.constantFrom(30, 1800), host: fc.constantFrom('', 'h'), paused, tags, contact_groups: groups },
  { requiredKeys: [] },
);
const sslOptions = fc.record(
  {
    check_rate: fc.constantFrom(300, 86400),
    alert_at: rarely(fc.constant([1, 2]), alertAt),
    alert_mixed: fc.boolean(),
    hostname: fc.constantFrom('', 'h.example.com'),
    paused,
    contact_groups: groups,
  },
  { requiredKeys: [] },
);
const pagespeedOptions = fc.record(
  {
    website_url: url,
    check_rate: fc.constantFrom(300, 1800),
    region: fc.constantFrom('UK', 'US'),
    alert_slower: fc.constantFrom(0, 3000),
    paused,
    contact_groups: groups,
  },
  { requiredKeys: ['website_url', 'region'] },
);
const single = (options: fc.Arbitrary<object>, required: Record<string, fc.Arbitrary<unknown>>, more = {}) =>
  fc
    .tuple(
      options,
      fc.record({ ...required, state, id, ...more }, { requiredKeys: Object.keys(required) as never[] }),
    )
    .map((parts) => Object.assign({}, ...parts) as JsonObject);
const verify = fc.constantFrom('details', 'digest');

/** A task: its module and its options. */
const task: fc.Arbitrary<[AnsibleModule, JsonObject]> = fc.oneof(
  {
    weight: 4,
    arbitrary: single(testOptions, { name }, { recreate: fc.boolean(), verify }).map(
      (options): [AnsibleModule, JsonObject] => [uptime, options],
    ),
  },
  single(heartbeatOptions, { name }, { verify }).map((options): [AnsibleModule, JsonObject] => [
    heartbeat,
    options,
  ]),
  single(sslOptions, { website_url: url }).map((options): [AnsibleModule, JsonObject] => [ssl, options]),
  single(pagespeedOptions, { name }).map((options): [AnsibleModule, JsonObject] => [pagespeed, options]),
  single(
    fc.record(
      {
        email_addresses: fc.subarray(['a@example.com']),
        ping_url: fc.constantFrom('', 'https://example.com'),
      },
      { requiredKeys: [] },
    ),
    { name: fc.constantFrom('Operations', 'Customers') },
    // One that is gone, and declared by its ID, is only known to the API.
    { state: fc.constant('present') },
  ).map((options): [AnsibleModule, JsonObject] => [contactGroup, options]),
  single(
    fc.record(
      {
        start_at: fc.constantFrom('2030-01-06T02:00:00Z', '2030-01-05T21:00:00-05:00', '2030-03-31T02:30:00'),
        end_at: fc.constantFrom('2h', '2030-06-06T04:00:00Z'),
        timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        repeat_interval: fc.constantFrom('never', '1w'),
        tags,
      },
      { requiredKeys: ['start_at', 'end_at', 'tags'] },
    ),
    { name: fc.constantFrom('night', 'day') },
  ).map((options): [AnsibleModule, JsonObject] => [maintenanceWindow, options]),
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          stack: fc.constantFrom('acme', 'globex'),
          state,
          tests: fc.array(single(testOptions, { name }, { recreate: fc.boolean() }), { maxLength: 3 }),
          heartbeats: fc.array(single(heartbeatOptions, { name }), { maxLength: 2 }),
          ssl: fc.array(single(sslOptions, { website_url: url }), { maxLength: 2 }),
          pagespeed: fc.array(single(pagespeedOptions, { name }), { maxLength: 2 }),
          purge: fc.boolean(),
          paused,
          duplicates: fc.constantFrom('error', 'remove'),
          verify,
        },
        { requiredKeys: ['stack'] },
      )
      .map((options): [AnsibleModule, JsonObject] => {
        // The entries of a stack have no state of their own.
        const entries = (list: unknown) =>
          (list as JsonObject[] | undefined)?.map(({ state: _, ...entry }) => entry);
        const { tests, heartbeats, ssl: certificates, pagespeed: pages, ...others } = options;
        const kinds = { tests, heartbeats, ssl: certificates, pagespeed: pages };
        const declared = Object.entries(kinds).filter(([, list]) => list !== undefined);
        return [
          stack,
          {
            ...others,
            ...Object.fromEntries(declared.map(([kind, list]) => [kind, entries(list)])),
          } as JsonObject,
        ];
      }),
  },
);

/** What check mode has to say as the real run does: all but IDs of what is new, what it costs, and the plan to be saved. */
function previewed(result: JsonObject): JsonObject {
  const {
    api: _,
    id: _id,
    invocation: _invocation,
    warnings: _warnings,
    url: _url,
    plan: _plan,
    ...said
  } = result;
  const rest = result.failed ? said : { ...said, msg: undefined };
  return JSON.parse(
    JSON.stringify(rest, (key, value) => (key === 'id' || key === 'url' ? undefined : value)),
  );
}

test('what check mode says is what the real run does, and a second run finds nothing to do', {
  timeout: 900_000,
}, async () => {
  const stories = fc.array(task, { minLength: TASKS_OF_A_STORY, maxLength: TASKS_OF_A_STORY });
  let succeeded = 0;
  await fc.assert(
    fc.asyncProperty(stories, async (tasks) => {
      const simulator = await startSimulator({ token: TOKEN });
      const run = (module: AnsibleModule, options: JsonObject, check: boolean) =>
        runModule(module, simulator, TOKEN, options, { check, diff: true });
      try {
        for (const group of ['Operations', 'Customers']) {
          simulator.account.contactGroups.create({ name: group });
        }
        for (const [module, options] of tasks) {
          const writes = () => simulator.requests.filter(({ method }) => method !== 'GET').length;
          const before = writes();
          const preview = await run(module, options, true);
          expect(writes()).toBe(before);
          const real = await run(module, options, false);
          expect(previewed(real), JSON.stringify(options)).toEqual(previewed(preview));
          if (real.failed) {
            continue;
          }
          succeeded += 1;
          const again = await run(module, options, true);
          expect(again, JSON.stringify(options)).toMatchObject({ changed: false });
        }
      } finally {
        await simulator.close();
      }
    }),
    { numRuns: Math.ceil(TASKS / TASKS_OF_A_STORY), endOnFailure: true },
  );
  // What only fails would show nothing.
  expect(succeeded).toBeGreaterThan(TASKS / 2);
});

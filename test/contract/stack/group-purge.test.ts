import { describe, expect, test, vi } from 'vitest';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { urlOf, useChangingAccount, warningsOf } from './changing-account.ts';

// Waiting takes no time here.
vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const account = useChangingAccount();
const { run, seed } = account;

describe('contact groups of stacks that are gone', () => {
  const group = (name: string) => account.simulator.account.contactGroups.create({ name }).id;
  const names = () => account.simulator.account.contactGroups.all().map(({ name }) => name);
  const purging = { purge_contact_groups: true };

  test('go where their names bear the tag, and no check of any kind tells them about failures', async () => {
    const [own = '', used = ''] = [group('stack-acme on-call'), group('stack-acme pager')];
    for (const name of ['Operations', 'acme on-call', 'stack-globex', 'stack-', 'my stack-acme']) {
      group(name);
    }
    await run({
      stack: 'acme',
      tests: [{ name: 'acme liveness', website_url: urlOf('acme'), contact_groups: [own] }],
    });
    account.simulator.account.heartbeats.create({ name: 'job', period: 60, contact_groups: [used] });
    expect(await run({ stack: 'acme', state: 'absent' }, { check: true })).toMatchObject({
      summary: { deleted: 1 },
    });
    const result = await run({ stack: 'acme', state: 'absent', ...purging });
    expect(result).toMatchObject({
      checks: [
        { kind: 'uptime' },
        { kind: 'contact_group', name: 'stack-acme on-call', id: own, action: 'deleted' },
      ],
    });
    expect(warningsOf(result)).toEqual([
      `the contact group "stack-acme pager" (ID ${used}) of acme, which is gone, stays: the heartbeat test "job" (ID 9) still tells it about failures`,
    ]);
    expect(names()).toEqual([
      'stack-acme pager',
      'Operations',
      'acme on-call',
      'stack-globex',
      'stack-',
      'my stack-acme',
    ]);
  });

  test('go with a mirror for stacks that are not listed, and stay for those that are, and without the option', async () => {
    group('stack-acme');
    group('stack-globex on-call');
    const mirror = {
      purge_unlisted_stacks: true,
      stacks: [{ stack: 'acme', tests: [{ name: 'acme liveness', website_url: urlOf('acme') }] }],
    };
    await run(mirror);
    expect(names()).toHaveLength(2);
    await run({ ...mirror, ...purging });
    expect(names()).toEqual(['stack-acme']);
    expect(await run({ ...mirror, ...purging })).toMatchObject({ changed: false });
  });

  test('stay where a check begins to tell them about failures meanwhile, and where their checks do not go', async () => {
    const id = group('stack-acme');
    await run({
      stack: 'acme',
      tests: [{ name: 'acme liveness', website_url: urlOf('acme'), contact_groups: [id] }],
    });
    let release = account.simulator.intercept(({ method, path }, proceed) =>
      method === 'DELETE' && path.includes('/uptime/') ? jsonResponse(503, {}) : proceed(),
    );
    expect(await run({ stack: 'acme', state: 'absent', ...purging })).toMatchObject({
      summary: { failed: 2 },
    });
    await release();
    release = account.simulator.intercept(({ method, path }, proceed) => {
      if (method === 'DELETE' && path.includes('/uptime/')) {
        seed('by hand', [], urlOf('x'), { contact_groups: [id] });
      }
      return proceed();
    });
    const result = await run({ stack: 'acme', state: 'absent', ...purging });
    await release();
    expect(result.msg).toContain('kept, since a check tells it about failures by now');
    expect(names()).toEqual(['stack-acme']);
  });
});

import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/reconcile/apply-all.ts';
import { lookAfter } from '../../../src/reconcile/look-after.ts';
import { planPresent, type Step } from '../../../src/reconcile/plan.ts';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/statuscake/http/transport.ts';
import type { Remote, Resource, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { DONE, listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const LIVE: Values = { name: 'live', website_url: 'https://acme.example.com' };
const FAILURE = new StatusCakeError('no', { kind: 'refused', transient: false, uncertain: false });
const row = (id: string, name = 'live', ...tags: string[]): Remote => ({
  id,
  name,
  tags: tags.length > 0 ? tags : ['stack-acme'],
});
const creation = (values: Values = LIVE, resource: Resource = uptime) =>
  planPresent(resource, values, null, POLICY);
const outcome = (id: string | null, step: Step = creation(), more: Partial<Outcome> = {}): Outcome => ({
  check: { stack: 'acme', name: String(step.after?.name), step },
  id,
  computed: {},
  ...more,
});

/** A client of an account that shows these, or by the number of the request something else. */
function accountOf(
  rows: Remote[],
  instead: (request: HttpRequest, number: number) => HttpResponse | undefined = () => undefined,
) {
  return scriptedClient((request, number) => {
    const special = instead(request, number);
    if (special) {
      return special;
    }
    return request.method === 'GET' ? listOf(rows) : DONE;
  });
}
const LOOK = 'GET /uptime?tags=stack-acme&nouptime&page=1&limit=100';
const idsOf = (outcomes: readonly Outcome[]) => outcomes.map(({ id }) => id);

describe('a look for what others have created at the same time', () => {
  test('is taken once for all, and changes nothing where there is nothing', async () => {
    const outcomes = [outcome('9'), outcome('10', creation({ ...LIVE, name: 'ready' }))];
    const { client, sent } = accountOf([row('9'), row('10', 'ready'), row('11')]);
    expect(await lookAfter(client, outcomes, 'stack-')).toEqual(outcomes);
    expect(sent).toEqual([LOOK]);
  });

  test.each<[string, Outcome]>([
    [
      'was there',
      outcome(
        '9',
        planPresent(
          uptime,
          { name: 'live' },
          { ...row('9'), ...LIVE, test_type: 'HTTP', check_rate: 60 },
          POLICY,
        ),
      ),
    ],
    ['was refused', outcome('9', creation(), { error: FAILURE })],
    ['was not created', outcome(null)],
  ])('is not taken for what %s', async (_, one) => {
    const { client, sent } = accountOf([row('1'), row('9')]);
    expect(await lookAfter(client, [one], 'stack-')).toEqual([one]);
    expect(sent).toEqual([]);
  });

  test('finds the older one of the same name in the same stack, which stays', async () => {
    const { client, sent } = accountOf([
      row('1', 'other'),
      row('2', 'live', 'stack-globex'),
      row('4'),
      row('3', 'live', 'x', 'stack-acme'),
      row('9'),
    ]);
    const others = outcome('10', creation({ ...LIVE, name: 'ready' }), { notes: ['a note'] });
    const [found, other] = await lookAfter(
      client,
      [outcome('9', creation(), { notes: ['a note'] }), others],
      'stack-',
    );
    expect(found).toMatchObject({
      id: '3',
      notes: [
        'a note',
        'another run created the uptime test "live" at the same time: its own (ID 3) stays, that of this run (ID 9) was deleted again',
      ],
    });
    expect(other).toBe(others);
    expect(sent.filter((request) => !request.startsWith('GET'))).toEqual(['DELETE /uptime/9']);
  });

  test('deletes nothing for a younger one, nor for one that was replaced or is about to be', async () => {
    const younger = accountOf([row('9'), row('10')]);
    await lookAfter(younger.client, [outcome('9')], 'stack-');
    const replaced = accountOf([row('1'), row('9', 'live', 'stack-acme', 'replaces-1')]);
    await lookAfter(replaced.client, [outcome('9')], 'stack-');
    const old: Remote = { ...row('1'), ...LIVE, test_type: 'HTTP', check_rate: 60 };
    const recreation = planPresent(uptime, { test_type: 'HEAD' }, old, POLICY);
    const between = accountOf([row('1'), row('9')]);
    await lookAfter(between.client, [outcome('9', recreation)], 'stack-');
    for (const { sent } of [younger, replaced, between]) {
      expect(sent).toEqual([LOOK]);
    }
  });

  test('takes nothing for a twin that is declared by its ID', async () => {
    const there = planPresent(
      uptime,
      {},
      { ...row('3'), ...LIVE, test_type: 'HTTP', check_rate: 60 },
      POLICY,
    );
    const { client, sent } = accountOf([row('3'), row('9')]);
    await lookAfter(client, [outcome('3', there), outcome('9')], 'stack-');
    expect(sent).toEqual([LOOK]);
  });

  test('has windows name the one that stays, where a new one took the place of another', async () => {
    const old: Remote = { ...row('1'), ...LIVE, test_type: 'HTTP', check_rate: 60 };
    const recreation = planPresent(uptime, { test_type: 'HEAD' }, old, POLICY);
    const window = { id: '7', name: 'nightly', tests: ['9'] };
    const { client, sent } = accountOf([row('3'), row('9')], ({ method, path }) => {
      if (path.startsWith('/maintenance-windows') && method === 'GET') {
        return path.includes('?') ? listOf([window]) : respondWith({ data: window });
      }
      return undefined;
    });
    await lookAfter(client, [outcome('9', recreation), outcome('10')], 'stack-');
    expect(sent.filter((request) => !request.startsWith('GET'))).toEqual([
      'PUT /maintenance-windows/7 tests%5B%5D=3',
      'DELETE /uptime/9',
      'DELETE /uptime/10',
    ]);
  });

  test('finds the older one of the same name alone where a kind has no tags', async () => {
    const step = creation({ ...LIVE, region: 'UK' }, pagespeed);
    const { client, sent } = accountOf([
      { id: '3', name: 'live' },
      { id: '9', name: 'live' },
    ]);
    const note =
      'another run created the page speed test "live" at the same time: its own (ID 3) stays, that of this run (ID 9) was deleted again';
    expect(await lookAfter(client, [outcome('9', step)], 'stack-')).toEqual([
      { ...outcome('9', step), id: '3', notes: [note] },
    ]);
    expect(sent).toEqual(['GET /pagespeed?page=1&limit=100', 'DELETE /pagespeed/9']);
  });

  describe('of a kind without tags', () => {
    const LOOK_AT_PAGES = 'GET /pagespeed?page=1&limit=100';
    const step = creation({ ...LIVE, region: 'UK' }, pagespeed);
    const pages = (...entries: [string, string][]) => entries.map(([id, name]) => ({ id, name }));

    test('is taken again while the younger one of another run is there, which that deletes again', async () => {
      const { client, sent } = accountOf(pages(['2', 'other'], ['9', 'live']), (_, number) =>
        number === 1 ? listOf(pages(['2', 'other'], ['9', 'live'], ['10', 'live'])) : undefined,
      );
      expect(idsOf(await lookAfter(client, [outcome('9', step)], 'stack-'))).toEqual(['9']);
      expect(sent).toEqual([LOOK_AT_PAGES, LOOK_AT_PAGES]);
    });

    test('is taken once where what is younger has another name', async () => {
      const { client, sent } = accountOf(pages(['9', 'live'], ['10', 'other']));
      await lookAfter(client, [outcome('9', step)], 'stack-');
      expect(sent).toEqual([LOOK_AT_PAGES]);
    });
  });

  test('is taken for what was recreated half, too', async () => {
    const { client, sent } = accountOf([row('3'), row('9')]);
    const half = outcome('9', creation(), { error: FAILURE, unfinished: FAILURE });
    expect(idsOf(await lookAfter(client, [half], 'stack-'))).toEqual(['3']);
    expect(sent).toContain('DELETE /uptime/9');
  });

  test('is taken again while it does not show what was created, for some seconds', async () => {
    const late = accountOf([row('3'), row('9')], (_, number) =>
      number < 3 ? listOf([row('3')]) : undefined,
    );
    expect(idsOf(await lookAfter(late.client, [outcome('9')], 'stack-'))).toEqual(['3']);
    expect(late.sent).toEqual([LOOK, LOOK, LOOK, 'DELETE /uptime/9']);
    const ready = outcome('10', creation({ ...LIVE, name: 'ready' }));
    const half = accountOf([row('9'), row('10', 'ready')], (_, number) =>
      number < 2 ? listOf([row('9')]) : undefined,
    );
    await lookAfter(half.client, [outcome('9'), ready], 'stack-');
    expect(half.sent).toEqual([LOOK, LOOK]);
    const never = accountOf([]);
    expect(idsOf(await lookAfter(never.client, [outcome('9')], 'stack-'))).toEqual(['9']);
    expect(never.sent).toEqual(Array(5).fill(LOOK));
  });

  test('asks for all stacks that got something, as many as a query holds', async () => {
    const stacks = Array.from({ length: 40 }, (_, index) => String(index).padStart(94, 'x'));
    const outcomes = stacks.map((stack, index) => ({
      ...outcome(String(100 + index)),
      check: { ...outcome('1').check, stack },
    }));
    const rows = stacks.map((stack, index) => row(String(100 + index), 'live', `stack-${stack}`));
    const { client, sent } = accountOf(rows);
    await lookAfter(client, outcomes, 'stack-');
    const asked = sent.map((request) => new URLSearchParams(request.split('?')[1]));
    expect(asked.map((query) => query.get('tags')?.split(',').length)).toEqual([29, 11]);
    expect(asked.every((query) => query.has('matchany'))).toBe(true);
    expect(asked.flatMap((query) => query.get('tags')?.split(','))).toEqual(
      stacks.map((stack) => `stack-${stack}`),
    );
  });

  test('that fails is left to the next run, which knows of what was created', async () => {
    const refusing = accountOf([], ({ path }) =>
      path.startsWith('/uptime') ? respondWith({ message: 'no' }, 400) : undefined,
    );
    const period = outcome('19', creation({ name: 'backup' }, heartbeat));
    const outcomes = [outcome('9'), period];
    expect(await lookAfter(refusing.client, outcomes, 'stack-')).toEqual(outcomes);
    expect(refusing.client.creations.of('uptime')).toMatchObject([{ identity: 'live', kept: '9' }]);
    expect(refusing.client.creations.of('heartbeat')).toEqual([]);
  });

  test('hides no bug', async () => {
    const { client } = accountOf([], () => {
      throw new TypeError('bug');
    });
    await expect(lookAfter(client, [outcome('9')], 'stack-')).rejects.toThrow(TypeError);
  });
});

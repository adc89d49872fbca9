import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLocalTimes } from '../../../src/modules/status_cake_maintenance_window/times.ts';
import { apply } from '../../../src/reconcile/apply.ts';
import { OptionError } from '../../../src/reconcile/option-error.ts';
import { planPresent, type Step } from '../../../src/reconcile/plan.ts';
import { WINDOW_OFFSETS } from '../../../src/simulator/account/time-types.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { openTransport } from '../../../src/statuscake/http/transport.ts';
import { readAll } from '../../../src/statuscake/reading.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { maintenanceWindow } from '../../../src/statuscake/resources/maintenance-window.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Far ones, some of half and of quarters of an hour, some whose clocks change by half an hour and by two. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
];

/** About when clocks of one of them change, both ways. */
const CHANGES = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
];

const zone = fc.constantFrom(...ZONES);
const moment = fc
  .oneof(
    fc.integer({
      min: Date.parse('2020-01-01T00:00:00Z') / SECOND,
      max: Date.parse('2040-01-01T00:00:00Z') / SECOND,
    }),
    fc
      .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -10_000, max: 10_000 }))
      .map(([change, seconds]) => Date.parse(change) / SECOND + seconds),
  )
  .map((seconds) => seconds * SECOND);
const minutes = fc.integer({ min: 1, max: 300 });
/** An instant in a spelling of somebody anywhere. */
const spelled = (instant: number, offset: number) => {
  const digits = new Date(instant + offset * HOUR).toISOString().slice(0, 19);
  return `${digits}${offset < 0 ? '-' : '+'}${String(Math.abs(offset)).padStart(2, '0')}:00`;
};

describe.each(WINDOW_OFFSETS)('a window of an API that reads offsets of %s', (windowOffsets) => {
  let now = 0;
  let simulator: Simulator;
  let client: StatusCakeClient;
  beforeAll(async () => {
    simulator = await startSimulator({ windowOffsets, now: () => now });
    const transport = openTransport(new URL(simulator.url), 'simulator-token', 5000);
    client = new StatusCakeClient({ transport, retries: 0, timeout: 5000 });
  });
  afterAll(async () => {
    await client.close();
    await simulator.close();
  });

  const read = async (): Promise<Remote | null> => (await readAll(client, maintenanceWindow))[0] ?? null;

  async function ensure(values: Values): Promise<Step> {
    const actual = await read();
    const local = withLocalTimes(values, actual, new Date(now));
    const step = planPresent(maintenanceWindow, local, actual, {
      recreate: false,
      writeHidden: 'on_create',
      verify: 'details',
    });
    await apply(client, step);
    return step;
  }

  function removeAll(): void {
    for (const { id } of simulator.account.maintenanceWindows.all()) {
      simulator.account.maintenanceWindows.delete(id);
    }
  }

  async function stateAt(instant: number): Promise<unknown> {
    now = instant;
    return (await read())?.state;
  }

  /** Whether a clock in the zone shows the time of an instant at another one as well. */
  function comesTwice(instant: number, timeZone: string): boolean {
    const shown = (time: number) => new Date(time).toLocaleString('sv', { timeZone });
    return [-2, -1, -0.5, 0.5, 1, 2].some((hours) => shown(instant) === shown(instant + hours * HOUR));
  }

  test('is open at exactly the declared instants, and the same at a second run', async () => {
    await fc.assert(
      fc.asyncProperty(
        zone,
        moment,
        minutes,
        fc.integer({ min: -12, max: 14 }),
        async (timezone, start, length, offset) => {
          removeAll();
          const end = start + length * 60 * SECOND;
          const values = {
            name: 'window',
            tags: ['a'],
            timezone,
            start_at: spelled(start, offset),
            end_at: spelled(end, -offset + 1),
          };
          if (comesTwice(start, timezone) || comesTwice(end, timezone)) {
            await expect(ensure(values)).rejects.toThrow(OptionError);
            return;
          }
          const { after } = await ensure(values);
          expect([after?.start_at, after?.end_at].map((text) => Date.parse(String(text)))).toEqual([
            start,
            end,
          ]);
          expect(await ensure(values)).toMatchObject({ action: 'unchanged', before: after });
          expect(await ensure({ ...values, end_at: `${length}m` })).toMatchObject({ action: 'unchanged' });
          // What is shown can be fed back.
          expect(await ensure({ ...values, ...after })).toMatchObject({ action: 'unchanged' });
          const states = [start - SECOND, start, end - SECOND, end].map((instant) => () => stateAt(instant));
          const seen = [];
          for (const state of states) {
            seen.push(await state());
          }
          expect(seen).toEqual(['pending', 'active', 'active', 'paused']);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('from now on is open for all of its duration, and the same at a second run', async () => {
    await fc.assert(
      fc.asyncProperty(zone, moment, minutes, async (timezone, begins, length) => {
        removeAll();
        now = begins;
        const values = { name: 'window', tags: ['a'], timezone, start_at: 'now', end_at: `${length}m` };
        await ensure(values);
        const last = begins + length * 60 * SECOND - SECOND;
        for (const instant of [begins, (begins + last) / 2, last]) {
          expect(await stateAt(instant)).toBe('active');
        }
        // Two hours are the most that clocks are put back by.
        expect(await stateAt(last + SECOND + 2 * 2 * HOUR)).toBe('paused');
        now = begins + length * 15 * SECOND;
        expect(await ensure(values)).toMatchObject({ action: 'unchanged' });
      }),
      { numRuns: 60 },
    );
  });

  test('keeps its moments in another zone, where they are declared, and else its digits', async () => {
    await fc.assert(
      fc.asyncProperty(zone, zone, moment, async (from, to, start) => {
        const end = start + HOUR;
        fc.pre([from, to].every((name) => !comesTwice(start, name) && !comesTwice(end, name)));
        removeAll();
        const times = { start_at: spelled(start, 0), end_at: spelled(end, 0) };
        const values = { name: 'window', tags: ['a'], ...times };
        await ensure({ ...values, timezone: from });
        await ensure({ ...values, timezone: to });
        expect(await stateAt(start)).toBe('active');
        expect(await stateAt(end)).toBe('paused');
        const { form } = await ensure({ name: 'window', timezone: from });
        expect(form).toEqual(from === to ? {} : { timezone: from });
      }),
      { numRuns: 40 },
    );
  });
});

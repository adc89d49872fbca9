import type { JsonObject } from '../../../src/json.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { addTest, type Outages } from './seeding.ts';

/** A year of small outages, so that twelve months have something to show. */
const YEAR: Outages = [
  ['2025-12-03T09:00:00Z', '2025-12-03T09:21:00Z', 503],
  ['2026-01-17T20:10:00Z', '2026-01-17T20:15:00Z', 502],
  ['2026-02-11T11:30:00Z', '2026-02-11T12:24:00Z', 500],
  ['2026-04-05T02:00:00Z', '2026-04-05T02:09:00Z', 503],
  ['2026-05-20T14:00:00Z', '2026-05-20T14:03:00Z', 503],
  ['2026-06-28T18:45:00Z', '2026-06-28T19:15:00Z', 504],
  ['2026-08-14T05:00:00Z', '2026-08-14T05:12:00Z', 503],
  ['2026-09-23T08:00:00Z', '2026-09-23T08:07:00Z', 502],
];

const SINCE = { since: '2025-11-02T10:00:00Z' };

/** Minutes of outage on the 20th of October, by customers of whom there is nothing else to tell. */
const OTHERS: Readonly<Record<string, number>> = { hooli: 0, stark: 36, umbrella: 2, wayne: 58, wonka: 0 };

/** Customers: one with a good month, one with a bad one, one with service hours and a new test, and others. */
export const STACKS: JsonObject[] = [
  {
    stack: 'acme',
    title: 'ACME Corp.',
    target: 99.9,
    language: 'fr',
    exclude: [
      {
        from: '2026-10-18T22:00',
        to: '2026-10-19T04:00',
        reason: 'Migration vers un autre centre de données, convenue le 2 octobre',
      },
    ],
  },
  {
    stack: 'globex',
    title: 'Globex & Fils <SARL>',
    target: 99.9,
    notes: [
      { at: '2026-10-14T08:00Z', cause: 'Redis out of memory', note: 'Limit raised, alert added' },
      { at: '2026-10-27T22:00Z', cause: 'Power failure in the data centre' },
    ],
  },
  {
    stack: 'initech',
    title: 'Initech',
    target: 99.5,
    service_hours: 'Mon-Fri 08:00-20:00',
    holidays: ['2026-10-26'],
  },
  ...Object.keys(OTHERS).map((stack) => ({
    stack,
    title: `${stack[0]?.toUpperCase()}${stack.slice(1)} Ltd`,
    target: 99.9,
  })),
];

/** Lets a test have run every hour of October: slower by day, and slow for a while in the middle of the month. */
function addRuns({ account }: Simulator, id: string): void {
  const start = Date.parse('2026-09-30T22:00:00Z');
  for (let hour = 0; hour < 31 * 24; hour += 1) {
    const isSlow = hour > 300 && hour < 360;
    const daily = 60 * Math.sin((hour / 24) * 2 * Math.PI);
    account.seriesOf(id).history.push({
      created_at: new Date(start + hour * 3_600_000).toISOString(),
      location: 'France, Paris - 2',
      performance: Math.round(210 + daily + (hour % 7) * 12 + (isSlow ? 240 : 0)),
      status_code: 200,
    });
  }
}

/** Puts the tests of `STACKS` into an account. */
export function seedStacks(simulator: Simulator): void {
  const liveness = addTest(
    simulator,
    'acme liveness',
    [
      ...YEAR,
      ['2026-10-07T03:12:00Z', '2026-10-07T03:19:00Z', 503],
      ['2026-10-18T20:30:00Z', '2026-10-18T21:40:00Z', 503],
    ],
    SINCE,
  );
  addRuns(simulator, liveness);
  addTest(
    simulator,
    'acme readiness',
    [...YEAR.slice(0, 3), ['2026-10-21T13:40:00Z', '2026-10-21T13:48:00Z', 500]],
    SINCE,
  );
  addTest(
    simulator,
    'globex liveness',
    [
      ...YEAR,
      ['2026-10-14T07:30:00Z', '2026-10-14T08:41:00Z', 503],
      ['2026-10-27T21:10:00Z', '2026-10-28T00:25:00Z', 598],
    ],
    { ...SINCE, stack: 'globex' },
  );
  const flaps = Array.from({ length: 6 }, (_, index): Outages[number] => {
    const at = (minute: number) =>
      new Date(Date.parse('2026-10-08T10:00:00Z') + (index * 12 + minute) * 60_000).toISOString();
    return [at(0), at(3), 502];
  });
  addTest(
    simulator,
    'globex readiness',
    [...YEAR, ...flaps, ['2026-10-14T07:31:00Z', '2026-10-14T08:44:00Z', 500]],
    {
      ...SINCE,
      stack: 'globex',
    },
  );
  addTest(simulator, 'initech front page', [['2026-10-15T17:50:00Z', '2026-10-15T18:20:00Z', 500]], {
    since: '2026-10-09T12:00:00Z',
    stack: 'initech',
  });
  for (const [stack, minutes] of Object.entries(OTHERS)) {
    const end = new Date(Date.parse('2026-10-20T09:00:00Z') + minutes * 60_000).toISOString();
    const outages: Outages = minutes === 0 ? [] : [['2026-10-20T09:00:00Z', end, 503]];
    addTest(simulator, `${stack} liveness`, [...YEAR.slice(minutes % 7), ...outages], { ...SINCE, stack });
  }
  simulator.account.maintenanceWindows.create({
    name: 'weekly works',
    start_at: '2026-09-06T03:00:00Z',
    end_at: '2026-09-06T03:30:00Z',
    timezone: 'Europe/Paris',
    repeat_interval: '1w',
    tags: ['stack-acme', 'stack-globex'],
  });
}

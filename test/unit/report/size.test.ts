import { expect, test } from 'vitest';
import { fleetPage } from '../../../src/report/page/fleet-page.tsx';
import { stackPage } from '../../../src/report/page/stack-page.tsx';
import type { ReportedStack } from '../../../src/report/reported-stack.ts';
import { assess } from '../../../src/sla/assessment.ts';
import { monthAfter, periodOf } from '../../../src/sla/periods.ts';
import { reportOf } from '../../../src/sla/report.ts';

const PERIOD = periodOf('2026-10', 'Europe/Paris', Date.parse('2026-11-15T12:00:00Z') / 1000);

/** A stack that was down so many times, three minutes each. */
function stackOf(name: string, outages: number): ReportedStack {
  const step = Math.floor((PERIOD.to - PERIOD.from) / (outages + 1));
  const starts = Array.from({ length: outages }, (_, index) => PERIOD.from + (index + 1) * step);
  const periods = starts.flatMap((start) => [
    { status: 'up' as const, from: start + 180 - step, to: start },
    { status: 'down' as const, from: start, to: start + 180 },
  ]);
  const tests = [
    {
      id: '1',
      name: `${name} liveness`,
      since: null,
      until: null,
      away: [],
      periods,
      alerts: starts.map((at) => ({ at, code: 503 })),
    },
  ];
  const terms = { target: 99_900_000, downWhen: 'any', unknownAs: 'unknown' } as const;
  const assessment = assess(PERIOD, tests, [], terms);
  const about = {
    stack: name,
    title: `The customer ${name}`,
    target: 99.9,
    tests: [],
    notes: [],
    previous: null,
  };
  const { months: _, ...report } = reportOf(assessment, {
    ...about,
    months: [],
    responseTimes: null,
    certificates: [],
    heartbeats: [],
  });
  const months = Array.from({ length: 12 }, (_, index) => ({
    period: monthAfter('2026-10', index - 11),
    availability: 99.85 + ((index * 37) % 140) / 1000,
    met: true,
    down_seconds: 0,
    unknown_seconds: 0,
    watched: 100,
  }));
  return {
    report: { ...report, months },
    assessment,
    terms: { ...terms, language: 'en', counts: ['*'], hours: null },
  };
}

test('a page is small, however often a stack was down', () => {
  expect(stackPage(stackOf('acme', 2000)).length).toBeLessThan(300_000);
});

test('the index of a thousand stacks is', () => {
  const stacks = Array.from({ length: 1000 }, (_, index) => stackOf(`customer-${index}`, index % 5));
  expect(fleetPage(PERIOD, stacks, [], 'en').length).toBeLessThan(2_000_000);
});

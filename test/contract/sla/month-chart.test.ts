import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { fleetPage } from '../../../src/report/page/fleet-page.tsx';
import { stackPage } from '../../../src/report/page/stack-page.tsx';
import type { ReportedStack } from '../../../src/report/reported-stack.ts';
import { assess } from '../../../src/sla/assessment.ts';
import { monthAfter, periodOf } from '../../../src/sla/periods.ts';
import { type PeriodFigures, reportOf } from '../../../src/sla/report.ts';
import { atAllWidths, overflowOf, screenshot } from './browser.ts';
import { test } from './fixture.ts';

const PERIOD = periodOf('2026-10', 'UTC', Date.parse('2026-11-15T12:00:00Z') / 1000);

/** A stack of which this is known of its last months. */
function stackOf(months: PeriodFigures[], target: number): ReportedStack {
  const terms = { target: target * 1_000_000, downWhen: 'any', unknownAs: 'unknown' } as const;
  const periods = [{ status: 'up' as const, from: PERIOD.from, to: PERIOD.to }];
  const tests = [{ id: '1', name: 'acme liveness', since: null, until: null, away: [], periods, alerts: [] }];
  const assessment = assess(PERIOD, tests, [], terms);
  const report = reportOf(assessment, {
    stack: 'acme',
    title: 'ACME',
    target,
    tests: [],
    notes: [],
    previous: null,
    months: [],
    responseTimes: null,
    certificates: [],
    heartbeats: [],
  });
  const about = { ...terms, language: 'fr', counts: ['*'], hours: null } as const;
  return { report: { ...report, months }, assessment, terms: about };
}

function month(period: string, availability: number | null, watched = 100): PeriodFigures {
  const met = availability === null ? null : availability >= 99.9995;
  return { period, availability, met, down_seconds: 0, unknown_seconds: 0, watched };
}

const twelve = (availability: (index: number) => number, watched = 100) =>
  Array.from({ length: 12 }, (_, index) =>
    month(monthAfter('2026-10', index - 11), availability(index), watched),
  );

const CHARTS: readonly (readonly [string, PeriodFigures[]])[] = [
  ['long', twelve(() => 99.99912)],
  ['partly watched', twelve((index) => 99.5 + (index % 3) / 10, 10)],
  ['at nothing', twelve((index) => (index % 4 === 0 ? 0 : 100))],
  ['at nothing at first only', twelve((index) => (index < 2 ? 0 : 100))],
  ['of two', [month('2026-09', 0), month('2026-10', 0)]],
];

/** Returns those labels of the chart that touch each other, an axis or the edge of the page. */
function touching(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const boxes = [...document.querySelectorAll('.chart .value, .chart .name, .chart .grid span')]
      .map((element) => ({ name: element.className + ' ' + element.textContent, kind: element.className.split(' ')[0], box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    const isOver = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    const pairs = boxes.flatMap((one, index) => boxes.slice(index + 1)
      .filter((other) => (one.kind !== '' || other.kind !== '') && isOver(one.box, other.box))
      .map((other) => one.name + ' | ' + other.name));
    const cut = boxes.filter(({ box }) => box.left < 0 || box.right > document.documentElement.clientWidth).map(({ name }) => name);
    return [...pairs, ...cut];
  })()`);
}

describe('the labels of the months', () => {
  test.for(CHARTS)('touch nothing at any width: %s', async ([about, months], { browser }) => {
    const html = stackPage(stackOf(months, 99.9995));
    await atAllWidths(browser, async (page, name) => {
      await page.setContent(html);
      expect(await touching(page), name).toEqual([]);
      expect(await overflowOf(page), name).toBe(0);
      expect(await page.locator('.chart .value:visible').count(), name).toBeGreaterThan(0);
      await screenshot(page, `chart-${about.replaceAll(' ', '-')}-${name}`);
    });
  });
});

test.each([
  ['not in the report', [month('2026-04', 99.9), month('2026-05', 99.8), month('2026-09', 99.95)]],
  [
    'without availability',
    [
      month('2026-04', 99.9),
      month('2026-05', 99.8),
      ...['2026-06', '2026-07', '2026-08'].map((period) => month(period, null)),
      month('2026-09', 99.95),
    ],
  ],
])('the line is broken where months are unknown: %s', (_, months) => {
  const stack = stackOf(months, 99.9);
  const [, line = ''] = /<path class="line" d="([^"]*)"/.exec(stackPage(stack)) ?? [];
  expect(line).toMatch(/^M0,[\d.]+L20,[\d.]+M100,[\d.]+Z$/);
  expect(stackPage(stack).match(/<span class="name/g)).toHaveLength(6);
  const [, spark = ''] = /<path class="line" d="([^"]*)"/.exec(fleetPage(PERIOD, [stack], [], 'en')) ?? [];
  expect(spark).toMatch(/^M0,[\d.]+L20,[\d.]+M100,[\d.]+Z$/);
});

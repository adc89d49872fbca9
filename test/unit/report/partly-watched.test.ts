import { describe, expect, test } from 'vitest';
import { stackText } from '../../../src/report/markdown.ts';
import { fleetPage } from '../../../src/report/page/fleet-page.tsx';
import { stackPage } from '../../../src/report/page/stack-page.tsx';
import type { Language, ReportedStack } from '../../../src/report/reported-stack.ts';
import { assess } from '../../../src/sla/assessment.ts';
import { type Period, periodOf } from '../../../src/sla/periods.ts';
import { reportOf } from '../../../src/sla/report.ts';
import { targetOf } from '../../../src/sla/target.ts';
import type { StatusPeriod } from '../../../src/sla/timeline.ts';

const NOW = Date.parse('2026-11-15T12:00:00Z') / 1000;
const DAY = 86_400;
const [AUGUST, SEPTEMBER, OCTOBER] = ['2026-08', '2026-09', '2026-10'].map((label) =>
  periodOf(label, 'UTC', NOW),
) as [Period, Period, Period];

const terms = { target: targetOf(99.9), downWhen: 'any', unknownAs: 'unknown' } as const;

/** A month whose last so many days were watched, with an hour of outage on some days of these. */
function month(period: Period, days: number, downs: readonly number[] = []) {
  const from = period.to - days * DAY;
  const down = downs.map((day): StatusPeriod => {
    const start = from + day * DAY;
    return { status: 'down', from: start, to: start + 3600 };
  });
  const periods = [{ status: 'up' as const, from, to: period.to }, ...down];
  return assess(
    period,
    [{ id: '1', name: 'acme liveness', since: null, until: null, away: [], periods, alerts: [] }],
    [],
    terms,
  );
}

function stackOf(
  [august, september, october]: [number, number, number],
  downs: readonly number[] = [],
  language: Language = 'en',
): ReportedStack {
  const assessment = month(OCTOBER, october, downs);
  const previous = month(SEPTEMBER, september);
  const report = reportOf(assessment, {
    stack: 'acme',
    title: 'ACME',
    target: 99.9,
    tests: [{ id: '1', name: 'acme liveness' }],
    notes: [],
    previous,
    months: [month(AUGUST, august), previous, assessment],
    responseTimes: null,
    certificates: [],
    heartbeats: [],
  });
  const hours = language === 'fr' ? { text: 'Mon-Fri 08:00-20:00' } : null;
  return { report, assessment, terms: { ...terms, language, counts: ['*'], hours } };
}

const pageOf = (...of: Parameters<typeof stackOf>) => stackPage(stackOf(...of)).replace(/\u00a0/g, ' ');
const fleetOf = (...of: Parameters<typeof stackOf>) =>
  fleetPage(OCTOBER, [stackOf(...of)], [], 'en').replace(/\u00a0/g, ' ');

describe('what was watched in part only', () => {
  test('is the verdict of a period: it says of how much it is', () => {
    const sentence = 'The target of 99.9 % was met. Watched: 10.0 % of the time that counts.';
    expect(pageOf([31, 30, 3.1])).toContain(sentence);
    expect(stackText(stackOf([31, 30, 3.1])).replace(/\u00a0/g, ' ')).toContain(sentence);
    expect(fleetOf([31, 30, 3.1])).toContain('<span class="note">10.0 % watched</span>');
    expect(pageOf([31, 30, 3.1], [], 'fr')).toContain('Temps compté observé : 10,0 %.');
  });

  test('is the period before: its share stands beside it', () => {
    expect(pageOf([31, 3, 31])).toMatch(
      /<dt>Period before<\/dt><dd>100\.000 %<span[^>]*> \(.*10\.0 % watched\)/,
    );
    expect(fleetOf([31, 3, 31])).toContain('<span class="note">before: 10.0 % watched</span>');
  });

  test('is a month in the chart: its mark is hollow, and its share stands beside it', () => {
    const page = pageOf([3.1, 30, 31]);
    expect(page).toContain('<small>10.0 % watched</small>');
    expect(page.match(/class="dot part"/g)).toHaveLength(1);
    expect(page).toContain('<span class="key dot part"></span>Partly watched only');
    expect(page).toContain('August 2026 100.000 % (10.0 % watched)');
    const fleet = fleetOf([3.1, 30, 31]);
    expect(fleet).toMatch(/<path class="hole" d="M0\.0,[\d.]+h0"/);
    expect(fleet).toContain('1 month partly watched only');
    expect(fleet).toContain('Partly watched only</li>');
  });

  test('is nothing where all was watched', () => {
    for (const page of [pageOf([31, 30, 31], [1]), fleetOf([31, 30, 31])]) {
      expect(page).not.toMatch(/watched(?! counts)|class="[^"]*\bpart\b/);
    }
  });

  test('is hatched in the row of a test', () => {
    expect(pageOf([31, 30, 30], [2])).toContain('<i class="u" style="left:0.00%;width:3.23%;"></i>');
  });
});

test('a month at the bottom of the chart has its label above it', () => {
  const stack = stackOf([31, 30, 31], [1]);
  const months = stack.report.months.map((each, index) =>
    index === 1 ? { ...each, availability: 0, met: false } : each,
  );
  const page = stackPage({ ...stack, report: { ...stack.report, months } });
  expect(page).toMatch(/class="value main middle low"/);
  expect(page).not.toContain('under low');
});

test('outages are drawn as long as they were', () => {
  const page = pageOf([31, 30, 31], [0, 1]);
  expect(page).toMatch(/<path d="M0\.000,0h0\.134v1h-0\.134zM3\.226,0h0\.134v1h-0\.134z"/);
});

test('French has feminine nouns, and its own days of the week', () => {
  const page = pageOf([31, 30, 31], [], 'fr');
  expect(page).toContain('<dt>Interruption</dt><dd>aucune</dd>');
  expect(page).toContain('Seules ces heures comptent : lun.-ven. 08:00-20:00 (UTC)');
});

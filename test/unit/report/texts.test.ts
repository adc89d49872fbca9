import { describe, expect, test } from 'vitest';
import { escaped, stackText } from '../../../src/report/markdown.ts';
import { gauges } from '../../../src/report/openmetrics.ts';
import type { ReportedStack } from '../../../src/report/reported-stack.ts';
import { incidentTable, stackTable } from '../../../src/report/tables.ts';
import { assess } from '../../../src/sla/assessment.ts';
import { periodOf } from '../../../src/sla/periods.ts';
import { reportOf } from '../../../src/sla/report.ts';
import { targetOf } from '../../../src/sla/target.ts';

const at = (text: string) => Date.parse(text) / 1000;

/** A stack that was down for an hour, of which half was agreed. */
function stackOf(title: string, language: 'en' | 'fr' = 'en'): ReportedStack {
  const period = periodOf('2026-10', 'UTC', at('2026-11-15T12:00:00Z'));
  const [down, up] = [at('2026-10-14T08:00:00Z'), at('2026-10-14T09:00:00Z')];
  const tests = [
    {
      id: '1',
      name: 'acme "live", and more',
      since: null,
      until: null,
      away: [],
      periods: [
        { status: 'up' as const, from: period.from, to: down },
        { status: 'down' as const, from: down, to: up },
        { status: 'up' as const, from: up, to: period.to },
      ],
      alerts: [{ at: down, code: 503 }],
    },
  ];
  const time = [{ from: down, to: down + 1800 }];
  const exclusions = [{ kind: 'declared' as const, reason: 'works', evidence: '', time }];
  const terms = { target: targetOf(99.9), downWhen: 'any', unknownAs: 'unknown' } as const;
  const assessment = assess(period, tests, exclusions, terms);
  const report = reportOf(assessment, {
    stack: 'acme',
    title,
    target: 99.9,
    tests: [{ id: '1', name: 'acme live' }],
    notes: [{ at: down + 5, cause: 'A *switch*', note: null }],
    previous: null,
    months: [],
    responseTimes: null,
    certificates: [],
    heartbeats: [],
  });
  return { report, assessment, terms: { ...terms, language, counts: ['*'], hours: null } };
}

describe('CSV', () => {
  const { report } = stackOf('ACME, Corp. "A"');

  test('has a row a stack', () => {
    const [names, row, unreported] = stackTable(
      [report],
      [{ stack: 'globex', error: 'gone, "it" is' }],
    ).split('\n');
    expect(names).toMatch(/^stack,title,period,from,to,target,met,availability,/);
    expect(row).toBe(
      'acme,"ACME, Corp. ""A""",2026-10,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,99.9,true,99.93275,2674800,1800,1800,0,2676,876,1,3600,3600,100,',
    );
    expect(names).toMatch(/,error$/);
    expect(unreported).toBe(`globex${','.repeat(18)}"gone, ""it"" is"`);
  });

  test('has a row an incident', () => {
    expect(incidentTable([report]).split('\n')[1]).toBe(
      'acme,2026-10-14T08:00:00Z,2026-10-14T09:00:00Z,false,3600,1800,"acme ""live"", and more",503,declared: works (1800 s),A *switch*,,0',
    );
  });
});

test('CSV has no formula in it, and numbers are numbers', () => {
  const { report } = stackOf('=HYPERLINK("https://example.com")');
  const inDebt = { ...report, budget: { ...report.budget, left_seconds: -5 } };
  const [, row = ''] = stackTable([inDebt], []).split('\n');
  expect(row).toContain(`acme,"'=HYPERLINK(""https://example.com"")",`);
  expect(row).toContain(',-5,');
  for (const sign of ['+', '-', '@', '\t', '\r']) {
    expect(stackTable([{ ...report, title: `${sign}1` }], [])).toContain(`'${sign}1`);
  }
});

test('Markdown counts incidents as the page does', () => {
  const { report, ...rest } = stackOf('ACME');
  const text = stackText({ ...rest, report: { ...report, incident_count: 0 } });
  expect(text).toContain('Incidents: 0\n');
});

test('Markdown says it in a few lines, and takes names as they are', () => {
  const text = stackText(stackOf('ACME <b>_Corp_</b>', 'fr')).replace(/[\u00a0\u202f]/g, ' ');
  expect(text).toContain('## ACME \\<b\\>\\_Corp\\_\\</b\\> : octobre 2026\n');
  expect(text).toContain('**99,932 %** L’objectif de 99,9 % est atteint.');
  expect(text).toContain('30 min consommées sur 44 min 36 s. Il reste 14 min 36 s.');
  expect(text).toContain('- 14 oct., 08:00, 1 h (Compté : 30 min), acme "live", and more : A \\*switch\\*\n');
});

test('Markdown shows what looks like a character by its name, and leaves other ampersands', () => {
  expect(escaped('&lt;b&gt; &#60; &#x3c; R&D a&b;c ?a=1&b=2')).toBe(
    '\\&lt;b\\&gt; \\&\\#60; \\&\\#x3c; R&D a\\&b;c ?a=1&b=2',
  );
});

test('gauges are OpenMetrics', () => {
  const text = gauges('2026-10', [stackOf('ACME').report], [{ stack: 'a "b"', error: 'No test.' }]);
  expect(text.split('\n').slice(0, 4)).toEqual([
    '# TYPE statuscake_sla_reported gauge',
    '# HELP statuscake_sla_reported Whether the stack could be reported.',
    'statuscake_sla_reported{stack="acme",period="2026-10"} 1',
    'statuscake_sla_reported{stack="a \\"b\\"",period="2026-10"} 0',
  ]);
  expect(text.match(/stack="a /g)).toHaveLength(1);
  expect(text).toContain('# TYPE statuscake_sla_availability_ratio gauge\n');
  expect(text).toContain('statuscake_sla_availability_ratio{stack="acme",period="2026-10"} 0.9993275\n');
  expect(text).toContain('statuscake_sla_target_met{stack="acme",period="2026-10"} 1\n');
  expect(text).toMatch(/# EOF\n$/);
});

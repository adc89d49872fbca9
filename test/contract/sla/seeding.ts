import type { Period } from '../../../src/simulator/account/series.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';

/** Outages of a test: from and to, with the code that an alert told. */
export type Outages = readonly (readonly [from: string, to: string | null, code: number])[];

/** Adds an uptime test that has run since a time, with these outages. */
export function addTest(
  { account }: Simulator,
  name: string,
  outages: Outages = [],
  { since = '2026-08-03T10:00:00Z', stack = 'acme', paused = false, last_tested_at = '' } = {},
): string {
  const test = account.uptimeTests.create({
    name,
    test_type: 'HTTP',
    website_url: 'https://acme.example.com/liveness',
    check_rate: 60,
    paused,
    tags: [`stack-${stack}`],
  });
  if (last_tested_at !== '') {
    test.last_tested_at = last_tested_at;
  }
  const { periods, alerts } = account.seriesOf(test.id);
  const add = (status: Period['status'], created_at: string, ended_at: string | null) =>
    periods.push({ status, created_at, ...(ended_at !== null && { ended_at }) });
  let start: string | null = since;
  for (const [from, to, status_code] of outages) {
    add('up', start ?? from, from);
    add('down', from, to);
    alerts.push({ id: test.id, status: 'down', status_code, triggered_at: from });
    if (to !== null) {
      alerts.push({ id: test.id, status: 'up', status_code: 200, triggered_at: to });
    }
    start = to;
  }
  if (start !== null) {
    add('up', start, null);
  }
  return test.id;
}

import { expect } from 'vitest';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { ACME, NOW, onlyStack, type Sla, test } from './fixture.ts';

const OPTIONS = { response_times: true, period: 'month_to_date', stacks: [ACME] };

/** A test whose runs go on for some days. */
function seed({ simulator: { account }, setNow }: Sla): void {
  setNow('2026-11-20T00:00:00Z');
  account.imagine({ seconds: 40 * 86_400, seed: 7 });
  const common = { test_type: 'HTTP', website_url: 'https://acme.example.com', tags: ['stack-acme'] };
  account.uptimeTests.create({ ...common, name: 'acme liveness', check_rate: 300 });
  setNow(NOW);
}

/** How many pages of history were asked for since the last time. */
function pagesOf({ requests }: Simulator): number {
  return requests.splice(0).filter(({ path }) => path.endsWith('/history')).length;
}

test('response times are collected step by step, and their cost is told before', async ({ sla }) => {
  const { simulator, run, setNow } = sla;
  seed(sla);
  const preview = await run(OPTIONS, { check: true });
  expect(pagesOf(simulator)).toBe(0);
  const first = onlyStack(await run(OPTIONS)).response_times as { p50: number; p95: number; days: unknown[] };
  const pages = pagesOf(simulator);
  // From the beginning of the month to the noon of the 15th in Paris.
  expect(first.days).toHaveLength(15);
  expect(first.p50).toBeGreaterThan(50);
  expect(first.p95).toBeGreaterThan(first.p50);
  expect(pages).toBe(Math.ceil(((14 * 24 + 13) * 12) / 100));
  const { requests } = preview.api as { requests: number };
  expect(preview.api).toMatchObject({ needed_requests: requests + pages });

  setNow('2026-11-16T12:00:00Z');
  expect((onlyStack(await run(OPTIONS)).response_times as { days: unknown[] }).days).toHaveLength(16);
  expect(pagesOf(simulator)).toBe(3);
});

test('response times that cost too much are not collected', async ({ sla }) => {
  const { run, files } = sla;
  seed(sla);
  expect(await run({ ...OPTIONS, request_limit: 20 })).toMatchObject({
    failed: true,
    msg: expect.stringMatching(/^request_limit: this takes at least \d+ requests/),
  });
  expect(files()).toEqual({});
});

test('response times that cannot be read are no reason to report nothing', async ({ sla }) => {
  const { simulator, run } = sla;
  seed(sla);
  simulator.intercept(({ path }, proceed) =>
    path.endsWith('/history') ? jsonResponse(500, { message: 'Oops' }) : proceed(),
  );
  const result = await run(OPTIONS);
  expect(onlyStack(result)).toMatchObject({ met: expect.any(Boolean), response_times: null });
  expect(result.warnings).toEqual([
    expect.stringMatching(/^the response times of acme could not be collected: .*HTTP 500/),
  ]);
});

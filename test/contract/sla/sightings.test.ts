import { expect } from 'vitest';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
import { ACME, onlyStack, pathsOf, test } from './fixture.ts';
import { addTest } from './seeding.ts';

const BOTH = { certificates: true, heartbeats: true };
const SHOP = 'https://shop.acme.example.com';

/** An account with a certificate and two heartbeats of acme, and those of others. */
function seed({ simulator }: { simulator: Parameters<typeof addTest>[0] }) {
  const { account } = simulator;
  const id = addTest(simulator, 'acme liveness');
  account.uptimeTests.update(id, { tags: ['stack-acme', signOf(SHOP)] });
  for (const website_url of [SHOP, 'https://other.example.com']) {
    Object.assign(account.sslTests.create({ website_url, check_rate: 3600, alert_at: ['1', '7', '30'] }), {
      valid_until: '2027-02-01T10:00:00+00:00',
      issuer_common_name: 'R3 <test>',
    });
  }
  const [backup, report] = ['acme backup', 'acme report', 'globex backup'].map((name) =>
    account.heartbeats.create({ name, period: 3600, tags: [`stack-${name.split(' ')[0]}`] }),
  );
  Object.assign(backup ?? {}, { status: 'down', last_tested_at: '2026-11-15T02:00:00+00:00' });
  Object.assign(report ?? {}, { status: 'up' });
  return { backup: backup ?? {} };
}

test('certificates and heartbeats are told as a run has seen them, and kept', async ({ sla }) => {
  const { backup } = seed(sla);
  const options = { ...BOTH, period: 'month_to_date', formats: ['html', 'json'] };
  expect(onlyStack(await sla.run(options))).toMatchObject({
    certificates: [
      {
        url: SHOP,
        valid_until: '2027-02-01T10:00:00Z',
        issuer: 'R3 <test>',
        seen_at: '2026-11-15T12:00:00Z',
      },
    ],
    heartbeats: [
      {
        name: 'acme backup',
        looks: 1,
        missed: [{ seen_at: '2026-11-15T12:00:00Z', last_tested_at: '2026-11-15T02:00:00Z' }],
      },
      { name: 'acme report', looks: 1, missed: [] },
    ],
  });
  const page = sla.files()['reports/2026-11/acme.html'] ?? '';
  for (const text of ['1 February 2027', 'R3 &lt;test>', 'acme backup', '15 Nov, 13:00']) {
    expect(page).toContain(text);
  }
  // Each of the lists once, the periods of the test, and the heartbeat that is missed.
  expect(pathsOf(sla.simulator).filter((path) => /ssl|heartbeat/.test(path))).toHaveLength(3);

  sla.setNow('2026-11-16T12:00:00Z');
  Object.assign(backup, { status: 'up' });
  expect(onlyStack(await sla.run(options))).toMatchObject({
    heartbeats: [
      { looks: 2, missed: [{ seen_at: '2026-11-15T12:00:00Z' }] },
      { looks: 2, missed: [] },
    ],
  });

  sla.setNow('2026-12-01T12:00:00Z');
  const closed = await sla.run({ ...BOTH, period: '2026-11' });
  expect(onlyStack(closed)).toMatchObject({
    certificates: [{ seen_at: '2026-12-01T12:00:00Z' }],
    heartbeats: [{ looks: 2 }, { looks: 2 }],
  });
  sla.simulator.requests.length = 0;
  expect(await sla.run({ ...BOTH, period: '2026-11' })).toEqual({
    ...closed,
    changed: false,
    changed_files: [],
    api: expect.anything(),
  });
  expect(sla.simulator.requests).toEqual([]);
});

test('nothing is asked of them where nobody wants to know, and nothing fails where the account has none', async ({
  sla,
}) => {
  seed(sla);
  expect(onlyStack(await sla.run({ period: 'month_to_date' }))).toMatchObject({
    certificates: [],
    heartbeats: [],
  });
  expect(pathsOf(sla.simulator).filter((path) => /ssl|heartbeat/.test(path))).toEqual([]);
  sla.setNow('2026-11-16T12:00:00Z');
  sla.simulator.intercept(({ path }, proceed) =>
    path.includes('/ssl')
      ? {
          status: 403,
          headers: { 'content-type': 'application/json' },
          body: '{"message": "Your current plan has no access to this feature"}',
        }
      : proceed(),
  );
  expect(await sla.run({ ...BOTH, period: 'month_to_date', stacks: [ACME] })).toMatchObject({
    stacks: [{ certificates: [] }],
    warnings: [expect.stringMatching(/no access to SSL tests, so nothing is said of certificates/)],
  });
});

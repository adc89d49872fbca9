import { describe, expect, test } from 'vitest';
import { OptionError } from '../../../src/reconcile/option-error.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import { regionChecker } from '../../../src/reconcile/regions.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const POLICY = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
const PLACES = respondWith({
  data: [{ region_code: 'paris' }, { region_code: 'london' }, { region_code: 'london' }],
});
const URL_OF_TEST = 'https://acme.example.com';
const THERE: Remote = {
  id: '1',
  name: 'a',
  website_url: URL_OF_TEST,
  test_type: 'HTTP',
  check_rate: 60,
  servers: [{ region_code: 'atlantis' }],
};
const create = (regions?: string[]) => {
  const values: Values = { name: 'a', website_url: URL_OF_TEST, ...(regions && { regions }) };
  return planPresent(uptime, values, null, POLICY);
};
const change = (values: Values) => planPresent(uptime, values, THERE, POLICY);

describe('the regions of tests', () => {
  test('that the API does not know are told before anything is written', async () => {
    const { client, sent } = scriptedClient(() => PLACES);
    const steps = [create(['london', 'mars']), create(['paris'])];
    const errors = await regionChecker(client)(steps);
    const error = new OptionError(
      'regions',
      'there is no region mars; the API lists at /uptime-locations: london, paris',
    );
    expect([...errors]).toEqual([[steps[0], error]]);
    expect(sent).toEqual(['GET /uptime-locations']);
  });

  test('are read once for all tasks of a run', async () => {
    const { client, sent } = scriptedClient(() => PLACES);
    const check = regionChecker(client);
    await check([create(['london'])]);
    await check([create(['paris'])]);
    expect(sent).toHaveLength(1);
  });

  test('are no matter where none is added', async () => {
    const { client, sent } = scriptedClient(() => PLACES);
    const certificate = planPresent(ssl, { website_url: URL_OF_TEST }, null, POLICY);
    const steps = [create(), create([]), change({ paused: true }), change({ regions: [] }), certificate];
    expect((await regionChecker(client)(steps)).size).toBe(0);
    expect(sent).toEqual([]);
  });

  test('that a test has already are not judged', async () => {
    const { client } = scriptedClient(() => PLACES);
    const step = change({ regions: ['atlantis', 'london'] });
    expect(step.action).toBe('updated');
    expect((await regionChecker(client)([step])).size).toBe(0);
  });

  test.each([
    [403, true],
    [404, true],
    [409, false],
  ])('are taken as they are where the account has no list of them: %i', async (status, isTaken) => {
    const { client } = scriptedClient(() => respondWith({ message: 'no' }, status));
    const checking = regionChecker(client)([create(['mars'])]);
    if (isTaken) {
      expect((await checking).size).toBe(0);
    } else {
      await expect(checking).rejects.toThrow('GET /uptime-locations: HTTP 409; no');
    }
  });
});

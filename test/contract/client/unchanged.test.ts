import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Interceptor } from '../../../src/simulator/api/interception.ts';
import { jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { openTransport } from '../../../src/statuscake/http/transport.ts';
import { loseResponse, once } from '../../integration/support/interceptors.ts';
import { manualClock } from '../../unit/statuscake/manual-clock.ts';

const TOKEN = 'contract-token';

let simulator: Simulator;
let client: StatusCakeClient;
let id: string;

beforeEach(async () => {
  const clock = manualClock();
  simulator = await startSimulator({ token: TOKEN, now: clock.now });
  const transport = openTransport(new URL(simulator.url), TOKEN, 5000);
  client = new StatusCakeClient({ transport, retries: 3, timeout: 5000, clock, random: () => 0 });
  id = simulator.account.contactGroups.create({ name: 'Operations' }).id;
  simulator.intercept(refuseUnchanged);
});
afterEach(async () => {
  await client.close();
  await simulator.close();
});

/** Refuses a PUT that would change nothing, as the API does (vendor's definition). */
const refuseUnchanged: Interceptor = (request, proceed) => {
  const group = simulator.account.contactGroups.get(id);
  const isChange = request.method !== 'PUT' || request.form.some(([name, value]) => group?.[name] !== value);
  return isChange
    ? proceed()
    : jsonResponse(400, { message: 'Invalid request. No changes were requested', errors: {} });
};

const rename = (name: string) => client.put(`/contact-groups/${id}`, { name });

const LOST: Readonly<Record<string, Interceptor>> = {
  'a broken connection': loseResponse,
  'a 504': async (_, proceed) => ({ ...(await proceed()), status: 504 }),
  'half a response': async (_, proceed) => ({ ...(await proceed()), status: 200, body: '{"da' }),
};

test.each(Object.entries(LOST))('a change that took place before %s is done', async (_, lose) => {
  simulator.intercept(once('PUT', lose));
  await rename('On call');
  expect(simulator.account.contactGroups.get(id)?.name).toBe('On call');
  expect(client.usage).toMatchObject({ requests: 2, retries: 1 });
});

test('a first change that is refused, since there is nothing to change, is told as that', async () => {
  await expect(rename('Operations')).rejects.toMatchObject({
    facts: { kind: 'unchanged', transient: false, uncertain: false },
  });
});

test('what was not sent at all, as the limit was used up, does not count as a change that may be done', async () => {
  simulator.intercept(once('PUT', () => ({ status: 429, headers: { 'x-ratelimit-reset': '1' }, body: '' })));
  await expect(rename('Operations')).rejects.toMatchObject({ facts: { kind: 'unchanged' } });
});

test('another refusal of a repeated change is a refusal', async () => {
  const fail = () => ({ status: 503, headers: {}, body: '' });
  const refuse = () => jsonResponse(400, { message: 'The provided parameters are invalid', errors: {} });
  simulator.intercept(once('PUT', refuse));
  simulator.intercept(once('PUT', fail));
  await expect(rename('On call')).rejects.toMatchObject({ facts: { kind: 'invalid' } });
});

import { describe, expect } from 'vitest';
import type { RecordedRequest } from '../../../src/simulator/api/requests.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { deferred, MINIMAL_TEST, SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';

describe('requests', () => {
  test('to unknown paths are answered 404, within the API and without', async ({ simulator }) => {
    for (const url of [
      `${simulator.url}/heartbeats`,
      new URL('/uptime', simulator.url).href,
      `${simulator.url}/`,
    ]) {
      expect(await send('GET', url)).toMatchObject({ status: 404, body: { message: expect.any(String) } });
    }
  });

  test.for(['/uptime/', '/uptime/1/', '/uptime/1/alerts/', '/uptime-locations/'])(
    'to %s, with a last slash, are understood',
    async (path, { simulator }) => {
      simulator.account.uptimeTests.create(SEEDED_TEST);
      expect(await send('GET', simulator.url + path)).toMatchObject({ status: 200 });
      expect(simulator.requests).toMatchObject([{ path: `/v1${path}` }]);
    },
  );

  test.for([
    ['PATCH', '/uptime', 'GET, POST'],
    ['HEAD', '/uptime', 'GET, POST'],
    ['POST', '/uptime/1', 'GET, PUT, DELETE'],
    ['POST', '/uptime-locations', 'GET'],
  ] as const)('%s %s is answered 405', async ([method, path, allowed], { simulator }) => {
    const received = await send(method, simulator.url + path);
    expect(received.status).toBe(405);
    expect(received.headers.get('allow')).toBe(allowed);
  });

  test('with JSON are answered 415 and change nothing', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    for (const [method, path] of [
      ['POST', '/uptime'],
      ['PUT', `/uptime/${id}`],
    ] as const) {
      const response = await fetch(simulator.url + path, {
        method,
        headers: { authorization: 'Bearer simulator-token', 'content-type': 'application/json' },
        body: JSON.stringify({ ...MINIMAL_TEST, name: 'new' }),
      });
      expect(response.status).toBe(415);
    }
    expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: SEEDED_TEST.name }]);
  });

  test('are recorded as received', async ({ simulator }) => {
    await send('GET', `${simulator.url}/uptime?tags=a,b&nouptime`);
    await send('POST', `${simulator.url}/uptime`, { form: 'tags[]=a b&name=x&tags[]=ü&foo=1' });
    await send('GET', `${simulator.url}/uptime`, { headers: { authorization: '' } });
    const [read, write, unauthorized] = simulator.requests;
    expect(read).toMatchObject({
      method: 'GET',
      path: '/v1/uptime',
      query: 'tags=a,b&nouptime',
      status: 200,
    });
    expect(read?.form).toEqual([]);
    expect(write).toMatchObject({
      method: 'POST',
      path: '/v1/uptime',
      query: '',
      unknownFields: ['foo'],
      status: 400,
    });
    expect(write?.form).toEqual([
      ['tags[]', 'a b'],
      ['name', 'x'],
      ['tags[]', 'ü'],
      ['foo', '1'],
    ]);
    expect(unauthorized).toMatchObject({ unknownFields: [], status: 401 });
  });

  test('are told to a listener, and kept only when wanted', async () => {
    const told: RecordedRequest[] = [];
    const simulator = await startSimulator({ record: false, onResponse: (request) => told.push(request) });
    await send('GET', `${simulator.url}/uptime/7`);
    expect(told).toMatchObject([{ method: 'GET', path: '/v1/uptime/7', status: 404 }]);
    expect(simulator.requests).toEqual([]);
    await simulator.close();
  });

  test('are answered late by the latency, after being handled', async () => {
    const handled = deferred();
    const simulator = await startSimulator({ latency: 3_600_000, onResponse: handled.resolve });
    const waiting = send('POST', `${simulator.url}/uptime`, { form: MINIMAL_TEST });
    const failure = expect(waiting).rejects.toThrow();
    await handled.promise;
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);
    await simulator.close();
    await failure;
  });
});

describe('seeding', () => {
  test('fails for a field the resource does not have, or a required one left out', ({ simulator }) => {
    const { uptimeTests } = simulator.account;
    expect(() => uptimeTests.create({ ...SEEDED_TEST, urls: 'x' })).toThrow('/uptime has no field urls');
    expect(() => uptimeTests.create({ name: 'x' })).toThrow('/uptime needs a test_type');
    expect(() => uptimeTests.update('7', { name: 'x' })).toThrow('/uptime has no 7');
    expect(uptimeTests.all()).toEqual([]);
  });
});

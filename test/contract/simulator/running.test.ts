import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect } from 'vitest';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { SEEDED_TEST, send } from './client.ts';
import { test as idle } from './fixture.ts';
import { answering, firstStatus, listen, test } from './running-fixture.ts';

async function read(url: string): Promise<unknown> {
  const { status, body } = await send('GET', url);
  expect(status).toBe(200);
  return (body as { data: unknown }).data;
}

describe('running uptime tests', () => {
  test('finds them up, down and up again, and records it', async ({ simulator, service }) => {
    const created = await send('POST', `${simulator.url}/uptime`, {
      form: {
        name: 'shop',
        test_type: 'HTTP',
        website_url: service.url,
        check_rate: '60',
        confirmation: '0',
      },
    });
    expect(created.status).toBe(201);
    const url = `${simulator.url}/uptime/1`;

    await simulator.waitForStatus('1', 'up');
    expect(await read(url)).toMatchObject({
      status: 'up',
      uptime: 100,
      last_tested_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await read(`${url}/alerts`)).toEqual([]);

    service.listener = answering(503);
    await simulator.waitForStatus('1', 'down');
    expect(await read(url)).toMatchObject({ status: 'down' });
    expect(await read(`${simulator.url}/uptime?status=down`)).toMatchObject([{ id: '1' }]);

    service.listener = answering(200);
    await simulator.waitForStatus('1', 'up');
    const { uptime } = (await read(url)) as { uptime: number };
    expect(uptime).toBeGreaterThan(0);
    expect(uptime).toBeLessThan(100);

    const time = expect.any(String);
    expect(await read(`${url}/periods`)).toEqual([
      { status: 'up', created_at: time },
      { status: 'down', created_at: time, ended_at: time, duration: expect.any(Number) },
      { status: 'up', created_at: time, ended_at: time, duration: expect.any(Number) },
    ]);
    expect(await read(`${url}/alerts`)).toEqual([
      { id: '1', status: 'up', status_code: 200, triggered_at: time },
      { id: '1', status: 'down', status_code: 503, triggered_at: time },
    ]);
    const history = (await read(`${url}/history?limit=100`)) as { status_code: number }[];
    expect(new Set(history.map(({ status_code }) => status_code))).toEqual(new Set([200, 503]));
    expect(history[0]).toEqual({
      created_at: time,
      location: expect.stringMatching(/\w/),
      performance: expect.any(Number),
      status_code: 200,
    });
  });

  test('shows a stack that lives but is not ready', async ({ simulator, service }) => {
    const redis = createServer();
    await listen(redis);
    service.listener = (request, response) =>
      answering(request.url === '/liveness' || redis.listening ? 200 : 503)(request, response);
    const create = (path: string): string =>
      simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url + path }).id;
    const liveness = create('/liveness');
    const readiness = create('/readiness');
    await simulator.waitForStatus(liveness, 'up');
    await simulator.waitForStatus(readiness, 'up');
    redis.close();
    await simulator.waitForStatus(readiness, 'down');
    expect(simulator.account.seriesOf(liveness).periods).toMatchObject([{ status: 'up' }]);
  });

  test('believes a failure only once it is confirmed, by other servers', async ({ simulator, service }) => {
    const failures = [503, 503];
    service.listener = (request, response) => answering(failures.shift() ?? 200)(request, response);
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    expect(await firstStatus(simulator, id)).toBe('up');
    const { history, periods, alerts } = simulator.account.seriesOf(id);
    expect(history.map(({ status_code }) => status_code)).toEqual([503, 503, 200]);
    expect(new Set(history.map(({ location }) => location)).size).toBe(3);
    expect(periods).toMatchObject([{ status: 'up' }]);
    expect(alerts).toEqual([]);

    service.listener = answering(500);
    await simulator.waitForStatus(id, 'down');
    const codes = history.map(({ status_code }) => status_code);
    expect(codes.slice(codes.indexOf(500))).toEqual([500, 500, 500]);
    expect(alerts).toMatchObject([{ status: 'down', status_code: 500 }]);
  });

  test('runs in the regions of the test', async ({ simulator, service }) => {
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      regions: ['paris', 'london'],
    });
    await service.received(4);
    const locations = simulator.account.seriesOf(id).history.map(({ location }) => location);
    expect(new Set(locations)).toEqual(new Set(['France, Paris - 2', 'United Kingdom, London - 5']));
  });

  test('alerts only on what lasts longer than trigger_rate', async ({ simulator, service }) => {
    service.listener = answering(500);
    const settings = { ...SEEDED_TEST, website_url: service.url, confirmation: 0 };
    const patient = simulator.account.uptimeTests.create({ ...settings, trigger_rate: 1_000_000 });
    const hasty = simulator.account.uptimeTests.create(settings);
    await simulator.waitForStatus(patient.id, 'down');
    await simulator.waitForStatus(hasty.id, 'down');
    service.listener = answering(200);
    await simulator.waitForStatus(patient.id, 'up');
    await simulator.waitForStatus(hasty.id, 'up');
    expect(simulator.account.seriesOf(patient.id).alerts).toEqual([]);
    expect(simulator.account.seriesOf(hasty.id).alerts).toMatchObject([{ status: 'down' }, { status: 'up' }]);
  });

  test('delays an alert by trigger_rate at the speed of the tests', async ({ simulator, service }) => {
    service.listener = answering(500);
    const settings = { ...SEEDED_TEST, website_url: service.url, confirmation: 0, trigger_rate: 6 };
    const { id } = simulator.account.uptimeTests.create(settings);
    await simulator.waitForStatus(id, 'down');
    const { alerts, history } = simulator.account.seriesOf(id);
    expect(alerts).toEqual([]);
    // Six minutes at 3600 times the speed are a tenth of a second, the time between two checks.
    await service.received(history.length + 3);
    expect(alerts).toMatchObject([{ status: 'down', status_code: 500 }]);
  });

  test('leaves paused tests alone until they are resumed', async ({ simulator, service }) => {
    const settings = {
      ...SEEDED_TEST,
      website_url: `${service.url}/paused`,
      paused: true,
      check_rate: 86_400,
    };
    const { id: paused } = simulator.account.uptimeTests.create(settings);
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: `${service.url}/running` });
    await service.received(3);
    expect(service.requests.map(({ url }) => url)).not.toContain('/paused');
    expect(simulator.account.seriesOf(paused).history).toEqual([]);

    await send('PUT', `${simulator.url}/uptime/${paused}`, { form: { paused: 'false' } });
    expect(await firstStatus(simulator, paused)).toBe('up');
  });

  test('follows changed settings', async ({ simulator, service }) => {
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    await simulator.waitForStatus(id, 'up');
    await send('PUT', `${simulator.url}/uptime/${id}`, { form: { find_string: 'nowhere' } });
    await simulator.waitForStatus(id, 'down');
  });

  test('has no failure confirmed of a test that is down', async ({ simulator, service }) => {
    service.listener = answering(500);
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    await simulator.waitForStatus(id, 'down');
    service.listener = (request, response) => {
      simulator.account.uptimeTests.update(id, { check_rate: 86_400 });
      answering(500)(request, response);
    };
    await service.received(4);
    service.listener = answering(200);
    const next = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: `${service.url}/next` });
    await simulator.waitForStatus(next.id, 'up');
    expect(service.requests.filter(({ url }) => url === '/')).toHaveLength(4);
  });

  test('drops the run of a test that is paused meanwhile', async ({ simulator, service }) => {
    service.listener = (_request, response) => {
      simulator.account.uptimeTests.update(id, { paused: true });
      response.writeHead(500).end();
    };
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    await service.received(1);
    service.listener = answering(200);
    const next = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: `${service.url}/next` });
    await simulator.waitForStatus(next.id, 'up');
    expect(service.requests.map(({ url }) => url)).toEqual(['/', '/next']);
    expect(simulator.account.seriesOf(id).history).toEqual([]);
  });

  test('drops the run of a test that is deleted meanwhile', async ({ simulator, service }) => {
    const held: ServerResponse[] = [];
    service.listener = (_request, response) => void held.push(response);
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    const waiting = expect(simulator.waitForStatus(id, 'up')).rejects.toThrow('There is no uptime test');
    await service.received(1);
    await send('DELETE', `${simulator.url}/uptime/${id}`);
    await waiting;
    held[0]?.writeHead(500).end();

    service.listener = answering(200);
    const { id: next } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      website_url: `${service.url}/next`,
    });
    await simulator.waitForStatus(next, 'up');
    await service.received(4);
    expect(service.requests.slice(1).map(({ url }) => url)).toEqual(['/next', '/next', '/next']);
  });

  test('has at most sixteen checks under way', async ({ simulator, service }) => {
    const held: ServerResponse[] = [];
    service.listener = (_request, response) => void held.push(response);
    for (let i = 0; i < 40; i++) {
      simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    }
    await service.received(16);
    // A further check would have connected before this request does.
    service.listener = (request, response) =>
      request.url === '/last' ? response.end() : void held.push(response);
    await fetch(`${service.url}/last`);
    expect(held).toHaveLength(16);

    service.listener = answering(200);
    for (const response of held) {
      response.end();
    }
    for (const { id } of simulator.account.uptimeTests.all()) {
      await simulator.waitForStatus(id, 'up');
    }
  });

  test('keeps the newest thousand of a history', async ({ simulator, service }) => {
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    const { history } = simulator.account.seriesOf(id);
    const old = { created_at: '2020-01-01T00:00:00Z', location: 'old', performance: 1, status_code: 418 };
    history.push(...Array.from({ length: 999 }, () => old));
    await service.received(4);
    expect(history).toHaveLength(1000);
    expect(history.at(-1)).toMatchObject({ status_code: 200 });
  });

  test('gives up when the timeout is over', async ({ simulator, service }) => {
    service.listener = (_request, response) => void response.writeHead(200).write('and then');
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      timeout: 0.05,
    });
    expect(await firstStatus(simulator, id)).toBe('down');
  });

  test('stops at once when the simulator closes', async ({ simulator, service }) => {
    service.listener = (_request, response) => void response.writeHead(200).write('and then');
    const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    const series = simulator.account.seriesOf(id);
    const waiting = expect(simulator.waitForStatus(id, 'up')).rejects.toThrow('aborted');
    await service.received(1);
    const broken = new Promise((resolve) => service.requests[0]?.socket.once('close', resolve));
    await simulator.close();
    await Promise.all([waiting, broken]);
    expect(series.history).toEqual([]);
  });

  test.for(['http://192.0.2.1/', 'shop.example.com', '::2'])(
    'does not contact %s, and records nothing',
    async (website_url, { simulator, service }) => {
      const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url, timeout: 0.01 });
      simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
      await service.received(3);
      expect(simulator.account.seriesOf(id)).toEqual({ history: [], periods: [], alerts: [] });
      expect(simulator.account.uptimeTests.get(id)).toMatchObject({ status: 'up', uptime: 0 });
    },
  );

  test('contacts any address when told to', async ({ simulator, service }) => {
    // Connecting to this address reaches this machine too, although it is no loopback address.
    const settings = { ...SEEDED_TEST, website_url: `http://0.0.0.0:${service.port}/` };
    const bold = await startSimulator({ runTests: { speed: 3600, reach: 'any' } });
    simulator.account.uptimeTests.create(settings);
    expect(await firstStatus(bold, bold.account.uptimeTests.create(settings).id)).toBe('up');
    await bold.close();
    expect(simulator.account.seriesOf('1').history).toEqual([]);
  });

  test.for([0, -1, Number.NaN])('refuses a speed of %s', async (speed) => {
    await expect(startSimulator({ runTests: { speed } })).rejects.toThrow(RangeError);
  });

  idle('is off by default', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    await expect(simulator.waitForStatus(id, 'up')).rejects.toThrow('runTests');
    expect(simulator.account.seriesOf(id).history).toEqual([]);
  });
});

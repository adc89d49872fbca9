import { describe, expect } from 'vitest';
import { deferred, MINIMAL_TEST, send } from './client.ts';
import { test } from './fixture.ts';

describe('interception', () => {
  test('answers in place of the API, which then does nothing', async ({ simulator }) => {
    simulator.intercept(() => ({
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<html>Bad Gateway</html>',
    }));
    const response = await fetch(`${simulator.url}/uptime`, {
      method: 'POST',
      headers: { authorization: 'Bearer simulator-token' },
      body: new URLSearchParams(MINIMAL_TEST),
    });
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toBe('<html>Bad Gateway</html>');
    expect(simulator.account.uptimeTests.all()).toEqual([]);
    expect(simulator.requests).toMatchObject([{ method: 'POST', status: 502 }]);
  });

  test('lets the API handle the request and loses its response', async ({ simulator }) => {
    simulator.intercept(async (_request, proceed) => {
      expect(await proceed()).toMatchObject({ status: 201, body: '{"data":{"new_id":"1"}}' });
      return { status: 504, headers: {}, body: '' };
    });
    const received = await send('POST', `${simulator.url}/uptime`, { form: MINIMAL_TEST });
    expect(received).toMatchObject({ status: 504, body: undefined });
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);
  });

  test('breaks the connection before a response', async ({ simulator }) => {
    simulator.intercept(async (_request, proceed) => ({
      ...(await proceed()),
      disconnect: 'before response',
    }));
    await expect(send('POST', `${simulator.url}/uptime`, { form: MINIMAL_TEST })).rejects.toThrow(
      'fetch failed',
    );
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);
    expect(simulator.requests).toMatchObject([{ status: undefined }]);
  });

  test('cuts a body short of its content-length', async ({ simulator }) => {
    simulator.intercept(() => ({
      status: 200,
      headers: { 'content-type': 'application/json', 'content-length': '500' },
      body: '{"data":',
      disconnect: 'after body',
    }));
    const response = await fetch(`${simulator.url}/uptime`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('500');
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('delays until the test lets go', async ({ simulator }) => {
    const arrived = deferred();
    const released = deferred();
    simulator.intercept(async (_request, proceed) => {
      arrived.resolve();
      await released.promise;
      return proceed();
    });
    const waiting = send('POST', `${simulator.url}/uptime`, { form: MINIMAL_TEST });
    await arrived.promise;
    expect(simulator.account.uptimeTests.all()).toEqual([]);
    released.resolve();
    expect(await waiting).toMatchObject({ status: 201 });
  });

  test('sees the request, nests the last one outermost, and can be taken away', async ({ simulator }) => {
    const seen: string[] = [];
    const removeInner = simulator.intercept((request, proceed) => {
      seen.push(`inner ${request.method} ${request.path}?${request.query} ${JSON.stringify(request.form)}`);
      return proceed();
    });
    const removeOuter = simulator.intercept((_request, proceed) => {
      seen.push('outer');
      return proceed();
    });
    await send('PUT', `${simulator.url}/uptime/1?x=y`, { form: { name: 'a' } });
    expect(seen).toEqual(['outer', 'inner PUT /v1/uptime/1?x=y [["name","a"]]']);
    removeOuter();
    removeOuter();
    await send('GET', `${simulator.url}/uptime`);
    expect(seen).toHaveLength(3);
    removeInner();
    await send('GET', `${simulator.url}/uptime`);
    expect(seen).toHaveLength(3);
  });

  test('does not keep a simulator from closing', async ({ simulator }) => {
    const arrived = deferred();
    simulator.intercept(async (_request, proceed) => {
      arrived.resolve();
      await deferred().promise;
      return proceed();
    });
    const failure = expect(send('GET', `${simulator.url}/uptime`)).rejects.toThrow('fetch failed');
    await arrived.promise;
    await simulator.close();
    await failure;
  });
});

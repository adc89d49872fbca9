import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { openTransport } from '../../../src/statuscake/http/transport.ts';
import { readAll } from '../../../src/statuscake/reading.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { listen } from '../../integration/support/listen.ts';
import { manualClock } from '../../unit/statuscake/manual-clock.ts';

const PASSWORD = 'rosebud-password';
const API = new URL('https://api.statuscake.test/v1');

const cleanups: (() => Promise<void>)[] = [];
beforeEach(() => {
  for (const name of ['https_proxy', 'http_proxy', 'no_proxy', 'NO_PROXY', 'HTTP_PROXY']) {
    vi.stubEnv(name, undefined);
  }
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of cleanups.splice(0).reverse()) {
    await close();
  }
});

/** Reads through the proxy that a value of HTTPS_PROXY names. */
function readThrough(value: string): Promise<unknown> {
  vi.stubEnv('HTTPS_PROXY', value);
  const transport = openTransport(API, 'token', 5000);
  cleanups.push(() => transport.close());
  const client = new StatusCakeClient({
    transport,
    retries: 3,
    timeout: 5000,
    clock: manualClock(),
    random: () => 0,
  });
  return readAll(client, uptime);
}

/** Starts a server that is to be the proxy, and returns where it is. */
async function serve(server: HttpServer | ReturnType<typeof createServer>): Promise<string> {
  const { port, close } = await listen(server);
  cleanups.push(close);
  return `127.0.0.1:${port}`;
}

/** Starts a proxy that does this with every connection once it has sent its CONNECT; counts them. */
async function startProxy(afterConnect: (client: Socket) => void) {
  const seen = { connections: 0 };
  const server = createServer((client) => {
    seen.connections += 1;
    client.on('error', () => {});
    client.once('data', () => afterConnect(client));
  });
  return { host: await serve(server), seen };
}

describe('a proxy that fails', () => {
  test.each([
    ['closes after CONNECT', (client: Socket) => client.end()],
    ['resets after CONNECT', (client: Socket) => client.resetAndDestroy()],
    ['answers what is not HTTP', (client: Socket) => client.end('SSH-2.0-OpenSSH_9.2\r\n')],
    [
      'sends headers without end',
      (client: Socket) => client.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1e5)}`),
    ],
  ])('is asked as often as a request is tried: it %s', async (_, afterConnect) => {
    const { host, seen } = await startProxy(afterConnect);
    await expect(readThrough(`http://robot:${PASSWORD}@${host}`)).rejects.toMatchObject({
      message: expect.stringContaining(
        `the proxy ${host} of HTTPS_PROXY opened no tunnel: the connection to it broke (`,
      ),
      facts: { kind: 'proxy', transient: true, uncertain: false },
    });
    expect(seen.connections).toBe(4);
  });

  test.each([
    ['closes', (client: Socket) => client.end('HTTP/1.1 200 OK\r\n\r\n')],
    [
      'resets',
      (client: Socket) => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.once('data', () => client.resetAndDestroy());
      },
    ],
  ])('is asked as often as a request is tried: it %s the open tunnel', async (_, afterConnect) => {
    const { host, seen } = await startProxy(afterConnect);
    await expect(readThrough(`http://${host}`)).rejects.toMatchObject({
      message: `GET /uptime: the connection to api.statuscake.test through the proxy ${host} of HTTPS_PROXY broke (ECONNRESET)`,
      facts: { kind: 'connection' },
    });
    expect(seen.connections).toBe(4);
  });
});

describe('a proxy that refuses a tunnel', () => {
  /** Starts a proxy that answers every CONNECT with this status. */
  async function startRefusing(status: number) {
    const requests: { authorization: string | undefined }[] = [];
    const server = createHttpServer().on('connect', ({ headers }, client: Socket) => {
      requests.push({ authorization: headers['proxy-authorization'] });
      client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 5\r\n\r\nsorry`);
    });
    return { host: await serve(server), requests };
  }

  test.each([
    [403, '', 1, 'refuses a tunnel to api.statuscake.test:443 (HTTP 403)'],
    [
      407,
      '',
      1,
      'wants a user and a password: put them into HTTPS_PROXY, like http://USER:PASSWORD@HOST:PORT',
    ],
    [407, `robot:${PASSWORD}@`, 1, 'does not accept the user and the password in HTTPS_PROXY (HTTP 407)'],
    [302, '', 1, 'refuses a tunnel to api.statuscake.test:443 (HTTP 302)'],
    [500, '', 4, 'refuses a tunnel to api.statuscake.test:443 (HTTP 500)'],
    [502, '', 4, 'refuses a tunnel to api.statuscake.test:443 (HTTP 502)'],
  ])('with %i to %j is asked %i times', async (status, login, times, reason) => {
    const { host, requests } = await startRefusing(status);
    const failure = await readThrough(`http://${login}${host}`).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringContaining(`the proxy ${host} of HTTPS_PROXY ${reason}`),
      facts: { kind: 'proxy', uncertain: false },
    });
    expect(String(failure)).not.toContain(PASSWORD);
    expect(requests).toHaveLength(times);
    const authorization = login === '' ? undefined : `Basic ${btoa(`robot:${PASSWORD}`)}`;
    expect(new Set(requests.map((request) => request.authorization))).toEqual(new Set([authorization]));
  });
});

test('a proxy that refuses a tunnel is not kept waiting for the end of the connection', async () => {
  let noteClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    noteClosed = resolve;
  });
  const { host } = await startProxy((client) => {
    client.once('close', noteClosed);
    client.write('HTTP/1.1 403 Forbidden\r\ncontent-length: 5\r\n\r\nsorry');
  });
  await expect(readThrough(`http://${host}`)).rejects.toThrow('HTTP 403');
  await closed;
});

test('a proxy that is to speak TLS, but does not, is an error at once', async () => {
  const { host, seen } = await startProxy((client) => client.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await expect(readThrough(`https://${host.replace('127.0.0.1', 'localhost')}`)).rejects.toMatchObject({
    message: expect.stringMatching(
      /^no trusted TLS connection to the proxy localhost:\d+ of HTTPS_PROXY \(\w+\)$/,
    ),
    facts: { kind: 'proxy', transient: false, uncertain: false },
  });
  expect(seen.connections).toBe(1);
});

describe('a proxy that is not there', () => {
  test.each([
    [
      'a name that does not resolve',
      'http://proxy.invalid:3128',
      /^the name proxy\.invalid of the proxy .* does not resolve \(E/,
    ],
    [
      'a port at which nothing listens',
      'http://127.0.0.1:1',
      /^no connection to the proxy 127\.0\.0\.1:1 of HTTPS_PROXY \(ECONNREFUSED\)$/,
    ],
    ['no URL', 'foo:bar:baz', /^HTTPS_PROXY is not the URL of a proxy/],
    [
      'SOCKS',
      'socks5://127.0.0.1:1080',
      /^HTTPS_PROXY names a proxy of the kind socks5, which is not supported/,
    ],
  ])('by %s', async (_, value, message) => {
    await expect(readThrough(value)).rejects.toMatchObject({
      message: expect.stringMatching(message),
      facts: { kind: 'proxy', transient: false, uncertain: false },
    });
  });
});

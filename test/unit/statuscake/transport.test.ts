import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type HttpRequest,
  isLoopback,
  nameOf,
  openTransport,
  type Transport,
} from '../../../src/statuscake/http/transport.ts';
import { listen } from '../../integration/support/listen.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of cleanups.splice(0).reverse()) {
    await close();
  }
});

/** Starts a server, and notes what it is asked. */
async function serve(respond: RequestListener = (_, response) => response.end('{}')) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    respond(request, response);
  });
  const { port, close } = await listen(server);
  cleanups.push(close);
  return { port, requests };
}

function open(url: string): Transport {
  const transport = openTransport(new URL(url), 'token', 5000);
  cleanups.push(() => transport.close());
  return transport;
}

/** Something to wait for, and what ends the waiting. */
function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

const GET: HttpRequest = { method: 'GET', path: '/uptime' };
const ignore = () => {};

describe('a request', () => {
  test.each<[string, HttpRequest, string | undefined]>([
    ['without a body', GET, undefined],
    ['with a form', { method: 'PUT', path: '/uptime', body: 'name=a' }, 'application/x-www-form-urlencoded'],
  ])('%s has the headers that the API reads', async (_, request, type) => {
    const { port, requests } = await serve();
    const onSent = vi.fn();
    expect(await open(`http://127.0.0.1:${port}/v1`).send(request, onSent)).toMatchObject({
      status: 200,
      text: '{}',
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toMatchObject({ accept: 'application/json', authorization: 'Bearer token' });
    expect(requests[0]?.headers['content-type']).toBe(type);
    expect(onSent).toHaveBeenCalledOnce();
  });

  test.each(['', '/', '//'])('goes to the path of the API, with %j after that', async (slashes) => {
    const { port, requests } = await serve();
    await open(`http://127.0.0.1:${port}/v1${slashes}`).send(GET, ignore);
    expect(requests.map(({ url }) => url)).toEqual(['/v1/uptime']);
  });
});

describe('a request that is given up', () => {
  test('ends with its reason, and its connection with it', async () => {
    const arrival = signal();
    const end = signal();
    const { port } = await serve(({ socket }) => {
      socket.once('close', end.give);
      arrival.give();
    });
    const transport = open(`http://127.0.0.1:${port}`);
    const response = transport.send(GET, ignore).catch(String);
    await arrival.given;
    transport.giveUp(() => new Error('too late'));
    expect(await response).toContain('too late');
    await end.given;
  });

  test('before it is connected is not sent after all', async () => {
    const { port, requests } = await serve();
    const transport = open(`http://127.0.0.1:${port}`);
    const onSent = vi.fn();
    const response = transport.send({ method: 'POST', path: '/uptime' }, onSent).catch(String);
    // It connects only once nobody else has anything to do.
    for (let isGivenUp = false; !isGivenUp; await undefined) {
      transport.giveUp(() => {
        isGivenUp = true;
        return new Error('too late');
      });
    }
    expect(await response).toContain('too late');
    await transport.send(GET, ignore);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
    expect(onSent).not.toHaveBeenCalled();
  });

  test('is none that has been answered', async () => {
    const { port } = await serve();
    const transport = open(`http://127.0.0.1:${port}`);
    await transport.send(GET, ignore);
    const reasonFor = vi.fn();
    transport.giveUp(reasonFor);
    expect(reasonFor).not.toHaveBeenCalled();
  });
});

test('closing drops every connection at once, whatever is under way', async () => {
  const arrival = signal();
  const { port } = await serve(arrival.give);
  const transport = open(`http://127.0.0.1:${port}`);
  const response = transport.send(GET, ignore).catch(String);
  await arrival.given;
  await transport.close();
  expect(await response).toContain(
    `GET /uptime: the connection to 127.0.0.1:${port} broke (UND_ERR_DESTROYED)`,
  );
});

describe('a proxy of the environment', () => {
  beforeEach(() => {
    for (const name of ['https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY']) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
  });

  test('is not asked for what is on this machine', async () => {
    const { port } = await serve();
    expect(await open(`http://127.0.0.1:${port}`).send(GET, ignore)).toMatchObject({ status: 200 });
  });

  test('is not asked for a host that it is not for', async () => {
    vi.stubEnv('no_proxy', '0.0.0.0');
    const { port } = await serve();
    // An address of this machine that does not look like one.
    expect(await open(`http://0.0.0.0:${port}`).send(GET, ignore)).toMatchObject({ status: 200 });
  });

  test('is asked for any other', async () => {
    await expect(open('http://0.0.0.0').send(GET, ignore)).rejects.toThrow(
      'no connection to the proxy 127.0.0.1:1 of http_proxy (ECONNREFUSED)',
    );
  });
});

test.each([
  ['/uptime?tags=a&page=1', 'GET /uptime'],
  ['/uptime/7', 'GET /uptime/7'],
])('a request for %s is named without its query: %s', (path, name) => {
  expect(nameOf({ method: 'GET', path })).toBe(name);
});

test.each([
  ['http://localhost:8080', true],
  ['http://127.0.0.1', true],
  ['http://127.1.22.255:80/v1', true],
  ['http://[::1]:8080', true],
  ['http://localhost.example.com', false],
  ['http://127.0.0.1.example.com', false],
  ['http://my.127.0.0.1.example', false],
  ['http://192.0.2.127', false],
  ['http://[::2]', false],
])('%s is this machine: %j', (url, isThis) => {
  expect(isLoopback(new URL(url))).toBe(isThis);
});

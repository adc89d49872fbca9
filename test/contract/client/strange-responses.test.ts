import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ApiResponse, emptyResponse, jsonResponse } from '../../../src/simulator/api/response.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { StatusCakeClient } from '../../../src/statuscake/client.ts';
import { openTransport } from '../../../src/statuscake/http/transport.ts';
import { readAll, readDetails } from '../../../src/statuscake/reading.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { listen } from '../../integration/support/listen.ts';
import { manualClock } from '../../unit/statuscake/manual-clock.ts';

const TOKEN = 'contract-token';
const TEST = { name: 'acme', website_url: 'https://acme.example.com', test_type: 'HTTP', check_rate: 60 };
const MEGABYTE = 1024 * 1024;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanups.splice(0).reverse()) {
    await close();
  }
});

function connect(url: string): StatusCakeClient {
  const transport = openTransport(new URL(url), TOKEN, 5000);
  cleanups.push(() => transport.close());
  return new StatusCakeClient({
    transport,
    retries: 2,
    timeout: 5000,
    clock: manualClock(),
    random: () => 0,
  });
}

describe('a response that the API does not document', () => {
  let simulator: Simulator;
  let client: StatusCakeClient;

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN });
    cleanups.push(() => simulator.close());
    client = connect(simulator.url);
    simulator.account.uptimeTests.create(TEST);
  });

  const html = (status: number): ApiResponse => ({
    status,
    headers: { 'content-type': 'text/html' },
    body: '<html>Not here</html>',
  });
  const operations = {
    DELETE: () => client.delete('/uptime/1'),
    PUT: () => client.put('/uptime/1', { check_rate: 300 }),
  };
  const strange: Record<string, ApiResponse> = {
    'a message with 200': jsonResponse(200, { message: 'We are down for maintenance' }),
    'an empty 200': emptyResponse(200),
    'a page with 200': html(200),
    'an empty 202': emptyResponse(202),
  };

  for (const [method, operate] of Object.entries(operations)) {
    test.each(Object.entries(strange))(
      `is not taken for done: ${method}, answered by %s`,
      async (_, response) => {
        simulator.intercept(() => response);
        await expect(operate()).rejects.toMatchObject({
          message: expect.stringMatching(
            `^${method} /uptime/1: the response is not the 204 that the API documents, but HTTP ${response.status} with `,
          ),
          facts: { kind: 'response', transient: true, uncertain: true },
        });
        expect(client.usage.requests).toBe(3);
      },
    );
  }

  test('is asked about again, and then it is done', async () => {
    let faults = 1;
    simulator.intercept((_request, proceed) => (faults-- > 0 ? emptyResponse(200) : proceed()));
    await client.delete('/uptime/1');
    expect(simulator.account.uptimeTests.all()).toEqual([]);
  });

  const gone: Record<string, ApiResponse> = {
    'a page': html(404),
    nothing: emptyResponse(404),
    'other JSON': jsonResponse(404, { error: 'no route' }),
  };
  test.each(Object.entries(gone))('is not taken for gone: 404 with %s', async (_, response) => {
    simulator.intercept(() => response);
    const facts = { kind: 'response', transient: true, uncertain: true };
    await expect(client.delete('/uptime/1')).rejects.toMatchObject({ facts });
    await expect(readDetails(client, uptime, '1')).rejects.toMatchObject({ facts });
    expect(client.usage.requests).toBe(6);
  });

  test.each([400, 403, 405, 409])('is not taken for a refusal: a page with %i', async (status) => {
    simulator.intercept(() => html(status));
    await expect(client.put('/uptime/1', {})).rejects.toMatchObject({
      message: `PUT /uptime/1: HTTP ${status}; 21 characters of text/html`,
      facts: { kind: 'response', transient: true, uncertain: true },
    });
  });

  test('is an error at once where it leads elsewhere', async () => {
    const response = { ...html(302), headers: { location: 'https://portal.example.com/login' } };
    simulator.intercept(() => response);
    await expect(readAll(client, uptime)).rejects.toMatchObject({
      facts: { kind: 'response', transient: false },
    });
    expect(client.usage.requests).toBe(1);
  });

  const row = { ...TEST, id: '1' };
  const page = (data: unknown, metadata: object = {}) => ({
    data,
    metadata: { page: 1, per_page: 100, page_count: 1, total_count: 1, ...metadata },
  });
  const lists: Record<string, string> = {
    'no rows': JSON.stringify(page(null)),
    'a row that is null': JSON.stringify(page([null])),
    'a row that is text': JSON.stringify(page(['row'])),
    'a row that is a list': JSON.stringify(page([[]])),
    'a number for an ID': JSON.stringify(page([{ ...row, id: 1 }])),
    'an ID that is none': JSON.stringify(page([{ ...row, id: '../1' }])),
    'a negative total': JSON.stringify(page([row], { total_count: -1 })),
    'a total in words': JSON.stringify(page([row], { total_count: '1' })),
    'a fraction of a page': JSON.stringify(page([row], { page_count: 1.5 })),
    'no number of the page': JSON.stringify(page([row], { page: undefined })),
    'another page': JSON.stringify(page([row], { page: 2 })),
    'too many pages': JSON.stringify(page([row], { page_count: 1e9, total_count: 1e11 })),
    'a NUL in it': `${JSON.stringify(page([row]))}\0`,
    'a mark of the byte order': `\uFEFF${JSON.stringify(page([row]))}`,
    'a row 100,000 levels deep': JSON.stringify(page([{ ...row, deep: 1 }])).replace(
      '"deep":1',
      `"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    ),
    'a row of objects in objects': JSON.stringify(page([{ ...row, deep: 1 }])).replace(
      '"deep":1',
      `"deep":${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
    ),
  };
  test.each(Object.entries(lists))('is an error of a list: %s', async (_, body) => {
    simulator.intercept(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }));
    await expect(readAll(client, uptime)).rejects.toMatchObject({
      message: expect.stringMatching(/^GET \/uptime: (the response |no whole list )/),
      facts: { kind: expect.stringMatching(/^(response|list)$/) },
    });
  });

  test('is an error of details: those of another ID', async () => {
    const { id } = simulator.account.uptimeTests.create({ ...TEST, name: 'globex' });
    const page = jsonResponse(200, { data: { ...row, id } });
    simulator.intercept(() => page);
    expect(await readDetails(client, uptime, `0${id}`)).toMatchObject({ id });
    await expect(readDetails(client, uptime, '1')).rejects.toMatchObject({
      message: `GET /uptime/1: the response is about another one, with the ID ${id}`,
      facts: { kind: 'response' },
    });
  });

  test('may hold brackets and quotes in text', async () => {
    const name = `${'[{'.repeat(40)} \\" \\\\ "`;
    simulator.account.uptimeTests.update('1', { name });
    expect(await readAll(client, uptime)).toMatchObject([{ name }]);
  });
});

/** Starts a server that does this with every request, and returns its URL and the number of its connections. */
async function serve(response: (socket: Socket, request: number) => void) {
  const seen = { connections: 0, requests: 0 };
  const server = createServer((socket) => {
    seen.connections += 1;
    socket.on('error', () => {});
    socket.on('data', () => {
      seen.requests += 1;
      response(socket, seen.requests);
    });
  });
  const { port, close } = await listen(server);
  cleanups.push(close);
  return { url: `http://127.0.0.1:${port}/v1`, seen };
}

/** Writes so many megabytes, or without end, as fast as they are taken. */
function pour(socket: Socket, megabytes: number, wrap = (chunk: string) => chunk): void {
  const chunk = wrap('x'.repeat(MEGABYTE));
  const more = (left: number) => {
    if (left > 0 && !socket.destroyed) {
      socket.write(chunk, () => more(left - 1));
    }
  };
  more(megabytes);
}

const EMPTY_LIST = '{"data":[],"metadata":{"page":1,"per_page":100,"page_count":1,"total_count":0}}';
const whole = (body: string | Buffer, ...headers: string[]) =>
  Buffer.concat([
    Buffer.from(
      `${['HTTP/1.1 200 OK', `content-length: ${Buffer.byteLength(body)}`, ...headers].join('\r\n')}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);

describe('a server', () => {
  const sized = (megabytes: number) => `content-length: ${megabytes * MEGABYTE}`;
  const chunked = (chunk: string) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`;

  test.each<[string, (socket: Socket) => void, RegExp]>([
    [
      'announces and sends a body of 65 MB',
      (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\n${sized(65)}\r\n\r\n`);
        pour(socket, 65);
      },
      /its body is too large/,
    ],
    [
      'sends chunks without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        pour(socket, Number.POSITIVE_INFINITY, chunked);
      },
      /its body is too large/,
    ],
    [
      'sends an error without end',
      (socket) => {
        socket.write('HTTP/1.1 502 Bad Gateway\r\n\r\n');
        pour(socket, Number.POSITIVE_INFINITY);
      },
      /its body is too large/,
    ],
    [
      'sends headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nx: ');
        pour(socket, Number.POSITIVE_INFINITY);
      },
      /its headers are too large/,
    ],
    [
      'does not speak HTTP',
      (socket) => socket.write('220 mail.example.com ESMTP\r\n'),
      /it breaks the rules of HTTP/,
    ],
  ])('that %s is left with a message', async (_, response, reason) => {
    const { url, seen } = await serve(response);
    await expect(readAll(connect(url), uptime)).rejects.toMatchObject({
      message: expect.stringMatching(reason),
      facts: { kind: 'response', transient: true, uncertain: true },
    });
    expect(seen.requests).toBe(3);
  });

  test('that closes every connection is asked as often as a request is tried', async () => {
    const { url, seen } = await serve((socket) => socket.end());
    await expect(readAll(connect(url), uptime)).rejects.toMatchObject({ facts: { kind: 'connection' } });
    expect(seen).toEqual({ connections: 3, requests: 3 });
  });

  test.each([
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['100 and no more', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
  ])('that answers a read with %s is left with a message', async (_, response) => {
    const { url } = await serve((socket) => socket.write(response));
    await expect(readAll(connect(url), uptime)).rejects.toThrow(/^GET \/uptime: /);
  });

  test('may give hints before its response', async () => {
    const { url } = await serve((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n');
      socket.write(whole(EMPTY_LIST));
    });
    expect(await readAll(connect(url), uptime)).toEqual([]);
  });

  test('that sends a name in another encoding than UTF-8 is not taken at its word', async () => {
    const list = JSON.stringify({
      data: [{ ...TEST, id: '1', name: 'é' }],
      metadata: { page: 1, per_page: 100, page_count: 1, total_count: 1 },
    });
    const { url } = await serve((socket) => socket.write(whole(Buffer.from(list, 'latin1'))));
    await expect(readAll(connect(url), uptime)).rejects.toThrow('GET /uptime: the response is not UTF-8');
  });

  test('that says it compresses is taken by what it sends', async () => {
    const { url } = await serve((socket) => socket.write(whole(EMPTY_LIST, 'content-encoding: gzip')));
    expect(await readAll(connect(url), uptime)).toEqual([]);
  });

  test('that drops a kept connection without a word: a read is sent again, a creation is uncertain', async () => {
    const { url, seen } = await serve((socket, request) => {
      if (request % 2 === 1) {
        socket.write(whole(EMPTY_LIST));
      } else {
        socket.destroy();
      }
    });
    const client = connect(url);
    await readAll(client, uptime);
    await readAll(client, uptime);
    expect(client.usage).toMatchObject({ requests: 3, retries: 1 });
    await expect(client.post('/uptime', TEST)).rejects.toMatchObject({
      facts: { kind: 'connection', uncertain: true },
    });
    expect(seen.requests).toBe(4);
  });

  test('that stays silent ends with the timeout', async () => {
    const { url } = await serve(() => {});
    const transport = openTransport(new URL(url), TOKEN, 50);
    cleanups.push(() => transport.close());
    await expect(transport.send({ method: 'GET', path: '/uptime' }, () => {})).rejects.toMatchObject({
      message: expect.stringMatching(
        /^GET \/uptime: no whole response from 127\.0\.0\.1:\d+ within 0\.05 s$/,
      ),
      facts: { kind: 'timeout', uncertain: true },
    });
  });

  test('that never finishes a connection does not keep it for ever', async () => {
    let noteClosed = () => {};
    const closed = new Promise<void>((resolve) => {
      noteClosed = resolve;
    });
    const server = createServer((socket) =>
      socket
        .on('error', () => {})
        .once('close', noteClosed)
        .resume(),
    );
    const { port, close } = await listen(server);
    cleanups.push(close);
    const transport = openTransport(new URL(`https://localhost:${port}/v1`), TOKEN, 50);
    cleanups.push(() => transport.close());
    await expect(transport.send({ method: 'GET', path: '/uptime' }, () => {})).rejects.toThrow('within');
    await closed;
  });
});

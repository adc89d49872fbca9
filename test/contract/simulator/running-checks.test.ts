import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../../src/simulator/account/values.ts';
import { assertReachable } from '../../../src/simulator/running/reach.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { SEEDED_TEST } from './client.ts';
import { answering, firstStatus, listen, test } from './running-fixture.ts';

/** What a test of these settings finds. */
function statusWith(simulator: Simulator, settings: Values) {
  const { id } = simulator.account.uptimeTests.create({ ...SEEDED_TEST, confirmation: 0, ...settings });
  return firstStatus(simulator, id);
}

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  return port;
}

describe('HTTP tests', () => {
  test.for([
    ['up', 200, {}],
    ['down', 404, {}],
    ['up', 404, { status_codes_csv: ['500'] }],
    ['down', 200, { status_codes_csv: ['200'] }],
    ['up', 302, {}],
    ['up', 200, { find_string: 'ready' }],
    ['down', 200, { find_string: 'Ready' }],
    ['down', 200, { find_string: 'ready', do_not_find: true }],
    ['up', 200, { find_string: 'broken', do_not_find: true }],
    ['down', 200, { find_string: 'x-stack: acme' }],
    ['up', 200, { find_string: 'x-stack: acme', include_header: true }],
    ['up', 200, { test_type: 'HEAD' }],
    ['down', 500, { test_type: 'HEAD' }],
    ['up', 200, { test_type: 'HEAD', find_string: 'x-stack', include_header: true }],
  ] as const)('are %s after %s with %o', async ([expected, status, settings], { simulator, service }) => {
    service.listener = answering(status, { headers: { 'x-stack': 'acme' }, body: 'all is ready' });
    expect(await statusWith(simulator, { website_url: service.url, ...settings })).toBe(expected);
  });

  test.for([
    ['up', {}],
    ['down', { status_codes_csv: ['301'] }],
    ['up', { follow_redirects: true, status_codes_csv: ['301', '307'] }],
    ['up', { follow_redirects: true, final_endpoint: '/end' }],
    ['down', { follow_redirects: true, final_endpoint: '/middle' }],
    ['down', { follow_redirects: true, find_string: 'cookie' }],
    ['up', { follow_redirects: true, find_string: 'cookie a=1; b=2', use_jar: true }],
  ] as const)('are %s after two redirects with %o', async ([expected, settings], { simulator, service }) => {
    service.listener = ({ url, headers }, response) => {
      if (url === '/start') {
        response.writeHead(301, { location: '/middle', 'set-cookie': ['a=1; Path=/', 'b=2'] }).end();
      } else if (url === '/middle') {
        response.writeHead(307, { location: `${service.url}/end` }).end();
      } else {
        response.end(headers.cookie && `cookie ${headers.cookie}`);
      }
    };
    expect(await statusWith(simulator, { website_url: `${service.url}/start`, ...settings })).toBe(expected);
  });

  test('are down after redirects without end', async ({ simulator, service }) => {
    service.listener = answering(302, { headers: { location: '/' } });
    expect(await statusWith(simulator, { website_url: service.url, follow_redirects: true })).toBe('down');
  });

  test('do not follow a redirect away from this machine', async ({ simulator, service }) => {
    service.listener = answering(302, { headers: { location: 'http://192.0.2.1/' } });
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      follow_redirects: true,
    });
    await service.received(3);
    expect(simulator.account.seriesOf(id).history).toEqual([]);
  });

  test.for([
    [{}, 'GET', undefined, ''],
    [{ post_raw: '<ping/>' }, 'POST', undefined, '<ping/>'],
    [{ post_body: '{"Key":"a b","n":1}' }, 'POST', 'application/x-www-form-urlencoded', 'Key=a+b&n=1'],
    [{ post_raw: 'raw', custom_header: '{"Content-Type":"text/x"}' }, 'POST', 'text/x', 'raw'],
    [{ post_raw: 'raw', test_type: 'HEAD' }, 'HEAD', undefined, ''],
  ] as const)('with %o send %s %s', async ([settings, method, type, body], { simulator, service }) => {
    const bodies: Promise<string>[] = [];
    service.listener = (request, response) => {
      bodies.push(text(request));
      response.end();
    };
    expect(await statusWith(simulator, { website_url: service.url, ...settings })).toBe('up');
    expect(service.requests[0]).toMatchObject({ method });
    expect(service.requests[0]?.headers['content-type']).toBe(type);
    expect(await bodies[0]).toBe(body);
  });

  test('send credentials, the user agent and custom headers', async ({ simulator, service }) => {
    const settings = {
      website_url: service.url,
      basic_username: 'user',
      basic_password: 'pass:word',
      user_agent: 'monitor/1',
      custom_header: '{"X-Stack":"acme"}',
    };
    expect(await statusWith(simulator, settings)).toBe('up');
    expect(service.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${btoa('user:pass:word')}`,
      'user-agent': 'monitor/1',
      'x-stack': 'acme',
    });
  });

  test('take credentials to no other service', async ({ simulator, service }) => {
    const other = `http://localhost:${service.port}/end`;
    service.listener = ({ url }, response) =>
      url === '/end' ? response.end() : response.writeHead(302, { location: other }).end();
    const settings = { website_url: service.url, follow_redirects: true, basic_username: 'user' };
    expect(await statusWith(simulator, settings)).toBe('up');
    expect(service.requests[0]?.headers).toHaveProperty('authorization');
    expect(service.requests[1]?.headers).not.toHaveProperty('authorization');
  });

  test('are down where nothing listens, or the connection breaks', async ({ simulator, service }) => {
    const settings = { website_url: `http://127.0.0.1:${await freePort()}` };
    expect(await statusWith(simulator, settings)).toBe('down');
    service.listener = (_request, response) =>
      void response.writeHead(200).write('x', () => response.destroy());
    expect(await statusWith(simulator, { website_url: service.url })).toBe('down');
  });
});

describe('tests of ports', () => {
  test.for(['TCP', 'SMTP', 'SSH'])(
    '%s are up while something listens',
    async (test_type, { simulator, service }) => {
      const settings = { test_type, website_url: '127.0.0.1' };
      expect(await statusWith(simulator, { ...settings, port: service.port })).toBe('up');
      expect(await statusWith(simulator, { ...settings, port: await freePort() })).toBe('down');
    },
  );

  test('PING is up even where the connection is refused', async ({ simulator }) => {
    const settings = { test_type: 'PING', website_url: '127.0.0.1' };
    expect(await statusWith(simulator, { ...settings, port: await freePort() })).toBe('up');
    expect(await statusWith(simulator, settings)).toBe('up');
  });
});

describe('DNS tests', () => {
  test.for([
    ['up', []],
    ['up', ['192.0.2.9', '192.0.2.7']],
    ['down', ['192.0.2.9']],
  ] as const)('are %s with the addresses %o', async ([expected, addresses], { simulator }) => {
    const nameserver = createSocket('udp4', (query, { port }) =>
      nameserver.send(dnsAnswer(query), port, '127.0.0.1'),
    );
    nameserver.bind(0, '127.0.0.1');
    await once(nameserver, 'listening');
    const settings = {
      test_type: 'DNS',
      website_url: 'shop.example.com',
      dns_server: `127.0.0.1:${nameserver.address().port}`,
      dns_ips: addresses,
    };
    expect(await statusWith(simulator, settings)).toBe(expected);
    nameserver.close();
  });

  test('ask no nameserver elsewhere', async ({ simulator, service }) => {
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      test_type: 'DNS',
      website_url: 'localhost',
      dns_server: '192.0.2.1',
      timeout: 0.01,
    });
    simulator.account.uptimeTests.create({ ...SEEDED_TEST, website_url: service.url });
    await service.received(3);
    expect(simulator.account.seriesOf(id).history).toEqual([]);
  });
});

describe('loopback addresses', () => {
  it.each(['localhost', '127.0.0.1', '127.255.255.254', '::1'])('include %s', (host) => {
    expect(() => assertReachable(host, 'loopback')).not.toThrow();
  });

  it.each(['0.0.0.0', '10.0.0.1', '192.0.2.1', '::', '::2', '127.0.0.1.example.com', 'shop.example.com', ''])(
    'do not include %s',
    (host) => {
      expect(() => assertReachable(host, 'loopback')).toThrow('not an address of this machine');
      expect(() => assertReachable(host, 'any')).not.toThrow();
    },
  );
});

/** Answers a query for an address (RFC 1035): A with 192.0.2.7, AAAA with nothing. */
function dnsAnswer(query: Buffer): Buffer {
  const endOfName = query.indexOf(0, 12) + 1;
  const question = query.subarray(12, endOfName + 4);
  const isA = query.readUInt16BE(endOfName) === 1;
  const header = Buffer.from([0, 0, 0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0]);
  query.copy(header, 0, 0, 2);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 192, 0, 2, 7]);
  return Buffer.concat([header, question, ...(isA ? [record] : [])]);
}

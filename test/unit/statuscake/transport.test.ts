import { expect, test } from 'vitest';
import { isLoopback, nameOf } from '../../../src/statuscake/http/transport.ts';

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

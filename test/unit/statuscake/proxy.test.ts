import { describe, expect, test } from 'vitest';
import { findProxy } from '../../../src/statuscake/http/proxy.ts';

const API = new URL('https://api.statuscake.com/v1');
const PROXY = 'http://proxy.example.com:3128';

const hostOf = (environment: Record<string, string>) => findProxy(API, environment)?.url.host;

describe('the proxy', () => {
  test.each([
    ['none is set', {}, undefined],
    ['it is empty', { HTTPS_PROXY: '' }, undefined],
    ['one is for https', { HTTPS_PROXY: PROXY, HTTP_PROXY: 'http://other:1' }, 'proxy.example.com:3128'],
    ['one is for http alone', { HTTP_PROXY: PROXY }, 'proxy.example.com:3128'],
    ['both cases are set', { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1' }, 'lower:1'],
    ['the lower case is emptied', { HTTPS_PROXY: PROXY, https_proxy: '' }, undefined],
    ['it has no scheme', { HTTPS_PROXY: 'proxy.example.com:3128' }, 'proxy.example.com:3128'],
    ['it has a user, but no scheme', { HTTPS_PROXY: 'robot:rosebud@proxy:3128' }, 'proxy:3128'],
    ['it has blanks around it', { HTTPS_PROXY: ' proxy.example.com:3128\n' }, 'proxy.example.com:3128'],
    ['it has an address in its path', { HTTPS_PROXY: 'proxy:3128/socks5://other:1' }, 'proxy:3128'],
    ['it speaks TLS', { HTTPS_PROXY: 'https://proxy.example.com' }, 'proxy.example.com'],
  ])('where %s', (_, environment, host) => {
    expect(hostOf(environment)).toBe(host);
  });

  test.each([
    ['*', true],
    [' * ', true],
    ['api.statuscake.com', true],
    ['API.StatusCake.com', true],
    ['statuscake.com', true],
    ['.statuscake.com', true],
    ['*.statuscake.com', true],
    ['localhost, statuscake.com:443', true],
    ['localhost statuscake.com', true],
    ['statuscake.com:8443', false],
    ['cake.com', false],
    ['api.statuscake.com.example.com', false],
    ['', false],
    [',', false],
  ])('is left out by NO_PROXY %o: %o', (NO_PROXY, excepted) => {
    expect(hostOf({ HTTPS_PROXY: PROXY, NO_PROXY }) === undefined).toBe(excepted);
  });

  test.each([
    ['http://api.example.com', 'api.example.com:80', true],
    ['http://api.example.com', 'api.example.com:443', false],
    ['http://api.example.com:443', 'api.example.com:443', true],
    ['https://[2001:db8::1]', '[2001:db8::1]', true],
    ['https://[2001:db8::1]', '[2001:DB8::1]:443', true],
    ['https://api.statuscake.com.', ',', false],
  ])('for %s is left out by NO_PROXY %o: %o', (target, NO_PROXY, excepted) => {
    const proxy = findProxy(new URL(target), { HTTPS_PROXY: PROXY, NO_PROXY });
    expect(proxy === undefined).toBe(excepted);
  });

  test('gets its user and password apart from its address', () => {
    const proxy = findProxy(API, { HTTPS_PROXY: 'http://robot:ros%40ebud@proxy:3128' });
    expect(proxy?.url.href).toBe('http://proxy:3128/');
    expect(proxy?.authorization).toBe(`Basic ${btoa('robot:ros@ebud')}`);
    expect(findProxy(API, { HTTPS_PROXY: 'http://robot@proxy' })?.authorization).toBe(
      `Basic ${btoa('robot:')}`,
    );
    expect(findProxy(API, { HTTPS_PROXY: PROXY })).not.toHaveProperty('authorization');
  });

  test.each([
    ['foo:bar:baz', 'HTTPS_PROXY is not the URL of a proxy: it has to be like http://proxy.example.com:3128'],
    ['http://robot:rosebud@proxy:port', 'HTTPS_PROXY is not the URL of a proxy'],
    ['http://robot:rose%bud@proxy:3128', 'percent-encoded'],
    ['http://', 'HTTPS_PROXY is not the URL of a proxy'],
    [
      'socks5://robot:rosebud@proxy:1080',
      'HTTPS_PROXY names a proxy of the kind socks5, which is not supported',
    ],
    ['SOCKS://proxy:1080', 'of the kind socks, which'],
    ['shttp://proxy:1080', 'of the kind shttp, which'],
    ['httpsx://proxy:1080', 'of the kind httpsx, which'],
  ])('that cannot be used is an error without its value: %s', (HTTPS_PROXY, message) => {
    const finding = () => findProxy(API, { HTTPS_PROXY });
    expect(finding).toThrow(message);
    expect(finding).not.toThrow(/rose|robot|foo/);
    expect(finding).toThrow(
      expect.objectContaining({ facts: { kind: 'proxy', transient: false, uncertain: false } }),
    );
  });
});

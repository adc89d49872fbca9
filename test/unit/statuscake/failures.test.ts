import { describe, expect, test } from 'vitest';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import { codeOf, describeFailure, mistakeOf, TimeoutError } from '../../../src/statuscake/http/failures.ts';

const URL_OF_API = new URL('https://api.example.com:8443/v1');
const coded = (code: string) => Object.assign(new Error('whatever'), { code });
const named = (name: string) => Object.assign(new Error('whatever'), { name });
const describeIt = (error: unknown, proxy?: string) =>
  describeFailure(error, 'GET /uptime', { url: URL_OF_API, ...(proxy && { proxy }) }, 5000);

describe('a code of Node.js', () => {
  test.each([
    ['ENOTFOUND', 'unresolved'],
    ['EAI_NONAME', 'unresolved'],
    ['EAI_NODATA', 'unresolved'],
    ['EAI_FAIL', 'unresolved'],
    ['ECONNREFUSED', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EADDRNOTAVAIL', 'unreachable'],
    ['EACCES', 'unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'tls'],
    ['HOSTNAME_MISMATCH', 'tls'],
    ['EPROTO', 'tls'],
    ['ECONNRESET', undefined],
    ['EAI_AGAIN', undefined],
    ['UND_ERR_SOCKET', undefined],
    ['NO_CERT_HERE', undefined],
    ['EPROTOTYPE', undefined],
  ])('%s means %s', (code, mistake) => {
    expect(mistakeOf(code)).toBe(mistake);
  });

  test('is told, or the message where there is none', () => {
    expect(codeOf(coded('EPIPE'))).toBe('EPIPE');
    expect(codeOf(new Error('broken'))).toBe('broken');
    expect(codeOf(Object.assign(new Error('broken'), { code: 7 }))).toBe('broken');
    expect(codeOf('broken')).toBe('broken');
    expect(codeOf({ code: 'EPIPE' })).toBe('[object Object]');
  });
});

describe('a request that failed', () => {
  test.each<[string, unknown, string, object]>([
    [
      'too slowly',
      new TimeoutError(),
      'GET /uptime: no whole response from api.example.com:8443 within 5 s',
      { kind: 'timeout', transient: true, uncertain: true },
    ],
    [
      'at a name',
      coded('ENOTFOUND'),
      'the name api.example.com does not resolve (ENOTFOUND)',
      { kind: 'unresolved', transient: false, uncertain: false },
    ],
    [
      'at a name server',
      coded('EAI_AGAIN'),
      'the name api.example.com does not resolve, since no name server answers (EAI_AGAIN)',
      { kind: 'unresolved', transient: true, uncertain: false },
    ],
    [
      'at an address',
      coded('ECONNREFUSED'),
      'no connection to api.example.com:8443 (ECONNREFUSED)',
      { kind: 'unreachable', transient: false, uncertain: false },
    ],
    [
      'at a certificate',
      coded('CERT_HAS_EXPIRED'),
      'no trusted TLS connection to api.example.com:8443 (CERT_HAS_EXPIRED)',
      { kind: 'tls', transient: false, uncertain: false },
    ],
    [
      'on the way',
      coded('ECONNRESET'),
      'GET /uptime: the connection to api.example.com:8443 broke (ECONNRESET)',
      { kind: 'connection', transient: true, uncertain: true },
    ],
    [
      'by a body',
      named('ResponseExceededMaxSizeError'),
      'GET /uptime: the response of api.example.com:8443 is none that the API gives: its body is too large',
      { kind: 'response', transient: true, uncertain: true },
    ],
    [
      'by headers',
      named('HeadersOverflowError'),
      'GET /uptime: the response of api.example.com:8443 is none that the API gives: its headers are too large',
      { kind: 'response', transient: true, uncertain: true },
    ],
    [
      'by what is not HTTP',
      named('HTTPParserError'),
      'GET /uptime: the response of api.example.com:8443 is none that the API gives: it breaks the rules of HTTP',
      { kind: 'response', transient: true, uncertain: true },
    ],
    [
      'by what was no error at all',
      'oops',
      'GET /uptime: the connection to api.example.com:8443 broke (oops)',
      { kind: 'connection', transient: true, uncertain: true },
    ],
  ])('%s is told on one line', (_, cause, message, facts) => {
    const error = describeIt(cause);
    expect(error).toBeInstanceOf(StatusCakeError);
    expect([error.message, error.facts, error.cause]).toEqual([message, facts, cause]);
  });

  test('behind a proxy is told with the proxy', () => {
    expect(describeIt(coded('ECONNRESET'), 'the proxy p:1 of HTTPS_PROXY').message).toBe(
      'GET /uptime: the connection to api.example.com:8443 through the proxy p:1 of HTTPS_PROXY broke (ECONNRESET)',
    );
  });

  test('with a message of its own keeps it', () => {
    const error = new StatusCakeError('as it is', { kind: 'proxy', transient: true, uncertain: false });
    expect(describeIt(error)).toBe(error);
  });
});

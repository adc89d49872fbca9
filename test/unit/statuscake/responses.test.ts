import { describe, expect, test } from 'vitest';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import { describeFailure } from '../../../src/statuscake/http/failures.ts';
import type { HttpResponse } from '../../../src/statuscake/http/transport.ts';
import { readAcknowledgement, readProblem, readResponse } from '../../../src/statuscake/responses.ts';

const response = (text: string, status = 400) => ({ status, headers: {}, text });
const problem = (body: object) => readProblem(response(JSON.stringify(body)), 'POST /uptime', 0).message;

describe('what the API says about a failure', () => {
  test('is told on one line that a terminal only shows', () => {
    const message = 'Bad\r\n\tname\u202e \u001b[31m';
    expect(problem({ message, errors: { 'na\u2028me': ['too\u0000long', 'odd'] } })).toBe(
      'POST /uptime: HTTP 400; Bad name [31m; na me: too long, odd',
    );
  });

  test('is cut after 500 characters, between words', () => {
    const message = 'word '.repeat(200);
    const told = problem({ message }).replace('POST /uptime: HTTP 400; ', '');
    expect(told.length).toBeLessThanOrEqual(500);
    expect(told).toMatch(/^(word )+…$/);
  });

  test('shows no half of a token, wherever it stands', () => {
    const token = 'c0ffee-token-of-the-account';
    for (let length = 440; length < 520; length += 1) {
      for (const filler of ['x'.repeat(length), `${'x'.repeat(length - 1)} `, 'x '.repeat(length / 2)]) {
        const told = problem({ message: `${filler}${token}` });
        expect(told.includes('c0ffee')).toBe(told.includes(token));
      }
    }
  });
});

describe('integers that JavaScript would alter', () => {
  const anything = Object.assign(() => true, {});
  const read = (text: string) => readResponse(response(text, 200), anything, 'GET /uptime');

  test.each<[string, unknown]>([
    [
      '{"groups":[9007199254740993, -9007199254740993]}',
      { groups: ['9007199254740993', '-9007199254740993'] },
    ],
    ['{"groups":[9007199254740991,1]}', { groups: [9007199254740991, 1] }],
    [
      '{"a": ": 9007199254740993, \\"", "b": 12345678901234567890}',
      { a: ': 9007199254740993, "', b: '12345678901234567890' },
    ],
    [
      '{"a": 1234567890123456.5, "b": 12345678901234567e3}',
      { a: 1234567890123456.5, b: 12345678901234567e3 },
    ],
  ])('in %s become text', (text, value) => {
    expect(read(text)).toEqual(value);
  });
});

test('an error keeps what caused it', () => {
  const cause = Object.assign(new Error('broken'), { code: 'ECONNRESET' });
  const error = describeFailure(cause, 'GET /uptime', { url: new URL('https://api.statuscake.com') }, 1000);
  expect(error).toBeInstanceOf(StatusCakeError);
  expect(error.cause).toBe(cause);
});

describe('an error of the API', () => {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const html = (status: number) => ({ status, headers, text: '<html>' });
  const json = (status: number, more: object = {}) =>
    response(JSON.stringify({ message: 'no', ...more }), status);
  const certain = { transient: false, uncertain: false };
  const damaged = { kind: 'response', transient: true, uncertain: true };

  test.each<[string, HttpResponse, object]>([
    ['leads elsewhere', json(302), { kind: 'response', ...certain }],
    ['is a page', html(400), damaged],
    ['is a page', html(403), damaged],
    ['is a page', html(404), damaged],
    ['is nothing', response('', 404), damaged],
    ['finds a mistake', json(400), { kind: 'invalid', ...certain }],
    ['finds a mistake', response('', 400), { kind: 'invalid', ...certain }],
    [
      'finds nothing to do',
      json(400, { message: 'Invalid. No changes were requested.' }),
      { kind: 'unchanged', ...certain },
    ],
    [
      'finds a mistake',
      json(400, { message: 'piano changes were requested' }),
      { kind: 'invalid', ...certain },
    ],
    ['knows no token', response('', 401), { kind: 'credentials', ...certain }],
    ['knows no token', response('', 403), { kind: 'credentials', ...certain }],
    [
      'knows no token',
      { ...html(403), headers: { 'x-ext-authz': 'denied' } },
      { kind: 'credentials', ...certain },
    ],
    [
      'is the error of another with that header',
      { ...html(404), headers: { 'x-ext-authz': 'denied' } },
      damaged,
    ],
    ['is the error of another header', { ...html(403), headers: { 'x-ext-authz': 'granted' } }, damaged],
    ['is about the plan', json(403), { kind: 'forbidden', ...certain }],
    ['finds no such ID', json(404), { kind: 'missing', ...certain }],
    ['refuses', json(409), { kind: 'refused', ...certain }],
    ['refuses', response('', 405), { kind: 'refused', ...certain }],
    ['refuses haste', json(429), { kind: 'rate-limit', ...certain }],
    ['is one of the service', json(500), { kind: 'server', transient: true, uncertain: true }],
    ['is one of a proxy', html(502), { kind: 'server', transient: true, uncertain: true }],
    ['never will be another', json(501), { kind: 'server', transient: false, uncertain: true }],
    [
      'is nothing to change on the side of the service',
      json(500, { message: 'No changes were requested' }),
      { kind: 'server', transient: true, uncertain: true },
    ],
  ])('%s: %o', (_, problem, facts) => {
    expect(readProblem(problem, 'PUT /uptime/1', 0).facts).toEqual(facts);
  });

  test.each<[string, HttpResponse, string]>([
    ['its message', json(409), 'HTTP 409; no'],
    ['nothing, where there is none', response('', 409), 'HTTP 409'],
    [
      'what is wrong with which parameter',
      json(400, { errors: { a: ['x', 'y'], b: ['z'] } }),
      'HTTP 400; no; a: x, y; b: z',
    ],
    [
      'what is wrong with a parameter where its message is empty',
      json(400, { message: '', errors: { a: ['x'] } }),
      'HTTP 400; a: x',
    ],
    ['the size of a page, not its text', html(502), 'HTTP 502; 6 characters of text/html'],
    ['the size of what has no type', response('oops', 502), 'HTTP 502; 4 characters of an unknown type'],
    [
      'the size of JSON of another form',
      response('{"error":"x"}', 502),
      'HTTP 502; 13 characters of an unknown type',
    ],
  ])('tells %s', (_, problem, text) => {
    expect(readProblem(problem, 'PUT /uptime/1', 0).message).toBe(`PUT /uptime/1: ${text}`);
  });

  test('says when to come back where it is one of the service', () => {
    const later = { headers: { 'retry-after': '7' } };
    expect(readProblem({ ...json(500), ...later }, '', 0).facts.retryAfter).toBe(7);
    expect(readProblem({ ...json(499), ...later }, '', 0).facts).not.toHaveProperty('retryAfter');
  });

  test('keeps what is wrong with single parameters', () => {
    expect(readProblem(json(400, { errors: { a: ['x'] } }), '', 0).facts.parameters).toEqual({ a: ['x'] });
    expect(readProblem(json(400), '', 0).facts).not.toHaveProperty('parameters');
  });
});

describe('a response that is to be JSON of some form', () => {
  const check = (isRight: boolean, instancePath: string) =>
    Object.assign(() => isRight, { errors: [{ instancePath, message: 'must be an array' }] });
  const read = (text: string, more: object = {}, isRight = true, path = '/data') =>
    readResponse({ ...response(text, 200), ...more }, check(isRight, path), 'GET /uptime');
  const facts = { kind: 'response', transient: true, uncertain: true };

  test.each([
    ['is empty', '', {}, 'the response is not JSON, but an empty body'],
    ['is half of it', '{"data":', {}, 'the response is not JSON, but 8 characters of an unknown type'],
    [
      'is not UTF-8',
      '{}',
      { garbled: true },
      'the response is not UTF-8, but 2 characters of an unknown type',
    ],
  ])('is damaged where it %s', (_, text, more, message) => {
    expect(() => read(text, more)).toThrow(
      expect.objectContaining({ message: `GET /uptime: ${message}`, facts }),
    );
  });

  test('is told where it is of another form', () => {
    const message = 'GET /uptime: the response is not what the API documents: ';
    expect(() => read('{}', {}, false)).toThrow(
      expect.objectContaining({ message: `${message}/data must be an array`, facts }),
    );
    expect(() => read('{}', {}, false, '')).toThrow(`${message}it must be an array`);
  });

  test.each([
    ['gives no reason', {}],
    ['gives none', { errors: null }],
    ['gives an empty one', { errors: [] }],
    ['does not say what', { errors: [{ instancePath: '' }] }],
  ])('is something else where its check %s', (_, errors) => {
    const check = Object.assign(() => false, errors);
    expect(() => readResponse(response('{}', 200), check, 'GET /uptime')).toThrow(
      expect.objectContaining({
        message: 'GET /uptime: the response is not what the API documents: it is something else',
      }),
    );
  });

  test.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('is read to 32 levels of %s, and no deeper', (open, close) => {
    const nested = (levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;
    expect(read(nested(32))).toEqual(JSON.parse(nested(32)));
    expect(() => read(nested(33))).toThrow('not JSON');
    const wide = `[${Array(40).fill(nested(31)).join()}]`;
    expect(read(wide)).toHaveLength(40);
  });

  test.each([
    ['brackets', '['.repeat(40)],
    ['quotes and brackets', `"${'['.repeat(40)}`],
    ['backslashes before its end', `${'['.repeat(40)}\\`],
    ['quotes after backslashes', `\\"${'{'.repeat(40)}`],
  ])('may hold text with %s', (_, text) => {
    expect(read(JSON.stringify({ [text]: text }))).toEqual({ [text]: text });
  });

  test.each(['"', '"[', '["\\', '{"a\\"'])('is none where a text has no end: %j', (text) => {
    expect(() => read(text)).toThrow('not JSON');
  });
});

describe('the response to a write', () => {
  test('is 204 and nothing else', () => {
    expect(() => readAcknowledgement(response('', 204), 'PUT /uptime/1')).not.toThrow();
    for (const [other, what] of [
      [response('', 200), '200 with an empty body'],
      [response('{}', 204), '204 with 2 characters of an unknown type'],
    ] as const) {
      expect(() => readAcknowledgement(other, 'PUT /uptime/1')).toThrow(
        expect.objectContaining({
          message: `PUT /uptime/1: the response is not the 204 that the API documents, but HTTP ${what}`,
          facts: { kind: 'response', transient: true, uncertain: true },
        }),
      );
    }
  });
});

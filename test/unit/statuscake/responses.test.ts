import { describe, expect, test } from 'vitest';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import { describeFailure } from '../../../src/statuscake/http/failures.ts';
import { readProblem, readResponse } from '../../../src/statuscake/responses.ts';

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

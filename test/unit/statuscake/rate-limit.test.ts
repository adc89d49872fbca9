import { describe, expect, test } from 'vitest';
import {
  leastSeconds,
  readRateLimitReport,
  readRateLimits,
  readReset,
  readRetry,
} from '../../../src/statuscake/pacing/rate-limit.ts';

describe('readRateLimits', () => {
  test.each([
    [
      '5, 60;w=60, 5;w=1',
      [
        { requests: 60, seconds: 60 },
        { requests: 5, seconds: 1 },
      ],
    ],
    [
      '60, 60;w=60, 5;w=1',
      [
        { requests: 60, seconds: 60 },
        { requests: 5, seconds: 1 },
      ],
    ],
    ['5, 5;w=1', [{ requests: 5, seconds: 1 }]],
    ['5, 5;w=600, 5;w=601', [{ requests: 5, seconds: 600 }]],
    ['1000, 1000;w=86400, 5;w=1', [{ requests: 5, seconds: 1 }]],
    ['0, 0;w=60, 5;w=0', []],
    [
      '5 ;  w=1 , 60 ; w=60',
      [
        { requests: 5, seconds: 1 },
        { requests: 60, seconds: 60 },
      ],
    ],
    [`5;w=1, ${'9'.repeat(400)};w=60`, [{ requests: 5, seconds: 1 }]],
    [undefined, []],
  ])('%j names %j', (header, limits) => {
    expect(readRateLimits({ 'x-ratelimit-limit': header })).toEqual(limits);
  });
});

describe('readRateLimitReport', () => {
  test.each([
    ['5, 60;w=60, 5;w=1', '5', 0],
    ['5, 60;w=60, 5;w=1', '2', 3],
    ['5, 60;w=60, 5;w=1', '0', 5],
    ['5, 60;w=60, 5;w=1', '6', null],
    ['5, 60;w=60, 5;w=1', '-1', null],
    ['5, 60;w=60, 5;w=1', 'many', null],
    ['60, 60;w=60, 5;w=1', '2', null],
    [undefined, '2', null],
  ])('of %j with %j left, %j are used in the shortest limit', (limit, remaining, used) => {
    const headers = { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining };
    expect(readRateLimitReport(headers).used).toBe(used);
  });
});

describe('readRetry', () => {
  const reset = { 'x-ratelimit-reset': '7' };
  test.each([
    [{ ...reset, 'x-ratelimit-remaining': '0' }, 7],
    [{ ...reset, 'x-ratelimit-remaining': ' 0 ' }, 7],
    [{ ...reset, 'x-ratelimit-remaining': '1' }, undefined],
    [{ ...reset }, undefined],
    [{ ...reset, 'x-ratelimit-remaining': '0', 'retry-after': '9' }, 9],
    [{ ...reset, 'x-ratelimit-remaining': '4', 'retry-after': '9' }, 9],
    [{ 'retry-after': '3600' }, 60],
  ])('%j asks for %j seconds', (headers, seconds) => {
    expect(readRetry(headers, 0)).toBe(seconds);
  });
});

describe('readReset', () => {
  test.each([
    [{ 'x-ratelimit-reset': '1' }, 1],
    [{ 'retry-after': '7' }, 7],
    [{ 'x-ratelimit-reset': '1', 'retry-after': '7' }, 7],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 60],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 +0000' }, 60],
    [{ 'retry-after': '2026-10-21T07:27:05Z' }, 5],
    [{ 'x-ratelimit-reset': '0' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': 'Wed, 21 Oct 2020 07:28:00 GMT' }, undefined],
    [{ 'x-ratelimit-reset': 'Infinity', 'retry-after': '3' }, 3],
    [{}, undefined],
  ])('%j asks for %j seconds', (headers, seconds) => {
    expect(readReset(headers, Date.parse('2026-10-21T07:27:00Z'))).toBe(seconds);
  });
});

describe('leastSeconds', () => {
  const second = { requests: 5, seconds: 1 };
  const minute = { requests: 60, seconds: 60 };

  test.each([
    [1000, [], 0],
    [0, [second], 0],
    [5, [second], 0],
    [6, [second], 1],
    [1010, [second], 201],
    [60, [minute, second], 11],
    [61, [minute, second], 60],
  ])('%i requests under %j take %i', (requests, limits, seconds) => {
    expect(leastSeconds(requests, limits)).toBe(seconds);
  });
});

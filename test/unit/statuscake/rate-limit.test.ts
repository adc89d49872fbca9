import { describe, expect, test } from 'vitest';
import { leastSeconds, readReset, readWindows } from '../../../src/statuscake/pacing/rate-limit.ts';

describe('readWindows', () => {
  test.each([
    [
      '5, 60;w=60, 5;w=1',
      [
        { limit: 60, seconds: 60 },
        { limit: 5, seconds: 1 },
      ],
    ],
    [
      '60, 60;w=60, 5;w=1',
      [
        { limit: 60, seconds: 60 },
        { limit: 5, seconds: 1 },
      ],
    ],
    ['5, 5;w=1', [{ limit: 5, seconds: 1 }]],
    ['1000, 1000;w=86400, 5;w=1', [{ limit: 5, seconds: 1 }]],
    ['0, 0;w=60, 5;w=0', []],
    [undefined, []],
  ])('%j names %j', (header, windows) => {
    expect(readWindows({ 'x-ratelimit-limit': header })).toEqual(windows);
  });
});

describe('readReset', () => {
  test.each([
    [{ 'x-ratelimit-reset': '1' }, 1],
    [{ 'retry-after': '7' }, 7],
    [{ 'x-ratelimit-reset': '1', 'retry-after': '7' }, 7],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 60],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': 'Wed, 21 Oct 2020 07:28:00 GMT' }, undefined],
    [{ 'x-ratelimit-reset': 'Infinity', 'retry-after': '3' }, 3],
    [{}, undefined],
  ])('%j asks for %j seconds', (headers, seconds) => {
    expect(readReset(headers, Date.parse('2026-10-21T07:27:00Z'))).toBe(seconds);
  });
});

describe('leastSeconds', () => {
  const second = { limit: 5, seconds: 1 };
  const minute = { limit: 60, seconds: 60 };

  test.each([
    [1000, [], 0],
    [0, [second], 0],
    [5, [second], 0],
    [6, [second], 1],
    [1010, [second], 201],
    [60, [minute, second], 11],
    [61, [minute, second], 60],
  ])('%i requests under %j take %i', (requests, windows, seconds) => {
    expect(leastSeconds(requests, windows)).toBe(seconds);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeForm, encodeQuery } from '../../../src/statuscake/http/form.ts';

describe('encodeForm', () => {
  test.each([
    [{ name: 'a b&c' }, 'name=a+b%26c'],
    [{ paused: false, check_rate: 60 }, 'paused=false&check_rate=60'],
    [{ tags: ['a', 'b'] }, 'tags%5B%5D=a&tags%5B%5D=b'],
    [{ tags: [] }, 'tags%5B%5D='],
    [{ find_string: '' }, 'find_string='],
  ])('%j is sent as %s', (form, text) => {
    expect(encodeForm(form)).toBe(text);
  });

  test('whatever text is encoded is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(new URLSearchParams(encodeForm({ name: text })).get('name')).toBe(text);
      }),
    );
  });
});

describe('encodeQuery', () => {
  test.each([
    [{}, ''],
    [{ page: 2, limit: 100 }, '?page=2&limit=100'],
    [{ nouptime: true, matchany: false }, '?nouptime'],
    [{ tags: 'stack-a b' }, '?tags=stack-a%20b'],
  ])('%j is sent as %s', (query, text) => {
    expect(encodeQuery(query)).toBe(text);
  });
});

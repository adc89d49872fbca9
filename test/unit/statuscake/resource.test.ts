import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeField, equal, normalise, readField } from '../../../src/statuscake/resource.ts';
import { uptime } from '../../../src/statuscake/uptime.ts';

const field = (name: string) => {
  const found = uptime.fields.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};

describe('normalise', () => {
  test('a set has neither order nor repetition, nor blanks around its items', () => {
    expect(normalise('set', ['b', ' a', 'b', ''])).toEqual(['a', 'b']);
    fc.assert(
      fc.property(fc.array(fc.string()), (items) => {
        expect(normalise('set', [...items, ...items].reverse())).toEqual(normalise('set', items));
      }),
    );
  });

  test('JSON has no order of keys, and text that is none stays text', () => {
    expect(equal(normalise('json', '{"b":1,"a":2}'), normalise('json', { a: 2, b: 1 }))).toBe(true);
    const bare = Object.assign(Object.create(null), { a: '1' });
    expect(equal(normalise('json', '{"a":"1"}'), normalise('json', bare))).toBe(true);
    expect(normalise('json', 'not JSON')).toBe('not JSON');
  });

  test('normalising twice is normalising once', () => {
    fc.assert(
      fc.property(fc.constantFrom('string', 'set', 'json'), fc.string(), (type, text) => {
        const once = normalise(type, text);
        expect(normalise(type, once)).toEqual(once);
      }),
    );
  });
});

describe('readField', () => {
  test('regions are read from the servers, several of which may stand in one', () => {
    const servers = [{ region_code: 'london' }, { region_code: 'paris' }, { region_code: 'london' }];
    expect(readField(field('regions'), { id: '1', servers })).toEqual(['london', 'paris']);
  });

  test('status codes are read from an array, whether of text or of numbers', () => {
    expect(readField(field('status_codes_csv'), { id: '1', status_codes: [500, '404'] })).toEqual([
      '404',
      '500',
    ]);
  });

  test.each([
    ['find_string', ''],
    ['port', 0],
    ['paused', false],
    ['tags', []],
    ['custom_header', {}],
  ])('%s left out of an answer, or null in it, is %j', (name, unset) => {
    expect(readField(field(name), { id: '1' })).toEqual(unset);
    expect(readField(field(name), { id: '1', [name]: null })).toEqual(unset);
  });
});

describe('encodeField', () => {
  test.each([
    ['status_codes_csv', ['404', '500'], '404,500'],
    ['tags', ['a'], ['a']],
    ['custom_header', { A: '1' }, '{"A":"1"}'],
    ['custom_header', {}, ''],
    ['paused', true, true],
  ])('%s %j is written as %j', (name, value, written) => {
    expect(encodeField(field(name), value)).toEqual(written);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareDigits,
  encodeField,
  equal,
  identityOf,
  normalise,
  normaliseIdentity,
  type Resource,
  readField,
} from '../../../src/statuscake/resource.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const field = (name: string, { fields }: Resource = uptime) => {
  const found = fields.find((candidate) => candidate.name === name);
  if (!found) {
    throw new Error(`no field ${name}`);
  }
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

  test('numbers in a set are in the order of their sizes, before other texts', () => {
    expect(normalise('set', [30, '7', 'a', 1, '100'])).toEqual(['1', '7', '30', '100', 'a']);
  });

  test.each([
    ['2026-12-24T22:00:00Z', '2026-12-24T22:00:00Z'],
    ['2026-12-24T22:00:00+00:00', '2026-12-24T22:00:00Z'],
    ['2026-12-24 22:00:00.250z', '2026-12-24T22:00:00Z'],
    ['2026-12-24T23:00:00.9+01:00', '2026-12-24T23:00:00+01:00'],
    ['2026-12-24T16:30:00', '2026-12-24T16:30:00'],
    ['now', 'now'],
  ])('the time %s is %s', (text, normalised) => {
    expect(normalise('time', text)).toBe(normalised);
  });

  test.each([
    ['https://acme.example.com', 'https://acme.example.com'],
    ['https://acme.example.com/', 'https://acme.example.com'],
    ['HTTPS://ACME.example.com:443/', 'https://acme.example.com'],
    ['https://acme.example.com:8443', 'https://acme.example.com:8443'],
    ['https://acme.example.com/shop/', 'https://acme.example.com/shop/'],
    ['https://acme.example.com/Shop', 'https://acme.example.com/Shop'],
    ['https://acme.example.com/?a=b', 'https://acme.example.com/?a=b'],
    ['https://acme.example.com?a=b', 'https://acme.example.com/?a=b'],
    ['https://acme.example.com/?', 'https://acme.example.com'],
    ['https://acme.example.com?#', 'https://acme.example.com'],
    ['https://acme.example.com/#top', 'https://acme.example.com/#top'],
    ['acme example', 'acme example'],
  ])('the URL %s is %s', (text, normalised) => {
    expect(normalise('url', text)).toBe(normalised);
  });

  test('normalising twice is normalising once', () => {
    const url = fc
      .tuple(
        fc.oneof(fc.webUrl(), fc.constant('https://acme.example.com')),
        fc.constantFrom('', '/', '?', '#', '/?', '?#'),
      )
      .map((parts) => parts.join(''));
    const text = fc.oneof(
      fc.string(),
      url,
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    const types = fc.constantFrom('string', 'set', 'json', 'time', 'url');
    fc.assert(
      fc.property(types, text, (type, text) => {
        const once = normalise(type, text);
        expect(normalise(type, once)).toEqual(once);
      }),
    );
  });
});

test('numbers in a set are in the order of their size, to the last digit, and before all other texts', () => {
  const sorted = ['7', '10', '9007199254740992', '9007199254740993', '9'.repeat(400), '-1', 'a', 'b'];
  expect(normalise('set', [...sorted].reverse())).toEqual(sorted);
  expect(['9007199254740993', '9007199254740992'].sort(compareDigits)).toEqual([
    '9007199254740992',
    '9007199254740993',
  ]);
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
    ['PAGESPD-UK5', 'UK'],
    ['PAGESPD-USW12', 'USW'],
    ['PAGESPD-DE', 'DE'],
    ['UK', 'UK'],
    ['London, UK', 'London, UK'],
    [undefined, ''],
  ])('the location %j is in the region %j', (location, region) => {
    const remote = { id: '1', ...(location !== undefined && { location }) };
    expect(readField(field('region', pagespeed), remote)).toBe(region);
  });

  test.each([
    ['find_string', ''],
    ['port', 0],
    ['paused', false],
    ['tags', []],
    ['custom_header', {}],
  ])('%s left out of a response, or null in it, is %j', (name, unset) => {
    expect(readField(field(name), { id: '1' })).toEqual(unset);
    expect(readField(field(name), { id: '1', [name]: null })).toEqual(unset);
  });
});

describe('what a resource is known by', () => {
  test('is compared as what it is: a name exactly, a URL by what it means', () => {
    const name = 'https://acme.example.com/';
    expect(identityOf(uptime, { id: '1', name })).toBe(name);
    expect(normaliseIdentity(uptime, name)).toBe(name);
    expect(identityOf(ssl, { id: '1', website_url: name })).toBe('https://acme.example.com');
    expect(normaliseIdentity(ssl, 'https://ACME.example.com')).toBe('https://acme.example.com');
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import {
  compareDigits,
  computedFieldsOf,
  defaultOf,
  encodeField,
  equal,
  identityOf,
  isEmpty,
  isUnset,
  knowsComputedFields,
  localPart,
  normalise,
  normaliseIdentity,
  otherFieldsOf,
  type Resource,
  readField,
  same,
  showsField,
  tagQuery,
} from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { maintenanceWindow } from '../../../src/statuscake/resources/maintenance-window.ts';
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
  expect(compareDigits('7', '007')).toBe(0);
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

  test('is compared so wherever its field stands, and as text where it is no field', () => {
    const name = 'https://acme.example.com/';
    const turned: Resource = { ...ssl, fields: [...ssl.fields].reverse() };
    expect(identityOf(turned, { id: '1', website_url: name })).toBe('https://acme.example.com');
    const bare: Resource = { ...ssl, fields: [] };
    expect(identityOf(bare, { id: '1', website_url: name })).toBe(name);
    expect(identityOf(bare, { id: '1' })).toBe('');
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

describe('a value', () => {
  test.each([
    ['string', '', 'a'],
    ['integer', 0, 1],
    ['boolean', false, true],
    ['set', [], ['a']],
    ['json', {}, { a: '1' }],
    ['time', '', '2026-11-01T00:00:00Z'],
    ['url', '', 'https://example.com'],
  ] as const)('of the type %s is not set where it is %j', (type, unset, set) => {
    for (const value of [unset, null, undefined, ''] as Json[]) {
      expect([value, isUnset(type, value)]).toEqual([value, true]);
    }
    expect(isUnset(type, set as Json)).toBe(false);
  });

  test.each([
    [null, true],
    ['', true],
    [[], true],
    [{}, true],
    [0, false],
    [false, false],
    ['a', false],
    [['a'], false],
    [{ a: '' }, false],
  ])('%j says nothing: %j', (value, says) => {
    expect(isEmpty(value)).toBe(says);
  });

  test.each<[string, Parameters<typeof defaultOf>[0], Json]>([
    [
      'what the API gives it',
      { name: 'a', type: 'set', shown: 'list', default: ['2', '1'], initial: ['3'] },
      ['1', '2'],
    ],
    ['what is written on creation', { name: 'a', type: 'integer', shown: 'list', initial: 60 }, 60],
    ['not set', { name: 'a', type: 'json', shown: 'list' }, {}],
  ])('of a new resource is %s', (_, field, value) => {
    expect(defaultOf(field)).toEqual(value);
  });

  test('that is no list is a set of one', () => {
    expect(normalise('set', 'a')).toEqual(['a']);
    expect(normalise('integer', 7)).toBe(7);
    expect(normalise('boolean', true)).toBe(true);
    expect(normalise('string', ' a ')).toBe(' a ');
  });

  test('of a time is the same whatever its offset, any other only where it is equal', () => {
    const [start, name] = [field('start_at', maintenanceWindow), field('name', maintenanceWindow)];
    expect(same(start, '2026-11-01T10:00:00Z', '2026-11-01T10:00:00+05:30')).toBe(true);
    expect(same(start, '2026-11-01T10:00:00Z', '2026-11-01T10:00:01Z')).toBe(false);
    expect(same(name, '2026-11-01T10:00:00Z', '2026-11-01T10:00:00+05:30')).toBe(false);
    expect(localPart('2026-11-01T10:00:00+05:30')).toBe('2026-11-01T10:00:00');
  });
});

test('places of tests are read where there are some, and else as they are', () => {
  const read = (servers: Json) => readField(field('regions'), { id: '1', servers });
  expect(read([{ region_code: 'london' }, {}])).toEqual(['london']);
  expect(read([])).toEqual([]);
  expect(read('london')).toEqual(['london']);
  expect(showsField(field('regions'), { id: '1', servers: [] })).toBe(true);
  expect(showsField(field('regions'), { id: '1', regions: [] })).toBe(false);
  expect(showsField(field('tags'), { id: '1', tags: null })).toBe(true);
});

describe('what the API decides', () => {
  test('is known once it is there, and null until then', () => {
    const there = { id: '1', url: 'https://x' };
    expect(computedFieldsOf(heartbeat, there)).toEqual({ url: 'https://x' });
    expect(computedFieldsOf(heartbeat, { id: '1' })).toEqual({ url: null });
    expect(computedFieldsOf(uptime, there)).toEqual({});
    expect(knowsComputedFields(heartbeat, there)).toBe(true);
    expect(knowsComputedFields(heartbeat, { id: '1', url: '' })).toBe(false);
    expect(knowsComputedFields(heartbeat, { id: '1' })).toBe(false);
    expect(knowsComputedFields(uptime, { id: '1' })).toBe(true);
  });

  test('and nobody writes is what is left of a response', () => {
    expect(otherFieldsOf(uptime, { id: '1', name: 'a', servers: [], status: 'up', regions: [] })).toEqual({
      status: 'up',
      regions: [],
    });
  });
});

test.each<[string, Resource, string[], object]>([
  ['all of some', uptime, ['a', 'b'], { tags: 'a,b' }],
  ['those that can be asked for', uptime, ['a,b', 'c'], { tags: 'c' }],
  ['none, where none can be asked for', uptime, ['a,b'], {}],
  ['none, where none are wanted', uptime, [], {}],
  ['none, of a kind that has none', contactGroup, ['a'], {}],
  ['none, of a kind that cannot be asked for them', maintenanceWindow, ['a'], {}],
])('a list can be asked for tags: %s', (_, resource, tags, query) => {
  expect(tagQuery(resource, tags)).toEqual(query);
});

test('a JSON object that is text already is written as text is, and what is no time or URL as it is', () => {
  expect(encodeField(field('custom_header'), 'not JSON')).toBe('"not JSON"');
  expect(encodeField(field('custom_header'), null)).toBe('');
  expect(encodeField(field('port'), 0)).toBe(0);
  expect(encodeField(field('status_codes_csv'), [])).toBe('');
});

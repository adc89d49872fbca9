import { describe, expect, test } from 'vitest';
import { checkId, declaredValues, givenFields } from '../../../src/modules/common/values.ts';
import { checkPagespeed } from '../../../src/modules/status_cake_pagespeed/checks.ts';
import { checkSsl } from '../../../src/modules/status_cake_ssl/checks.ts';
import { checkUptime } from '../../../src/modules/status_cake_test/checks.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';

describe('the given fields', () => {
  test('are those of the resource that were given, empty ones among them', () => {
    const given = {
      name: 'acme',
      paused: false,
      tags: [],
      host: '',
      period: null,
      state: 'present',
      api_key: 'x',
    };
    expect(givenFields(heartbeat, given)).toEqual({ name: 'acme', paused: false, tags: [], host: '' });
    expect(givenFields(heartbeat, {})).toEqual({});
  });
});

test('a URL in which a result has hidden a secret is no value', () => {
  const ping = (ping_url: string) => () => declaredValues(contactGroup, { name: 'a', ping_url }, {});
  expect(ping('https://user:********@a.example')).toThrow(
    /^ping_url: holds \*{8}, which stands in results for a password or key/,
  );
  expect(ping('https://a.example/********')).toThrow(/^ping_url/);
  expect(ping('https://user:*******@a.example')).not.toThrow();
});

describe('an ID', () => {
  test.each(['1', '007', '123456789012345678901'])('may be %j', (id) => {
    expect(() => checkId(id)).not.toThrow();
  });

  test('may be left out', () => {
    expect(() => checkId(null)).not.toThrow();
  });

  test.each(['', ' 1', '1\n', '-1', '1.0', '../2', '1?x=y', '１'])('cannot be %j', (id) => {
    expect(() => checkId(id)).toThrow(/^id: must be digits/);
  });
});

describe('an SSL test', () => {
  test.each([
    {},
    { website_url: 'https://acme.example.com' },
    { website_url: 'HTTPS://acme.example.com' },
    { alert_at: [30, 1, 7] },
    { alert_at: [1, 7, 30, 7] },
  ])('may have %j', (values) => {
    expect(() => checkSsl(values, {})).not.toThrow();
  });

  test.each(['', 'acme.example.com', 'http://acme.example.com', 'ftp://acme.example.com', ' https://acme'])(
    'cannot have the URL %j',
    (website_url) => {
      expect(() => checkSsl({ website_url }, {})).toThrow(/^website_url: has to begin with https:\/\//);
    },
  );

  test.each([[[]], [[7]], [[7, 30]], [[7, 7, 30]], [[1, 7, 30, 60]], [[0, 7, 30]], [[-1, 7, 30]]])(
    'cannot remind on the days %j',
    (alert_at) => {
      const message = `alert_at: takes three different numbers of days, such as 1,7,30, got: ${alert_at}`;
      expect(() => checkSsl({ alert_at }, {})).toThrow(message);
    },
  );
});

describe('what only the retired API knew', () => {
  test.each([['AU1'], ['EU12'], [' UK5']])('is the node %j', (node) => {
    expect(() => checkUptime({ regions: ['london', node] }, {})).toThrow(
      `regions: ${node.trim()} is a node code of the retired API`,
    );
  });

  test.each([{}, { regions: [] }, { regions: ['london', 'new-york', 'us1'] }])('is not %j', (values) => {
    expect(() => checkUptime(values, {})).not.toThrow();
  });

  test('is a rate of 60 minutes, which a username gives away', () => {
    const hour = { check_rate: 60 };
    expect(() => checkPagespeed(hour, { username: 'my-user' })).toThrow(/^check_rate: 60 .*3600/);
    expect(() => checkPagespeed(hour, { username: '' })).toThrow(/^check_rate/);
    expect(() => checkPagespeed(hour, { username: null })).not.toThrow();
    expect(() => checkPagespeed(hour, {})).not.toThrow();
    expect(() => checkPagespeed({ check_rate: 3600 }, { username: 'my-user' })).not.toThrow();
    expect(() => checkPagespeed({}, { username: 'my-user' })).not.toThrow();
  });
});

import { expect, test } from 'vitest';
import { declare } from '../../../src/takeover/declaration.ts';
import { hostVariables } from '../../../src/takeover/role-variables.ts';
import { SAYS_COVERED, standAlone } from '../../../src/takeover/stand-alone.ts';
import { held } from './checks.ts';

const check = (path: string, more: Parameters<typeof held>[1] = {}) =>
  held('tests', {
    name: `ACME ${path}`,
    website_url: `https://acme.example.com${path}`,
    test_type: 'HTTP',
    check_rate: 60,
    confirmation: 2,
    timeout: 15,
    ...more,
  });

/** The variables of a stack with these checks, and the first comment on each. A contact group 666 is nobody's business. */
function variablesOf(...checks: readonly ReturnType<typeof check>[]) {
  const surroundings = {
    tagPrefix: 'stack-',
    groups: [],
    refusalOf: () => null,
    usernameOf: () => null,
    isSecret: (_: string, value: unknown) => JSON.stringify(value) === '["666"]',
  };
  const declarations = checks.map((each) =>
    declare(
      { ...each, stack: 'acme', rule: 1, isOwned: true, isNamesake: false, isSignless: false, alsoOf: [] },
      surroundings,
    ),
  );
  const { values, origins } = standAlone(hostVariables({ stack: 'acme', declarations }));
  return { values, origins: new Map([...origins].map(([name, [first]]) => [name, first?.check.label])) };
}

test('a host that stands alone has a word on all that a group could say', () => {
  const { values, origins } = variablesOf(
    check('/alive', { find_string: 'up' }),
    check('/', { tags: ['shop'], user_agent: 'Probe' }),
  );
  expect(values).toEqual({
    statuscake_stack_base_url: 'https://acme.example.com',
    statuscake_stack_paused: false,
    statuscake_stack_contact_groups: [],
    statuscake_stack_regions: [],
    statuscake_stack_tags: [],
    statuscake_stack_defaults: expect.anything(),
    statuscake_stack_liveness_enabled: false,
    statuscake_stack_readiness_enabled: false,
    statuscake_stack_ssl_enabled: false,
    statuscake_stack_tests: expect.any(Array),
    statuscake_stack_heartbeats: [],
    statuscake_stack_ssl: [],
    statuscake_stack_pagespeed: [],
    statuscake_stack_domains: [],
  });
  expect([...origins.keys()]).toEqual(['statuscake_stack_tests']);
});

test('its own tests say what they hold, also where that is what the role says', () => {
  const { values, origins } = variablesOf(check('/liveness', { name: 'acme liveness', trigger_rate: 5 }));
  expect(values).toMatchObject({
    statuscake_stack_liveness_enabled: true,
    statuscake_stack_liveness_id: null,
    statuscake_stack_liveness_renamed_from: null,
    statuscake_stack_liveness_name: 'acme liveness',
    statuscake_stack_liveness_path: '/liveness',
    statuscake_stack_liveness_check_rate: 60,
    statuscake_stack_liveness_confirmation: 2,
    statuscake_stack_liveness_trigger_rate: 5,
    statuscake_stack_liveness_timeout: 15,
    statuscake_stack_liveness_find_string: '',
  });
  expect([...origins]).toEqual([['statuscake_stack_liveness_enabled', 'acme liveness']]);
});

test('of what a check cannot declare nothing is said, and not what a group says either', () => {
  const { values } = variablesOf(check('/', { contact_groups: ['666'] }));
  expect(values).toMatchObject({ statuscake_stack_contact_groups: null, statuscake_stack_regions: [] });
});

test.each([
  ['statuscake_stack_tags: [a]', true],
  ['a: 1\n  "statuscake_stack_readiness_name" : x', true],
  ['acme statuscake_stack_paused=true', true],
  ['# statuscake_stack_tags: [a]', false],
  ['; statuscake_stack_tags=[]', false],
  ['statuscake_stack_unmanaged: [a]', false],
  ['statuscake_stack_tag_prefix: a', false],
  ['other_statuscake_stack_tags: [a]', false],
  ['a: "{{ statuscake_stack_tags }}"', false],
])('%s says of a host what it says itself: %s', (text, expected) => {
  expect(SAYS_COVERED.test(text)).toBe(expected);
});

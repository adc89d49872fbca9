import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { declare } from '../../../src/takeover/declaration.ts';
import { hostVariables, sharedVariables, withoutShared } from '../../../src/takeover/role-variables.ts';
import { stackEntry } from '../../../src/takeover/stack-entry.ts';
import { held } from './checks.ts';

type Held = Readonly<Record<string, Json>>;

/** Returns a stack that has these checks, none of which carries its tag yet. */
function stackOf(stack: string, checks: readonly (readonly [Parameters<typeof held>[0], Held])[]) {
  const surroundings = {
    tagPrefix: 'stack-',
    groups: [],
    refusalOf: () => null,
    usernameOf: () => null,
    isSecret: () => false,
  };
  return {
    stack,
    declarations: checks.map(([kind, values]) =>
      declare(
        {
          ...held(kind, values),
          stack,
          rule: 1,
          isOwned: false,
          isNamesake: false,
          isSignless: false,
          alsoOf: [],
        },
        surroundings,
      ),
    ),
  };
}

const test1 = (path: string, values: Held = {}): readonly ['tests', Held] => [
  'tests',
  {
    name: `ACME ${path}`,
    website_url: `https://acme.example.com${path}`,
    test_type: 'HTTP',
    check_rate: 60,
    confirmation: 2,
    timeout: 15,
    ...values,
  },
];
const variablesOf = (...checks: Parameters<typeof stackOf>[1]) =>
  hostVariables(stackOf('acme', checks)).values;

describe('the variables of the role', () => {
  test('have its own tests for those below the base URL, with their names, rates and IDs', () => {
    const values = variablesOf(
      test1('/liveness'),
      test1('/readiness', { name: 'acme readiness', confirmation: 1 }),
    );
    expect(values).toEqual({
      statuscake_stack_base_url: 'https://acme.example.com',
      statuscake_stack_liveness_id: expect.stringMatching(/^\d+$/),
      statuscake_stack_liveness_name: 'ACME /liveness',
      statuscake_stack_readiness_id: expect.stringMatching(/^\d+$/),
      statuscake_stack_readiness_check_rate: 60,
      statuscake_stack_readiness_confirmation: 1,
      statuscake_stack_ssl_enabled: false,
    });
  });

  test('list a test that needs more than they can say, and turn off that of the role', () => {
    const values = variablesOf(test1('/liveness', { custom_header: '{"X-Probe":"1"}' }));
    expect(values).toMatchObject({
      statuscake_stack_liveness_enabled: false,
      statuscake_stack_tests: [{ name: 'ACME /liveness', custom_header: { 'X-Probe': '1' } }],
    });
  });

  test('say once what most tests have, and of the others what they have instead', () => {
    const values = variablesOf(
      test1('/liveness', { tags: ['production'] }),
      test1('/readiness', { tags: ['production'], check_rate: 300 }),
      test1('/'),
    );
    expect(values).toMatchObject({
      statuscake_stack_tags: ['production'],
      statuscake_stack_tests: [{ name: 'ACME /', tags: [] }],
    });
  });

  test('put a stack to sleep of which all is paused', () => {
    const paused = { paused: true };
    const checks = [
      test1('/liveness', paused),
      ['heartbeats', { name: 'backup', period: 300, ...paused }],
    ] as const;
    const stack = stackOf('acme', checks);
    expect(hostVariables(stack).values).toMatchObject({ statuscake_stack_paused: true });
    expect(stackEntry(stack)).toMatchObject({ paused: true, tests: [expect.not.objectContaining(paused)] });
    expect(variablesOf(test1('/liveness', paused), test1('/readiness'))).toMatchObject({
      statuscake_stack_liveness_enabled: false,
      statuscake_stack_tests: [{ paused: true }],
    });
  });

  test('have no base URL where nothing is tested at one', () => {
    expect(variablesOf(['heartbeats', { name: 'backup', period: 300 }])).toEqual({
      statuscake_stack_base_url: '',
      statuscake_stack_liveness_enabled: false,
      statuscake_stack_readiness_enabled: false,
      statuscake_stack_heartbeats: [{ id: expect.any(String), name: 'backup', period: 300 }],
    });
  });

  test('of all hosts alike stand once, but where a host is and what it has', () => {
    const hosts = ['acme', 'globex'].map((name) =>
      hostVariables(stackOf(name, [test1('/liveness', { tags: ['production'] })])),
    );
    const shared = sharedVariables(hosts);
    expect(shared).toEqual({
      statuscake_stack_tags: ['production'],
      statuscake_stack_readiness_enabled: false,
      statuscake_stack_ssl_enabled: false,
    });
    expect(Object.keys(hosts[0] ? withoutShared(hosts[0], shared).values : {})).toEqual([
      'statuscake_stack_base_url',
      'statuscake_stack_liveness_id',
      'statuscake_stack_liveness_name',
    ]);
    expect(sharedVariables(hosts.slice(1))).toEqual({});
  });
});

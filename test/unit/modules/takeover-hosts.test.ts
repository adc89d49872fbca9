import { describe, expect, test } from 'vitest';
import { hostsOf } from '../../../src/modules/status_cake_export/hosts.ts';
import { held } from '../takeover/checks.ts';

const NAMES = new Map([
  ['web1', 'prod-acme'],
  ['web2', 'prod-globex'],
  ['web3', 'prod-globex'],
]);

describe('the variables of a stack', () => {
  const { hostOf } = hostsOf(NAMES, ['web1', 'initech']);

  test('are those of its host, which may be called otherwise', () => {
    expect(hostsOf(NAMES, []).hostOf('prod-acme')).toEqual({ name: 'web1', isLeaving: false, reason: null });
    expect(hostOf('umbrella')).toEqual({ name: 'umbrella', isLeaving: false, reason: null });
  });

  test.each([
    [
      'prod-globex',
      'the hosts web2 and web3 have the stack prod-globex all, and each would declare its checks: give it one host',
    ],
    [
      'web1',
      'the stack of the host web1 is prod-acme, so nobody would declare those of web1: give web1 a host',
    ],
  ])('are written for no host where it has none, or several: %s', (stack, reason) => {
    expect(hostsOf(NAMES, []).hostOf(stack).reason).toBe(reason);
  });

  test.each([
    ['initech', 'initech'],
    ['prod-acme', 'web1'],
  ])('are not written where it is to go: %s', (stack, host) => {
    expect(hostOf(stack)).toEqual({
      name: host,
      isLeaving: true,
      reason: `statuscake_stack_state of ${host} is absent, so the next run would delete what is declared here: say present first, to keep it`,
    });
  });
});

test('a rule may say the host in the place of the stack', () => {
  const check = held('tests', { name: 'a' });
  const judge = (stack: string) => hostsOf(NAMES, []).throughHosts(() => ({ stack, rule: 1 }))(check);
  expect([judge('web1'), judge('prod-acme'), judge('umbrella')]).toMatchObject([
    { stack: 'prod-acme', rule: 1 },
    { stack: 'prod-acme' },
    { stack: 'umbrella' },
  ]);
  const nothing = { reason: 'no rule fits', rule: null };
  expect(hostsOf(NAMES, []).throughHosts(() => nothing)(check)).toBe(nothing);
});

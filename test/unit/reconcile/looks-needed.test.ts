import { describe, expect, test } from 'vitest';
import { looksNeeded } from '../../../src/reconcile/look-after.ts';
import { planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import type { PlannedCheck } from '../../../src/reconcile/stack-plan.ts';
import type { Resource } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const URL_OF_TEST = 'https://acme.example.com';
const DECLARED = { name: 'a', website_url: URL_OF_TEST };
const THERE = { id: '1', ...DECLARED, test_type: 'HTTP', check_rate: 60, tags: [] };

const created = (stack = 'acme', resource: Resource = uptime): PlannedCheck => ({
  stack,
  name: 'a',
  step: planPresent(
    resource,
    resource === pagespeed ? { ...DECLARED, region: 'UK' } : DECLARED,
    null,
    POLICY,
  ),
});
const there = (stack = 'acme'): PlannedCheck => ({
  stack,
  name: 'a',
  step: planPresent(uptime, { name: 'a' }, THERE, POLICY),
});
const deleted = (stack = 'acme'): PlannedCheck => ({ stack, name: 'a', step: planAbsent(uptime, THERE) });
const recreated = (): PlannedCheck => ({
  stack: 'acme',
  name: 'a',
  step: planPresent(uptime, { test_type: 'HEAD' }, THERE, POLICY),
});
const times = (count: number, check: PlannedCheck) => Array<PlannedCheck>(count).fill(check);

describe('to look whether others have created the same takes', () => {
  test.each<[string, PlannedCheck[], number]>([
    ['nothing where nothing is created', [there(), deleted()], 0],
    ['one request for a kind without tags', [created('acme', pagespeed)], 1],
    ['one request for what is created', [created()], 1],
    ['one request for what is created anew', [recreated()], 1],
    ['one request for each kind with tags', [created(), created('acme', heartbeat)], 2],
    ['one request for several stacks', [created(), created('globex')], 1],
    ['one request for a page', [created(), ...times(99, there())], 1],
    ['one request more for each page', [created(), ...times(100, there())], 2],
    [
      'one request more for each page of a kind without tags',
      [created('globex', pagespeed), ...times(100, created('acme', pagespeed))],
      2,
    ],
    ['none for what goes', [created(), ...times(100, deleted())], 1],
    ['none for what stacks have in which nothing is created', [created(), ...times(100, there('globex'))], 1],
    ['none for what is of another kind', [created(), ...times(100, created('acme', heartbeat))], 2],
  ])('%s', (_, checks, requests) => {
    expect(looksNeeded(checks, 'stack-')).toBe(requests);
  });

  test('one request for as many stacks as a line of a request holds', () => {
    const stacks = (count: number) =>
      Array.from({ length: count }, (_, index) => created(String(index).padStart(94, 'x')));
    // A hundred characters for each tag, and the commas.
    expect(looksNeeded(stacks(29), 'stack-')).toBe(1);
    expect(looksNeeded(stacks(30), 'stack-')).toBe(2);
    expect(looksNeeded(stacks(59), 'stack-')).toBe(3);
    // Two tags that are just too long for one request, or not.
    const two = (length: number) => [created('x'.repeat(1494)), created('y'.repeat(length))];
    expect([looksNeeded(two(1494), 'stack-'), looksNeeded(two(1493), 'stack-')]).toEqual([2, 1]);
  });
});

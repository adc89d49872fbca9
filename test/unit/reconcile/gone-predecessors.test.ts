import { describe, expect, test } from 'vitest';
import { remotePredecessors, withoutGone } from '../../../src/reconcile/gone-predecessors.ts';
import { planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { policy } from './declared.ts';

const there: Remote = {
  id: '11',
  name: 'live',
  website_url: 'https://acme.example.com',
  test_type: 'TCP',
  check_rate: 300,
  tags: ['mine', 'replaces-10', 'replaces-9'],
};
const planned = (values: Values) => planPresent(uptime, values, there, { ...policy, recreate: true });
const anew = planned({ test_type: 'HTTP' });
const isGone = (id: string) => id === '9';

describe('the tags that a test is made anew with', () => {
  test('are without those of what is gone for good, so that they do not pile up with every replacement', () => {
    const { form, ...step } = withoutGone(anew, isGone);
    expect(form).toEqual({ ...anew.form, tags: ['mine', 'replaces-10', 'replaces-11'] });
    expect(step).toMatchObject({ action: 'recreated', id: '11', predecessors: ['11', '10', '9'] });
  });

  test('always name the test whose place it takes, or an interrupted run would leave two', () => {
    expect(withoutGone(anew, () => true).form.tags).toEqual(['mine', 'replaces-11']);
  });

  test('are as they were where all is there', () => {
    expect(withoutGone(anew, () => false)).toBe(anew);
  });
});

test.each([
  ['is changed in place', planned({ name: 'other' })],
  ['gets other tags', planned({ tags: ['yours'] })],
  ['is created', planPresent(uptime, { name: 'a', website_url: 'https://a.example.com' }, null, policy)],
  ['goes', planAbsent(uptime, there)],
  ['has no tags', planPresent(ssl, { website_url: 'https://a.example.com' }, null, policy)],
])('what %s is written as it is, whatever is gone', (_, step) => {
  expect(withoutGone(step, () => true)).toBe(step);
  expect(remotePredecessors(step)).toEqual([]);
});

test('what a test replaces by way of the one that it replaces is looked for', () => {
  expect(remotePredecessors(anew)).toEqual(['10', '9']);
});

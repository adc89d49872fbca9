import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needsDetails, type Policy, planPresent } from '../../../src/reconcile/plan.ts';
import {
  isSettingsTag,
  isTrusted,
  settingsTag,
  sortKeys,
  type Verification,
  withSettingsTag,
} from '../../../src/reconcile/settings-tag.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const DECLARED = { name: 'a', confirmation: 2, custom_header: { A: '1', B: '2' } };
const TAG = settingsTag(uptime, DECLARED) ?? '';
const WRONG = 'settings-00000000';

const policy = (verify: Verification): Policy => ({ recreate: false, writeHidden: 'on_create', verify });
const listed = (...tags: string[]): Remote => ({
  id: '1',
  name: 'a',
  website_url: 'https://a.example.com',
  test_type: 'HTTP',
  check_rate: 60,
  tags,
});
const detailed = (...tags: string[]): Remote => ({
  ...listed(...tags),
  confirmation: 2,
  custom_header: '{"B":"2","A":"1"}',
});
const plan = (values: Values, actual: Remote | null, verify: Verification) =>
  planPresent(uptime, values, actual, policy(verify));

describe('the tag', () => {
  test.each([
    [TAG, true],
    ['x', false],
    [`${TAG}0`, false],
    [`my-${TAG}`, false],
  ])('is told from others: %s', (tag, expected) => {
    expect(isSettingsTag(tag)).toBe(expected);
  });

  test('speaks of what only the details show, and of nothing else', () => {
    expect(TAG).toMatch(/^settings-[0-9a-f]{8}$/);
    const rest = {
      website_url: 'https://b.example.com',
      check_rate: 300,
      tags: ['x'],
      basic_password: 'secret',
    };
    expect(settingsTag(uptime, { ...DECLARED, ...rest, name: 'b' })).toBe(TAG);
    expect(settingsTag(uptime, { ...DECLARED, confirmation: 3 })).not.toBe(TAG);
    expect(settingsTag(uptime, rest)).toBeNull();
  });

  test('is the same whatever the order of options, lists and keys', () => {
    const shuffled = { custom_header: '{"B":"2","A":"1"}', confirmation: 2, name: 'a' };
    expect(settingsTag(uptime, shuffled)).toBe(TAG);
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]+$/)), (regions) => {
        const reversed = { regions: [...regions].reverse() };
        expect(settingsTag(uptime, { regions })).toBe(settingsTag(uptime, reversed));
      }),
    );
  });
});

test('keys are put in order, at every depth, and nothing else is', () => {
  const value = { b: [{ d: null, c: [2, 1] }], a: 'x' };
  expect(JSON.stringify(sortKeys(value))).toBe('{"a":"x","b":[{"c":[2,1],"d":null}]}');
});

test('a kind without tags is left alone, and not believed', () => {
  const values = { website_url: 'https://a.example.com', user_agent: 'x' };
  expect(withSettingsTag(ssl, values, null, 'digest')).toBe(values);
  expect(
    isTrusted(ssl, values, { id: '1', undefined: [String(settingsTag(uptime, DECLARED))] }, 'digest'),
  ).toBe(false);
});

test('declared values stay the same object where the tags are right', () => {
  expect(withSettingsTag(uptime, DECLARED, detailed(TAG), 'digest')).toBe(DECLARED);
});

describe('with verify=digest', () => {
  test('a new test for which no tags are declared gets its tag alone', () => {
    expect(plan({ ...DECLARED, website_url: 'https://a.example.com' }, null, 'digest').form.tags).toEqual([
      TAG,
    ]);
  });

  test('a test for which only listed options are declared gets none', () => {
    expect(plan({ name: 'a', paused: true }, listed('x'), 'digest').form).toEqual({ paused: true });
    expect(plan({ name: 'a', tags: ['y'] }, listed('x'), 'digest').form).toEqual({ tags: ['y'] });
    expect(isTrusted(uptime, { name: 'a' }, listed(), 'digest')).toBe(false);
  });

  test('a new test is created with its tag', () => {
    const step = plan({ ...DECLARED, website_url: 'https://a.example.com', tags: ['x'] }, null, 'digest');
    expect(step.form.tags).toEqual([TAG, 'x']);
  });

  test('a test with the tag of its declaration is believed without its details', () => {
    expect(needsDetails(uptime, DECLARED, listed('x', TAG), policy('digest'))).toBe(false);
    expect(plan(DECLARED, listed('x', TAG), 'digest')).toMatchObject({ action: 'unchanged', form: {} });
    expect(plan({ ...DECLARED, tags: ['x'] }, listed('x', TAG), 'digest')).toMatchObject({
      action: 'unchanged',
    });
  });

  test.each([[[]], [[WRONG]], [[TAG, WRONG]]])('a test with the tags %j is read, and then tagged', (tags) => {
    expect(needsDetails(uptime, DECLARED, listed(...tags), policy('digest'))).toBe(true);
    expect(plan(DECLARED, detailed('x', ...tags), 'digest').form).toEqual({ tags: [TAG, 'x'] });
  });

  test('a changed option is written together with its tag', () => {
    const step = plan({ ...DECLARED, confirmation: 3 }, detailed(TAG), 'digest');
    expect(step.form).toEqual({
      confirmation: 3,
      tags: [settingsTag(uptime, { ...DECLARED, confirmation: 3 })],
    });
  });

  test('another type of test needs the details all the same', () => {
    const values = { ...DECLARED, test_type: 'HEAD' };
    expect(needsDetails(uptime, values, listed(TAG), policy('digest'))).toBe(true);
  });
});

describe('with verify=details', () => {
  test('details are read whatever the tag says', () => {
    expect(needsDetails(uptime, DECLARED, listed(TAG), policy('details'))).toBe(true);
  });

  test.each([
    ['stays where it is right', [TAG, 'x'], {}],
    ['goes where it is not', [WRONG, 'x'], { tags: ['x'] }],
    ['is not added', ['x'], {}],
  ])('the tag %s', (_, tags, form) => {
    expect(plan(DECLARED, detailed(...tags), 'details').form).toEqual(form);
    expect(plan({ ...DECLARED, tags: ['x'] }, detailed(...tags), 'details').form).toEqual(form);
  });
});

test.each(['details', 'digest'] as const)(
  'with verify=%s a task about other options leaves the tag alone',
  (verify) => {
    expect(plan({ name: 'a', paused: true }, listed('x', TAG), verify).form).toEqual({ paused: true });
    expect(plan({ name: 'a', tags: ['y'] }, listed('x', TAG), verify).form).toEqual({ tags: [TAG, 'y'] });
  },
);

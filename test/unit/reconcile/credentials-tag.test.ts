import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { credentialsTag, openSeal } from '../../../src/reconcile/credentials-tag.ts';
import { needsDetails, type Policy, planPresent } from '../../../src/reconcile/plan.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const seal = await openSeal('token-of-the-account');
const other = await openSeal('token-of-another-one');

const CREDENTIALS = { basic_username: 'robot', basic_password: 'rosebud' };
const tagOf = (values: Values, name = 'acme', by = seal) => credentialsTag(uptime, values, name, by) ?? '';
const TAG = tagOf(CREDENTIALS);

const existing = (...tags: string[]): Remote => ({
  id: '7',
  name: 'acme',
  website_url: 'https://acme.example.com',
  test_type: 'HTTP',
  check_rate: 60,
  tags,
});
const plan = (values: Values, actual: Remote | null, policy: Partial<Policy> = {}) =>
  planPresent(uptime, values, actual, {
    recreate: false,
    writeHidden: 'on_change',
    verify: 'details',
    seal,
    ...policy,
  });

describe('the tag', () => {
  test('depends on the token, the test and what is declared, and not on the order of options', () => {
    expect(TAG).toMatch(/^credentials-[0-9a-f]{4}-[0-9a-f]{8}$/);
    expect(tagOf({ basic_password: 'rosebud', basic_username: 'robot', check_rate: 60 })).toBe(TAG);
    const others = [
      tagOf({ ...CREDENTIALS, basic_password: 'Rosebud' }),
      tagOf({ basic_password: 'rosebud' }),
      tagOf(CREDENTIALS, 'globex'),
      tagOf(CREDENTIALS, 'acme', other),
    ];
    expect(new Set([TAG, ...others]).size).toBe(5);
    expect(credentialsTag(uptime, { name: 'acme' }, 'acme', seal)).toBeNull();
  });

  test('is a digest that takes the token to make', () => {
    const text = 'digest of credentials\n["acme",[["basic_username","robot"],["basic_password","rosebud"]]]';
    const digest = createHmac('sha256', 'token-of-the-account').update(text).digest('hex');
    expect(TAG.slice(-8)).toBe(digest.slice(0, 8));
  });
});

describe('with on_change', () => {
  test('a new test is created with its tag, which is not shown', () => {
    const step = plan({ ...CREDENTIALS, name: 'acme', website_url: 'https://acme.example.com' }, null);
    expect(step.form).toMatchObject({ ...CREDENTIALS, tags: [TAG] });
    expect(step.after).not.toHaveProperty('tags');
  });

  test('a test with the tag of its declaration is left alone, whatever tags are declared', () => {
    const asIs = { action: 'unchanged', form: {}, unverified: [], before: { tags: ['x'] } };
    expect(plan(CREDENTIALS, existing('x', TAG))).toMatchObject(asIs);
    expect(plan({ ...CREDENTIALS, tags: ['x'] }, existing('x', TAG))).toMatchObject(asIs);
  });

  test('credentials that differ are written together with their tag', () => {
    const changed = { ...CREDENTIALS, basic_password: 'another' };
    expect(plan(changed, existing('x', TAG))).toMatchObject({
      action: 'updated',
      changes: ['basic_password', 'basic_username'],
      form: { ...changed, tags: [tagOf(changed), 'x'] },
      before: { tags: ['x'] },
      after: { tags: ['x'] },
    });
  });

  test.each([
    ['no tag', []],
    ['the tag of another token', [tagOf(CREDENTIALS, 'acme', other)]],
    ['two tags', [TAG, tagOf({ basic_password: 'another' })]],
  ])('a test with %s is left as it is, and said to be unverified', (_, tags) => {
    const unverified = ['basic_password', 'basic_username'];
    expect(plan(CREDENTIALS, existing(...tags))).toMatchObject({ action: 'unchanged', form: {}, unverified });
    const form = plan({ ...CREDENTIALS, tags: ['x'] }, existing(...tags)).form;
    expect(form).toEqual({ tags: [...tags, 'x'].sort() });
  });

  test('another name gets a tag of its own, without a new password', () => {
    const step = plan({ ...CREDENTIALS, name: 'globex' }, existing('x', TAG));
    expect(step.form).toEqual({ name: 'globex', tags: [tagOf(CREDENTIALS, 'globex'), 'x'].sort() });
  });

  test('a test made anew gets the tag where it gets the credentials, and loses it where it does not', () => {
    const anew = { test_type: 'HEAD' };
    const tagsOf = (values: Values) => plan(values, existing('x', TAG), { recreate: true }).form.tags;
    expect(tagsOf({ ...anew, ...CREDENTIALS })).toEqual([TAG, 'replaces-7', 'x']);
    expect(tagsOf(anew)).toEqual(['replaces-7', 'x']);
  });

  test('details are read where the list does not show the tags', () => {
    const { tags: _, ...row } = existing();
    const policy = { verify: 'details', writeHidden: 'on_change' } as const;
    expect(needsDetails(uptime, CREDENTIALS, row as Remote, policy)).toBe(true);
    expect(needsDetails(uptime, CREDENTIALS, existing(), policy)).toBe(false);
    expect(needsDetails(uptime, { name: 'acme' }, row as Remote, policy)).toBe(false);
  });
});

test('without a token nothing is known of credentials, whatever the tags are', () => {
  const policy = { recreate: false, writeHidden: 'on_change', verify: 'details' } as const;
  for (const tags of [['x'], [TAG]]) {
    expect(planPresent(uptime, CREDENTIALS, existing(...tags), policy)).toMatchObject({
      action: 'unchanged',
      unverified: ['basic_password', 'basic_username'],
    });
  }
});

test('with always, credentials are written whatever the tag says, and the tag of another token goes', () => {
  const foreign = tagOf(CREDENTIALS, 'acme', other);
  const written = (...tags: string[]) => plan(CREDENTIALS, existing(...tags), { writeHidden: 'always' }).form;
  expect(written(TAG)).toEqual(CREDENTIALS);
  expect(written(foreign, 'x')).toEqual({ ...CREDENTIALS, tags: [TAG, 'x'] });
});

test('with on_create there is no tag, and one that is there stays', () => {
  const policy = { writeHidden: 'on_create' } as const;
  const values = { ...CREDENTIALS, name: 'acme', website_url: 'https://acme.example.com' };
  expect(plan(values, null, policy).form).not.toHaveProperty('tags');
  expect(plan({ ...CREDENTIALS, tags: ['y'] }, existing('x', TAG), policy).form).toEqual({
    tags: [TAG, 'y'],
  });
});

test('a task about other options leaves the tag alone', () => {
  expect(plan({ check_rate: 300 }, existing('x', TAG)).form).toEqual({ check_rate: 300 });
  expect(plan({ tags: ['y'] }, existing('x', TAG)).form).toEqual({ tags: [TAG, 'y'] });
});

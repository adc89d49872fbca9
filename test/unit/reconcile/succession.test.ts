import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMarks, withoutMarks } from '../../../src/reconcile/marks.ts';
import { planPresent } from '../../../src/reconcile/plan.ts';
import { lastSuccessor, markOf, successionsIn } from '../../../src/reconcile/succession.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const remote = (id: string, ...tags: string[]): Remote => ({ id, name: 'a', test_type: 'HTTP', tags });

describe('what has taken the place of what', () => {
  test('is said by the tag of the younger one', () => {
    expect([...successionsIn(uptime, [remote('9'), remote('10', 'x', 'replaces-9')])]).toEqual([['9', '10']]);
  });

  test.each([
    ['the tag of an older one', [remote('9', 'replaces-10'), remote('10')]],
    ['its own ID', [remote('9', 'replaces-9')]],
    ['no ID', [remote('9'), remote('10', 'replaces-x', 'replaces-', 'replaces-9-', 'not-replaces-9')]],
  ])('is not said by %s', (_, list) => {
    expect(successionsIn(uptime, list).size).toBe(0);
  });

  test('is not said of kinds that can be changed in place', () => {
    expect(successionsIn(heartbeat, [remote('9'), remote('10', 'replaces-9')]).size).toBe(0);
  });

  test('compares IDs exactly, however large', () => {
    const [older, younger] = ['9007199254740993', '9007199254740994'];
    const successions = successionsIn(uptime, [remote(older), remote(younger, markOf(older))]);
    expect(lastSuccessor(successions, older)).toBe(younger);
  });

  test('of two that say the same is the older one', () => {
    const list = [remote('1'), remote('3', 'replaces-1'), remote('2', 'replaces-1')];
    expect(lastSuccessor(successionsIn(uptime, list), '1')).toBe('2');
  });

  test('of two that say the same is the one that nothing has replaced in its turn', () => {
    const list = [remote('1'), remote('2', 'replaces-1'), remote('3', 'replaces-1', 'replaces-2')];
    expect(successionsIn(uptime, list).get('1')).toBe('3');
  });

  test('never leaves none: whatever the tags say, the youngest stays, and every path ends', () => {
    const ids = fc.integer({ min: 1, max: 8 }).map(String);
    const list = fc.uniqueArray(fc.record({ id: ids, old: fc.array(ids, { maxLength: 4 }) }), {
      minLength: 1,
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(list, (entries) => {
        const account = entries.map(({ id, old }) => remote(id, ...old.map(markOf)));
        const successions = successionsIn(uptime, account);
        const youngest =
          account
            .map(({ id }) => id)
            .sort()
            .at(-1) ?? '';
        expect(successions.has(youngest)).toBe(false);
        for (const { id } of account) {
          expect(successions.has(lastSuccessor(successions, id))).toBe(false);
        }
      }),
    );
  });
});

describe('the tag', () => {
  test('is taken from what can be replaced, also with blanks around it, and from nothing else', () => {
    expect(withoutMarks(uptime, { tags: [' replaces-9 ', 'x'] })).toEqual({ tags: ['x'] });
    const values = { tags: ['replaces-9'] };
    expect(withoutMarks(heartbeat, values)).toBe(values);
    const certificate = { website_url: 'https://a.example.com' };
    expect(withoutMarks(ssl, certificate)).toBe(certificate);
    const untouched = { tags: ['x'] };
    expect(withoutMarks(uptime, untouched)).toBe(untouched);
  });

  test('is written for as many as there are', () => {
    const form = { name: 'a' };
    expect(addMarks(uptime, form, [])).toBe(form);
    expect(addMarks(ssl, form, ['9'])).toBe(form);
    expect(addMarks(uptime, form, ['9', '8'].map(markOf))).toEqual({
      name: 'a',
      tags: ['replaces-8', 'replaces-9'],
    });
  });

  const actual = remote('10', 'x', 'replaces-9');

  test('has no part in comparing, and is not shown', () => {
    for (const tags of [['x'], ['x', 'replaces-9'], ['x', 'replaces-7']]) {
      const step = planPresent(uptime, { tags }, actual, POLICY);
      expect(step).toMatchObject({ action: 'unchanged', before: { tags: ['x'] }, after: { tags: ['x'] } });
    }
  });

  test('stays when other tags are written, and is not shown', () => {
    const step = planPresent(uptime, { tags: ['y'] }, actual, POLICY);
    expect(step.form).toEqual({ tags: ['replaces-9', 'y'] });
    expect([step.before?.tags, step.after?.tags]).toEqual([['x'], ['y']]);
    expect(planPresent(uptime, { tags: [] }, actual, POLICY).form).toEqual({ tags: ['replaces-9'] });
  });

  test('names all that one has replaced, those that its predecessor had replaced, too', () => {
    const values = { test_type: 'HEAD', website_url: 'https://example.com', check_rate: 60 };
    const step = planPresent(uptime, values, actual, POLICY);
    expect(step).toMatchObject({ action: 'recreated', predecessors: ['10', '9'], after: { tags: ['x'] } });
    expect(step.form.tags).toEqual(['replaces-10', 'replaces-9', 'x']);
    expect(planPresent(uptime, values, remote('10'), POLICY).form.tags).toEqual(['replaces-10']);
  });
});

import { describe, expect, test } from 'vitest';
import type { CheckDeclaration, StackDeclaration } from '../../../src/reconcile/declaration.ts';
import { judgeStackRenames } from '../../../src/reconcile/stack-renames.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { named, numbered, remote } from './declared.ts';
import { accountsOf, former, type Held, own, renamed } from './renaming-account.ts';
import { stackOf } from './stack-declarations.ts';

const { formerName: _, ...settled } = renamed;

const judge = (held: Held, stack: StackDeclaration = renamed) =>
  judgeStackRenames([stack, stackOf('globex')], accountsOf(held), 'stack-');
const messagesOf = (...parameters: Parameters<typeof judge>) =>
  judge(...parameters).problems.map(({ check, option, message }) => [check, option, message]);

const page = (id: string, stack: string): Remote => ({ id, name: `${stack} page` });

describe('the rename of a stack', () => {
  test.each<[string, Held]>([
    ['nothing is there', {}],
    ['nothing carries the new tag', { tests: [former('9')], pages: [page('9', 'acme')] }],
    ['a mark tells that a run was cut short', { tests: [own('9'), former('10', 'renaming-to-acme-eu')] }],
    [
      'a mark of another kind does',
      { tests: [own('9'), former('10')], heartbeats: [former('1', 'renaming-to-acme-eu')] },
    ],
    [
      'what has the mark has both tags',
      { tests: [remote('9', 'acme-eu 9', 'stack-acme-eu', 'stack-acme', 'renaming-to-acme-eu')] },
    ],
    [
      'something else of the new name is another stack’s',
      { tests: [former('9'), remote('8', 'acme-eu 8', 'stack-globex')] },
    ],
    [
      'a mark tells that it was begun the other way round',
      { tests: [own('9', 'renaming-to-acme'), former('10')] },
    ],
  ])('is to be carried out where %s', (_case, held) => {
    const stacks = [renamed, stackOf('globex')];
    expect(judge(held)).toEqual({ stacks, settled: [], reused: [], held: [], problems: [], notes: [] });
  });

  test('is judged by the names of page speed tests where the stack declares nothing with tags', () => {
    const held = { tests: [former('9')], pages: [page('8', 'acme-eu')] };
    const withTests = { ...renamed, checks: { uptime: [named('acme-eu 9')] } };
    const withPages = { ...renamed, checks: { pagespeed: [named('acme-eu page')] } };
    for (const declared of [renamed, withPages]) {
      expect(judge(held, declared).reused).toEqual([declared]);
    }
    expect(judge(held, withTests)).toMatchObject({ stacks: [withTests, {}], reused: [], notes: [] });
  });

  test('is none of a stack that goes, unless a run was cut short', () => {
    const goes = { ...renamed, state: 'absent' as const };
    expect(judge({ tests: [former('9')] }, goes)).toMatchObject({
      stacks: [{ stack: 'acme-eu', state: 'absent' }, {}],
      reused: [goes],
      notes: [
        'nothing is there of these stacks, and what there is of their former names stays: to remove that, rename it first, or remove it ' +
          'by the former name: acme-eu (was acme)',
      ],
    });
    expect(judge({ tests: [own('8'), former('9')] }, goes)).toMatchObject({
      notes: [expect.stringMatching(/^the former name of these stacks is that of others by now/)],
    });
    expect(judge({ tests: [former('9', 'renaming-to-acme-eu')] }, goes)).toMatchObject({
      stacks: [goes, {}],
      reused: [],
    });
  });

  test('is over where nothing carries the tag of the former name, whatever begins with that', () => {
    expect(judge({ tests: [own('1')], pages: [page('1', 'acme')] })).toEqual({
      stacks: [settled, stackOf('globex')],
      settled: [renamed],
      reused: [],
      held: ['acme'],
      problems: [],
      notes: [],
    });
  });

  test.each<[string, Held]>([
    ['younger', { tests: [own('1'), former('2')] }],
    ['older', { tests: [own('2'), former('1')] }],
    ['of another kind', { tests: [own('1')], heartbeats: [former('1')] }],
  ])('is over, and its former name is of another stack, where that has checks: %s', (_case, held) => {
    expect(judge(held)).toEqual({
      stacks: [settled, stackOf('globex')],
      settled: [],
      reused: [renamed],
      held: ['acme'],
      problems: [],
      notes: [
        'the former name of these stacks is that of others by now, which keep what they have, so renamed_from can be taken out: ' +
          'acme-eu (was acme)',
      ],
    });
  });

  test('is told of once for the first ten whose former names are others’', () => {
    const stacks = Array.from({ length: 11 }, (_value, index) => ({ ...renamed, stack: `s${index}` }));
    const tests = stacks.map(({ stack }, index) => remote(String(index), stack, `stack-${stack}`));
    const { notes } = judgeStackRenames(stacks, accountsOf({ tests: [...tests, former('20')] }), 'stack-');
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/s9 \(was acme\) and 1 more$/);
  });

  const declares = (...checks: CheckDeclaration[]) => ({ ...renamed, checks: { uptime: checks } });
  const queue = remote('10', 'acme queue', 'stack-acme');

  test('is a mistake where what has the former name has a counterpart of what is declared', () => {
    const present = remote('9', 'acme-eu queue', 'stack-acme-eu');
    expect(
      messagesOf({ tests: [own('9'), queue] }, declares(named('acme-eu queue'), named('acme-eu blog'))),
    ).toEqual([
      [
        'acme-eu queue',
        'renamed_from',
        'the uptime test "acme queue" (ID 10) is of another stack acme, since acme-eu has checks already: take renamed_from out of ' +
          'acme-eu, or, if all that acme has is meant, give one of its tests the tag renaming-to-acme-eu, and run it again',
      ],
    ]);
    expect(messagesOf({ tests: [present, queue] }, declares(named('acme-eu queue')))).toEqual([
      [
        'acme-eu queue',
        'renamed_from',
        expect.stringContaining(
          'there are both the uptime tests "acme queue" (ID 10) and "acme-eu queue" (ID 9)',
        ),
      ],
    ]);
  });

  test('is a mistake where the name of a page speed test shows a counterpart', () => {
    const stack = { ...renamed, checks: { pagespeed: [named('acme-eu page')] } };
    expect(messagesOf({ tests: [own('9')], pages: [page('7', 'acme')] }, stack)).toEqual([
      [
        'acme-eu page',
        'renamed_from',
        'the page speed test "acme page" (ID 7) is of another stack acme, since acme-eu has checks already: take renamed_from out of ' +
          'acme-eu, and say it of the check if that is meant',
      ],
    ]);
  });

  test.each<[string, StackDeclaration, readonly Remote[]]>([
    ['the check is declared by its ID', declares(numbered('9', { name: 'acme-eu queue' })), [queue]],
    ['the stack is to go', { ...declares(named('acme-eu queue')), state: 'absent' }, [queue]],
    [
      'nothing is done for the stack',
      { ...declares(named('acme-eu queue')), untouched: 'elsewhere' },
      [queue],
    ],
    [
      'a third stack has the counterpart, too',
      declares(named('acme-eu queue')),
      [remote('10', 'acme queue', 'stack-acme', 'stack-c')],
    ],
  ])('is none where %s', (_case, stack, tests) => {
    expect(messagesOf({ tests: [own('9'), ...tests] }, stack)).toEqual([]);
  });

  test('that was cut short is a mistake of whoever goes on otherwise', () => {
    const half = { tests: [former('1', 'renaming-to-acme-eu'), own('2')] };
    expect(messagesOf(half, stackOf('acme', { state: 'absent' }))).toHaveLength(1);
    expect(messagesOf(half, stackOf('initech', { formerName: 'acme-eu' }))).toEqual([
      [
        'the stack itself',
        'renamed_from',
        expect.stringContaining('finish that first, with renamed_from acme at acme-eu'),
      ],
    ]);
    for (const name of ['acme', 'acme-eu']) {
      expect(messagesOf(half, stackOf(name))).toEqual([
        [
          'the stack itself',
          'renamed_from',
          'an interrupted run was renaming acme to acme-eu: declare acme-eu with renamed_from acme to go on, or acme with renamed_from ' +
            'acme-eu to go back',
        ],
      ]);
    }
    expect(messagesOf(half, stackOf('initech', { formerName: 'acme' }))).toEqual([
      [
        'the stack itself',
        'renamed_from',
        'an interrupted run was renaming acme to acme-eu: finish that first, with renamed_from acme at acme-eu',
      ],
    ]);
    for (const stack of [
      renamed,
      stackOf('acme', { formerName: 'acme-eu' }),
      stackOf('acme', { untouched: 'elsewhere' }),
    ]) {
      expect(messagesOf(half, stack)).toEqual([]);
    }
  });
});

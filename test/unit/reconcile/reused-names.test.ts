import { describe, expect, test } from 'vitest';
import type { CheckDeclaration } from '../../../src/reconcile/declaration.ts';
import { type KindAccount, oldestOfFormer, withoutReusedNames } from '../../../src/reconcile/reused-names.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { named, numbered, remote } from './declared.ts';
import { stackOf } from './stack-declarations.ts';

const renamed = stackOf('acme-eu', { formerName: 'acme' });
const { formerName: _, ...settled } = renamed;

const accountOf = (tests: readonly Remote[], pages: readonly Remote[] = []): KindAccount[] => [
  { resource: uptime, ownership: 'tag', account: tests },
  { resource: pagespeed, ownership: 'name', account: pages },
  { resource: ssl, ownership: 'sign', account: [{ id: '1', website_url: 'https://acme.example.com' }] },
];
const judge = (tests: readonly Remote[], pages: readonly Remote[] = [], stack = renamed) =>
  withoutReusedNames([stack, stackOf('globex')], accountOf(tests, pages), 'stack-');

const own = (id: string) => remote(id, `own ${id}`, 'stack-acme-eu');
const former = (id: string) => remote(id, `acme ${id}`, 'stack-acme');
const page = (id: string, stack: string): Remote => ({ id, name: `${stack} page` });

describe('the former name of a stack', () => {
  test.each<[string, readonly Remote[], readonly Remote[]]>([
    ['nothing is there', [], []],
    ['nothing is there of the new one', [former('9')], [page('9', 'acme')]],
    ['nothing is there of the former one', [own('9')], [page('9', 'acme-eu')]],
    ['the oldest is there, as an interrupted run leaves it', [own('10'), former('9'), own('11')], []],
    [
      'one kind is renamed, and of the other the oldest is there',
      [own('9')],
      [page('10', 'acme-eu'), page('9', 'acme')],
    ],
    [
      'what is older is of several stacks',
      [former('9'), remote('8', 'a', 'stack-acme-eu', 'stack-globex')],
      [],
    ],
    ['what it bears is of several stacks', [own('8'), remote('9', 'a', 'stack-acme', 'stack-globex')], []],
  ])('is its own, where %s', (_case, tests, pages) => {
    expect(judge(tests, pages)).toEqual({ stacks: [renamed, stackOf('globex')], problems: [], notes: [] });
  });

  test.each<[string, readonly Remote[], readonly Remote[]]>([
    ['all of a kind', [own('9'), former('10')], []],
    [
      'all of one kind, whatever there is of the others',
      [own('10'), former('9')],
      [page('9', 'acme-eu'), page('10', 'acme')],
    ],
  ])('is that of another one, where %s is younger that bears it', (_case, tests, pages) => {
    expect(judge(tests, pages)).toEqual({
      stacks: [settled, stackOf('globex')],
      problems: [],
      notes: [
        'the former name of these stacks is that of other ones by now, which keep what they have, so renamed_from can be taken out: ' +
          'acme-eu (was acme)',
      ],
    });
  });

  const declares = (...checks: CheckDeclaration[]) => ({ ...renamed, checks: { uptime: checks } });
  const there = [
    remote('9', 'acme-eu there', 'stack-acme-eu'),
    remote('10', 'acme queue', 'stack-acme'),
    remote('11', 'acme there', 'stack-acme'),
  ];

  test('is a mistake where what bears it may be a check that would be new', () => {
    const { problems } = judge(there, [], declares(named('acme-eu queue'), named('acme-eu blog')));
    expect(problems).toEqual([
      {
        stack: 'acme-eu',
        check: 'acme-eu queue',
        option: 'renamed_from',
        message:
          'the uptime test "acme queue" (ID 10) is one of a stack acme that came after acme-eu, as their IDs tell: take renamed_from out of ' +
          'the stack, or give the id here if it is the same test',
      },
    ]);
  });

  test.each([
    ['one is declared by its ID', declares(numbered('9', { name: 'acme-eu queue' }))],
    ['it is there, too', declares(named('acme-eu there'))],
    ['the stack is to go', { ...declares(named('acme-eu queue')), state: 'absent' as const }],
  ])('is none where %s', (_case, stack) => {
    expect(judge(there, [], stack).problems).toEqual([]);
  });

  test('is not judged where nothing is done for the stack', () => {
    const untouched = { ...renamed, untouched: 'elsewhere' as const };
    expect(judge([own('9'), former('10')], [], untouched)).toMatchObject({
      stacks: [untouched, {}],
      notes: [],
    });
  });
});

test('the oldest that bears a former name is found of each kind that shows it', () => {
  const [tests, pages, certificates] = accountOf(
    [former('10'), former('9'), own('8')],
    [page('7', 'acme')],
  ) as [KindAccount, KindAccount, KindAccount];
  expect(oldestOfFormer(tests, renamed, 'stack-')?.id).toBe('9');
  expect(oldestOfFormer(pages, renamed, 'stack-')?.id).toBe('7');
  expect(oldestOfFormer(certificates, renamed, 'stack-')).toBeUndefined();
  expect(oldestOfFormer(tests, settled, 'stack-')).toBeUndefined();
});

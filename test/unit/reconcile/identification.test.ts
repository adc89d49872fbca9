import { describe, expect, test } from 'vitest';
import { type Claims, claim, type Purging } from '../../../src/reconcile/claims.ts';
import type { CheckDeclaration, KindDeclaration } from '../../../src/reconcile/declaration.ts';
import { formerNamesOf } from '../../../src/reconcile/former-names.ts';
import { byName, byTag, ownershipRule } from '../../../src/reconcile/ownership.ts';
import { noRemarks, type Remarks } from '../../../src/reconcile/remarks.ts';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
import type { Successions } from '../../../src/reconcile/succession.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import {
  elsewhere,
  faulty,
  formerly,
  gone,
  named,
  numbered,
  policy,
  remote,
  renamed,
  stack,
} from './declared.ts';

const PURGING: Purging = { purge: true, purgeUnlisted: false, duplicates: 'error' };

function decide(
  stacks: readonly KindDeclaration[],
  account: readonly Remote[],
  purging: Partial<Purging> = {},
  successions?: Successions,
): Claims {
  const kind = { resource: uptime, rule: byTag('stack-', formerNamesOf(stacks)) };
  return claim(kind, stacks, account, { ...PURGING, ...purging }, successions);
}

/** What was decided, in short; what goes is not that of another one. */
const summary = ({ claims, deletions, problems, remarks }: Claims) => ({
  claimed: claims.map(({ stack: owner, actual }) => [owner, actual?.id ?? null]),
  deleted: deletions.map(({ stack: owner, actual }) => [owner, actual.id]),
  problems: problems.map(
    ({ stack: owner, check, option, message }) => `${owner}, ${check}, ${option}: ${message}`,
  ),
  remarks,
});
type Summary = Omit<ReturnType<typeof summary>, 'remarks'> & { remarks: Partial<Remarks> };

const NO_REMARKS = noRemarks();
/** All that was decided, where only this is to be told of it. */
const only = ({ remarks = {}, ...rest }: Partial<Summary>) => ({
  claimed: [],
  deleted: [],
  problems: [],
  ...rest,
  remarks: { ...NO_REMARKS, ...remarks },
});

const foreign = (check: string, name: string, move: string, option = 'name') =>
  `acme, ${check}, ${option}: the uptime test "${name}" (ID 1) carries the tag of the stack globex, so acme cannot have it: ` +
  `give it another name here, take one of the tags off it, or ${move}, which moves it`;
const WHICH = 'give the id of the one that is meant';
const BOTH = 'declare both stacks in one task';

describe('what another stack has that says no more of it', () => {
  const live = remote('1', 'live', 'stack-globex');

  test.each([
    ['its name', named('live')],
    ['its ID', numbered('1')],
  ])('is that of the stack which declares it, by %s', (_, check) => {
    for (const other of [
      stack('globex'),
      gone('globex'),
      gone('globex', named('live')),
      gone('globex', numbered('1')),
    ]) {
      expect(summary(decide([stack('acme', check), other], [live]))).toEqual(
        only({ claimed: [['acme', '1']] }),
      );
    }
  });

  test('goes with it, and is not that of a stack which goes as well', () => {
    expect(summary(decide([gone('acme', named('live')), stack('globex')], [live]))).toEqual(
      only({ deleted: [['globex', '1']], problems: [foreign('live', 'live', WHICH)] }),
    );
  });

  test('is nobody’s where it is one of two', () => {
    const two = [live, remote('2', 'live', 'stack-globex')];
    const { claimed, problems } = summary(decide([stack('acme', named('live')), stack('globex')], two));
    expect([claimed, problems]).toEqual([[], [foreign('live', 'live', WHICH)]]);
  });

  test('stays where a third stack has it, which is not listed', () => {
    const shared = remote('1', 'live', 'stack-globex', 'stack-initech');
    const { problems } = decide([stack('acme', named('live')), stack('globex')], [shared], { purge: false });
    expect(problems).toMatchObject([
      { check: 'live', message: expect.stringContaining('of the stack globex, so acme') },
    ]);
  });

  test('is kept for a stack whose own it is as well, though that has a mistake', () => {
    const shared = remote('1', 'live', 'stack-acme', 'stack-globex');
    const text =
      'the uptime test "live" (ID 1) stays for acme, which takes it where globex does not declare it any more, or is absent there: run that before globex leaves the inventory';
    expect(summary(decide([faulty('acme', named('live')), gone('globex')], [shared]))).toEqual(
      only({ remarks: { staying: [{ stack: 'globex', text }] } }),
    );
  });

  test('is that of its stack where that still declares it, whoever else does', () => {
    for (const check of [named('live'), numbered('1')]) {
      const stacks = [stack('globex', check), stack('acme', numbered('1'))];
      expect(summary(decide(stacks, [live]))).toEqual(
        only({ claimed: [['globex', '1']], problems: [foreign('1', 'live', 'take it out of globex', 'id')] }),
      );
    }
  });
});

describe('what a check was called before', () => {
  const old = remote('1', 'old', 'stack-acme');
  const check = renamed('old', named('new'));

  test.each([
    ['of its stack', old, [stack('acme', check)]],
    ['of no stack', remote('1', 'old'), [stack('acme', check)]],
    [
      'of a stack that has let go of it',
      remote('1', 'old', 'stack-globex'),
      [stack('acme', check), stack('globex')],
    ],
  ])('is what it means, %s', (_, there, stacks) => {
    expect(summary(decide(stacks, [there]))).toEqual(only({ claimed: [['acme', '1']] }));
  });

  test('has done its work where only the new name is there, which is told', () => {
    const settled = [{ stack: 'acme', text: 'new' }];
    expect(summary(decide([stack('acme', check)], [remote('2', 'new', 'stack-acme')]))).toEqual(
      only({ claimed: [['acme', '2']], remarks: { settled } }),
    );
    const byId = renamed('old', numbered('2', { name: 'new' }));
    expect(
      summary(decide([stack('acme', byId)], [old, remote('2', 'new', 'stack-acme')], { purge: false })),
    ).toEqual(only({ claimed: [['acme', '2']], remarks: { settled } }));
  });

  describe('is borne by something else, too, where twins may go', () => {
    const two = (tag = 'stack-acme') => [
      remote('2', 'new', 'stack-acme'),
      remote('10', 'new', 'stack-acme'),
      remote('1', 'old', tag),
    ];

    test('so that the oldest of all stays', () => {
      expect(summary(decide([stack('acme', check)], two(), { duplicates: 'remove' }))).toEqual(
        only({
          claimed: [['acme', '1']],
          deleted: [
            ['acme', '2'],
            ['acme', '10'],
          ],
        }),
      );
    });

    test.each([
      ['of no stack', two('production'), [stack('acme', check)]],
      ['of another stack', two('stack-globex'), [stack('acme', check), stack('globex')]],
    ])('but not what is %s', (_, account, stacks) => {
      const { problems } = decide(stacks, account, { duplicates: 'remove' });
      expect(problems).toMatchObject([{ message: expect.stringContaining('there are both') }]);
    });
  });

  test('may be that of a stack of which nothing is known here, so that it matters what others declare', () => {
    const account = (tag: string) => [remote('2', 'new', 'stack-acme'), remote('1', 'old', tag)];
    const { isDisputed, remarks } = decide([stack('acme', check)], account('stack-globex'), { purge: false });
    expect([isDisputed, remarks]).toEqual([true, NO_REMARKS]);
  });

  test.each([
    ['had', [formerly('acme', stack('beta')), stack('globex', renamed('acme job', named('globex job')))]],
    [
      'has, which is the check’s own',
      [formerly('acme', stack('beta', renamed('acme job', named('beta work'))))],
    ],
  ])('is also what it is by the present name of the stack that %s it', (_, stacks) => {
    const found = summary(decide(stacks, [remote('1', 'beta job', 'stack-beta')]));
    expect(found).toMatchObject({ claimed: [[expect.any(String), '1']], deleted: [], problems: [] });
  });

  test('of another task is no matter of this one', () => {
    const other = elsewhere('acme', check);
    expect(decide([other, stack('globex')], []).remarks).toEqual(NO_REMARKS);
    expect(decide([other, stack('globex')], [remote('2', 'new', 'stack-acme')]).remarks).toEqual(NO_REMARKS);
  });

  test('is there no more, which is told, and the check is new', () => {
    expect(summary(decide([stack('acme', check)], []))).toEqual(
      only({ claimed: [['acme', null]], remarks: { missing: [{ stack: 'acme', text: 'new (was old)' }] } }),
    );
  });

  test.each([
    ['that was left in place, where its stack is renamed now', 'old', 'acme live'],
    ['that was written with the new name of its stack', 'acme-eu old', 'acme old'],
  ])('%s, leads to what it is called by now', (_, former, now) => {
    const declaration = formerly('acme', stack('acme-eu', renamed(former, named('acme-eu live'))));
    expect(summary(decide([declaration], [remote('1', now, 'stack-acme')]))).toEqual(
      only({ claimed: [['acme-eu', '1']] }),
    );
  });

  test('written with the new name of its stack leads to nothing that no stack has', () => {
    const declaration = formerly('acme', stack('acme-eu', renamed('acme-eu old', named('acme-eu live'))));
    expect(summary(decide([declaration], [remote('1', 'acme old')])).claimed).toEqual([['acme-eu', null]]);
  });

  test('is a mistake where nothing bears it and something else of the stack would go', () => {
    const account = [remote('1', 'odl', 'stack-acme'), remote('2', 'older', 'stack-acme')];
    const { deletions: _, ...decided } = decide([stack('acme', check)], account);
    expect(decided.problems).toEqual([
      {
        stack: 'acme',
        check: 'new',
        option: 'renamed_from',
        message:
          'there is no uptime test "old", while the uptime test "odl" (ID 1) is to be deleted: give the name of that one if it ' +
          'was renamed, or take renamed_from out',
      },
    ]);
    expect(decide([stack('acme', check)], account, { purge: false }).problems).toEqual([]);
  });

  test('is there no more, and what tests the same is adopted, so that the check is not new', () => {
    const url = { website_url: 'https://acme.example.com', test_type: 'HTTP' };
    const adopting = renamed('old', { ...named('new'), values: { name: 'new', ...url } });
    const found = { ...remote('2', 'other'), ...url };
    expect(summary(decide([stack('acme', adopting)], [found], { adoptByUrl: true }))).toEqual(
      only({ claimed: [['acme', '2']] }),
    );
  });

  test.each<[string, Remote[], CheckDeclaration[], string]>([
    [
      'both names are there',
      [old, remote('2', 'new', 'stack-acme')],
      [check],
      'new, renamed_from: there are both the uptime tests "old" (ID 1) and "new" (ID 2): delete the one whose history nobody needs, or take renamed_from out if they are not the same',
    ],
    [
      'two have it',
      [old, remote('2', 'old', 'stack-acme')],
      [check],
      'new, renamed_from: 2 uptime tests are named "old" (IDs 1, 2): say which with id',
    ],
    [
      'it is declared as well',
      [old],
      [named('old'), check],
      'new, renamed_from: the uptime test "old" is declared as well: take renamed_from out where it is not the same one',
    ],
    [
      'it is declared as well, and nothing bears it',
      [],
      [named('old'), check],
      'new, renamed_from: the uptime test "old" is declared as well: take renamed_from out where it is not the same one',
    ],
    [
      'it is declared as well, by its ID',
      [old],
      [numbered('1'), check],
      'new, renamed_from: the uptime test "old" is declared as well: take renamed_from out where it is not the same one',
    ],
  ])('is a mistake where %s', (_, account, checks, problem) => {
    expect(summary(decide([stack('acme', ...checks)], account)).problems).toEqual([`acme, ${problem}`]);
  });

  test('is a mistake of both where two checks had it', () => {
    const checks = [check, renamed('old', named('newer'))];
    const two =
      'renamed_from: the uptime test "old" is the former name of two: take renamed_from out where it is not the same one';
    expect(summary(decide([stack('acme', ...checks)], [old])).problems).toEqual([
      `acme, new, ${two}`,
      `acme, newer, ${two}`,
    ]);
  });

  test('that two checks had is no matter once nothing bears it', () => {
    const checks = [check, renamed('old', named('newer'))];
    const account = [remote('1', 'new', 'stack-acme'), remote('2', 'newer', 'stack-acme')];
    expect(summary(decide([stack('acme', ...checks)], account))).toMatchObject({
      claimed: [
        ['acme', '1'],
        ['acme', '2'],
      ],
      problems: [],
    });
  });

  describe('leads astray', () => {
    const [shop, blog] = ['shop', 'blog'].map((name) => ({
      website_url: `https://${name}.example.com`,
      test_type: 'HTTP',
    }));
    const wanted = renamed('old', named('new', shop));
    const own = { ...remote('2', 'own', 'stack-acme'), ...shop };
    const problem =
      'acme, new, renamed_from: the uptime test "old" (ID 1) would be taken, and the uptime test "own" (ID 2) deleted, which the stack has: ' +
      'give the name of that one if it was renamed, or id 1 in place of renamed_from';

    test.each([
      ['what no stack has', wanted, { ...remote('1', 'old'), ...shop }],
      ['what tests something else', wanted, { ...remote('1', 'old', 'stack-acme'), ...blog }],
      [
        'what no stack has, of a kind or a check without an address',
        renamed('old', named('new')),
        remote('1', 'old'),
      ],
    ])('where it takes %s, while something of the stack would go', (_, declared, taken) => {
      expect(summary(decide([stack('acme', declared)], [taken, own])).problems).toEqual([problem]);
    });

    test.each([
      [
        'it takes what the stack has and what tests the same',
        wanted,
        { ...remote('1', 'old', 'stack-acme'), ...shop },
        own,
        {},
      ],
      ['nothing goes', wanted, remote('1', 'old'), own, { purge: false }],
      ['what goes tests something else', wanted, remote('1', 'old'), { ...own, ...blog }, {}],
      [
        'what is there is of another stack',
        wanted,
        remote('1', 'old'),
        { ...own, tags: ['stack-globex'] },
        {},
      ],
      [
        'its ID says which one is meant',
        numbered('1', { name: 'new', ...shop }),
        remote('1', 'old'),
        own,
        {},
      ],
    ])('not where %s', (_, declared, taken, other, purging) => {
      const { claimed, problems } = summary(decide([stack('acme', declared)], [taken, other], purging));
      expect({ claimed, problems }).toEqual({ claimed: [['acme', '1']], problems: [] });
    });
  });

  test.each([
    ['alone', ['stack-globex']],
    ['as well', ['stack-globex', 'stack-acme']],
  ])('is a mistake where another stack has it %s', (_, tags) => {
    expect(
      summary(decide([stack('acme', check)], [remote('1', 'old', ...tags)], { purge: false })).problems,
    ).toEqual([foreign('new', 'old', BOTH)]);
  });

  test('is no reason to delete it with a stack that goes', () => {
    expect(summary(decide([gone('acme', check)], [remote('1', 'old')]))).toEqual(only({}));
  });

  test('is that of several of which the oldest stays, where the others may go', () => {
    const account = ['9', '10', '8'].map((id) => remote(id, 'old', 'stack-acme'));
    const declared = [stack('acme', renamed('old', named('new')))];
    expect(summary(decide(declared, account, { duplicates: 'remove' }))).toMatchObject({
      claimed: [['acme', '8']],
      deleted: [
        ['acme', '9'],
        ['acme', '10'],
      ],
      problems: [],
    });
  });

  describe('of an SSL test', () => {
    const [OLD, NEW] = ['https://old.example.com', 'https://new.example.com'];
    const declared = stack('acme', renamed(OLD, { id: null, values: { website_url: NEW }, policy }));
    const moveOf = (...owners: string[]) => {
      const tagged = owners.map((owner, index) => ({
        id: String(index),
        tags: [`stack-${owner}`, signOf(OLD)],
      }));
      const kind = {
        resource: ssl,
        rule: ownershipRule(
          'sign',
          [declared].map((one) => ({ ...one, checks: {}, domains: [] })),
          tagged,
          'stack-',
        ),
      };
      return claim(kind, [declared, stack('globex')], [{ id: '7', website_url: OLD }], PURGING);
    };

    test('is its URL', () => {
      expect(summary(moveOf('acme'))).toEqual(only({ claimed: [['acme', '7']] }));
    });

    test('is a mistake where another stack has it, too, also where its ID says which one is meant', () => {
      const byId = stack('acme', { id: '7', values: { website_url: NEW }, policy });
      const tagged = [{ id: '1', tags: ['stack-globex', signOf(OLD)] }];
      const kind = { resource: ssl, rule: ownershipRule('sign', [], tagged, 'stack-') };
      const judge = (url: string, declaration = byId) =>
        summary(claim(kind, [declaration], [{ id: '7', website_url: url }], PURGING)).problems;
      expect(judge(OLD)).toEqual([
        expect.stringContaining(`id: the SSL test "${OLD}" (ID 7) is declared for the stack globex, too`),
      ]);
      expect(judge(NEW)).toEqual([]);
      expect(judge(OLD, stack('acme', { id: '7', values: { website_url: OLD }, policy }))).toEqual([]);
      expect(judge(OLD, { ...byId, state: 'absent' })).toEqual([]);
    });

    test('is a mistake where another stack has it, too: it would get the new one with it', () => {
      const problem = `acme, ${NEW}, renamed_from: the SSL test "${OLD}" (ID 7) is declared for the stack initech, too, so it stays as it is: take renamed_from out, and acme gets one of its own`;
      expect(summary(moveOf('acme', 'initech')).problems).toEqual([problem]);
      expect(summary(moveOf('initech')).problems).toEqual([problem]);
    });

    test('is no mistake where the other stack says no more of it', () => {
      expect(summary(moveOf('acme', 'globex'))).toEqual(only({ claimed: [['acme', '7']] }));
      expect(summary(moveOf('globex'))).toEqual(only({ claimed: [['acme', '7']] }));
    });
  });
});

describe('a check of a stack that was called something else before', () => {
  const declare = (...checks: CheckDeclaration[]) => formerly('acme', stack('acme-eu', ...checks));

  test.each([
    ['the former tag', 'stack-acme'],
    ['the new tag', 'stack-acme-eu'],
  ])('is the one of the former name with %s', (_, tag) => {
    expect(summary(decide([declare(named('acme-eu live'))], [remote('1', 'acme live', tag)]))).toEqual(
      only({ claimed: [['acme-eu', '1']] }),
    );
  });

  test('is new where that is not there, which is no news', () => {
    expect(summary(decide([declare(named('acme-eu live'))], []))).toEqual(
      only({ claimed: [['acme-eu', null]] }),
    );
  });

  test.each([
    ['nobody has', []],
    ['another stack has', ['stack-globex']],
    ['another stack has as well', ['stack-acme', 'stack-globex']],
  ])('is not the one of the former name that %s', (_, tags) => {
    const { claimed, problems } = summary(
      decide([declare(named('acme-eu live'))], [remote('1', 'acme live', ...tags)], { purge: false }),
    );
    expect([claimed, problems]).toEqual([[['acme-eu', null]], []]);
  });

  test('is not the one of the former name that is declared by its ID', () => {
    const stacks = [declare(numbered('1'), named('acme-eu live'))];
    expect(summary(decide(stacks, [remote('1', 'acme live', 'stack-acme')]))).toEqual(
      only({
        claimed: [
          ['acme-eu', '1'],
          ['acme-eu', null],
        ],
      }),
    );
  });

  test('is the one of its former name, whatever that tests, and whatever else goes', () => {
    const [shop, blog] = ['shop', 'blog'].map((host) => ({ website_url: `https://${host}.example.com` }));
    const account = [
      { ...remote('1', 'acme live', 'stack-acme'), ...blog, test_type: 'HTTP' },
      { ...remote('2', 'acme old', 'stack-acme'), ...shop, test_type: 'HTTP' },
    ];
    expect(summary(decide([declare(named('acme-eu live', shop))], account))).toEqual(
      only({ claimed: [['acme-eu', '1']], deleted: [['acme-eu', '2']] }),
    );
  });

  test('has settled where it bears the new name, of which nobody has to be told', () => {
    expect(
      summary(decide([declare(named('acme-eu live'))], [remote('1', 'acme-eu live', 'stack-acme-eu')])),
    ).toEqual(only({ claimed: [['acme-eu', '1']] }));
  });
});

describe('of resources that test the same as a new check', () => {
  const SAME = { website_url: 'https://acme.example.com' };
  const fresh = named('new', SAME);
  const there = (id: string, name: string, tags: string[] = [], values: Values = SAME): Remote => ({
    ...remote(id, name, ...tags),
    test_type: 'HTTP',
    ...values,
  });
  const globex = ['stack-globex'];

  test.each<[string, KindDeclaration[], Remote[], Partial<Purging>]>([
    [
      'that another stack has let go of',
      [stack('acme', fresh), stack('globex')],
      [there('1', 'old', globex)],
      {},
    ],
    [
      'that goes with another stack',
      [stack('acme', fresh), gone('globex')],
      [there('1', 'old', globex)],
      { purge: false },
    ],
    ['that no stack has, on demand', [stack('acme', fresh)], [there('1', 'old')], { adoptByUrl: true }],
    [
      'that another stack has let go of, before one that no stack has',
      [stack('acme', fresh), stack('globex')],
      [there('2', 'by hand'), there('1', 'old', globex)],
      { adoptByUrl: true },
    ],
  ])('the only one %s is the check', (_, stacks, account, purging) => {
    expect(summary(decide(stacks, account, purging))).toEqual(only({ claimed: [['acme', '1']] }));
  });

  test.each<[string, KindDeclaration[], Remote[], Partial<Purging>]>([
    ['is another stack’s', [stack('acme', fresh)], [there('1', 'old', globex)], {}],
    [
      'another stack keeps that does not declare it any more',
      [stack('acme', fresh), stack('globex')],
      [there('1', 'old', globex)],
      { purge: false },
    ],
    [
      'goes with one of its stacks alone',
      [stack('acme', fresh), stack('globex'), gone('initech')],
      [there('1', 'old', ['stack-globex', 'stack-initech'])],
      { purge: false },
    ],
    [
      'tests something else',
      [stack('acme', fresh)],
      [there('1', 'old', [], { website_url: 'https://else.example.com' })],
      { adoptByUrl: true },
    ],
    [
      'tests it in another way',
      [stack('acme', fresh)],
      [there('1', 'old', [], { ...SAME, test_type: 'HEAD' })],
      {},
    ],
  ])('one that %s is not the check', (_, stacks, account, purging) => {
    const { claimed, remarks } = summary(decide(stacks, account, purging));
    const undeclared = purging.purge === false ? [{ stack: 'acme', text: '"new" beside "old" (ID 1)' }] : [];
    expect([claimed, remarks]).toEqual([[['acme', null]], { ...NO_REMARKS, undeclared }]);
  });

  test('none is the check where two could be', () => {
    const two = [there('1', 'old'), there('2', 'older')];
    expect(summary(decide([stack('acme', fresh)], two, { adoptByUrl: true }))).toEqual(
      only({
        claimed: [['acme', null]],
        remarks: { beside: [{ stack: 'acme', text: '"new" beside "old" (ID 1) and "older" (ID 2)' }] },
      }),
    );
    const moved = two.map((one) => ({ ...one, tags: globex }));
    const { claimed } = summary(decide([stack('acme', fresh), stack('globex')], moved));
    expect(claimed).toEqual([['acme', null]]);
  });

  test('the one of its name is the check, of several of other stacks, and none where two have it', () => {
    const check = named('acme shop', SAME);
    const of = (id: string, owner: string, name: string) => there(id, `${owner} ${name}`, [`stack-${owner}`]);
    const several = [of('1', 'globex', 'web'), of('2', 'globex', 'shop')];
    const { claimed } = summary(decide([stack('acme', check), stack('globex')], several));
    expect(claimed).toEqual([['acme', '2']]);
    const twice = [...several, of('3', 'initech', 'shop')];
    const stacks = [stack('acme', check), stack('globex'), stack('initech')];
    expect(summary(decide(stacks, twice)).claimed).toEqual([['acme', null]]);
  });

  test('none is the check of one name where another stack has such a new check, too', () => {
    const fresh = ['acme', 'initech'].map((owner) => stack(owner, named(`${owner} shop`, SAME)));
    const { claimed } = summary(
      decide([...fresh, stack('globex')], [there('1', 'globex shop', ['stack-globex'])]),
    );
    expect(claimed).toEqual([
      ['acme', null],
      ['initech', null],
    ]);
  });

  test('one that is called alike is not taken for a check that is there', () => {
    const account = [there('1', 'acme shop', ['stack-acme']), there('2', 'globex shop', globex)];
    expect(summary(decide([stack('acme', named('acme shop', SAME)), stack('globex')], account))).toEqual(
      only({ claimed: [['acme', '1']], deleted: [['globex', '2']] }),
    );
  });

  test('one that has moved by its name makes it matter no more what other tasks declare', () => {
    const checks = ['shop', 'blog'].map((name) => named(`acme ${name}`, SAME));
    const decided = decide([stack('acme', ...checks), stack('globex')], [there('1', 'globex shop', globex)]);
    expect(summary(decided)).toEqual(
      only({
        claimed: [
          ['acme', '1'],
          ['acme', null],
        ],
      }),
    );
    expect(decided.isDisputed).toBe(false);
  });

  describe('one that only a mistake of its stack keeps', () => {
    const tagged = (...owners: string[]) =>
      there(
        '1',
        'old',
        owners.map((owner) => `stack-${owner}`),
      );

    test.each([
      ['alone', [faulty('globex')], tagged('globex')],
      ['beside one that has let go of it', [stack('initech'), faulty('globex')], tagged('initech', 'globex')],
    ])('keeps the check from being made anew, %s: it moves once that is put right', (_, others, one) => {
      const { claimed, problems } = summary(decide([stack('acme', fresh), ...others], [one]));
      expect(claimed).toEqual([]);
      expect(problems).toEqual([expect.stringContaining('which moves it')]);
    });

    test.each([
      ['a stack of another task has, too', [faulty('globex')], tagged('globex', 'initech')],
      ['it declares', [faulty('globex', named('old', SAME))], tagged('globex')],
    ])('is not the check where it is one that %s', (_, others, one) => {
      expect(summary(decide([stack('acme', fresh), ...others], [one]))).toEqual(
        only({ claimed: [['acme', null]] }),
      );
    });

    test('is none of two that test the same', () => {
      const checks = [fresh, named('newer', SAME)];
      const { problems } = decide([stack('acme', ...checks), faulty('globex')], [tagged('globex')]);
      expect(problems).toEqual([]);
    });
  });

  test('one that no stack has stays beside it, which is told, unless it may be adopted', () => {
    const beside = [{ stack: 'acme', text: '"new" beside "old" (ID 1)' }];
    expect(summary(decide([stack('acme', fresh)], [there('1', 'old')]))).toEqual(
      only({ claimed: [['acme', null]], remarks: { beside } }),
    );
  });

  test('one is adopted by none of two new checks', () => {
    const { claimed, remarks } = summary(
      decide([stack('acme', fresh, named('newer', SAME))], [there('1', 'old')], { adoptByUrl: true }),
    );
    expect(claimed).toEqual([
      ['acme', null],
      ['acme', null],
    ]);
    expect(remarks.beside.map(({ text }) => text)).toEqual([
      '"new" beside "old" (ID 1)',
      '"newer" beside "old" (ID 1)',
    ]);
  });

  test('none of nobody is adopted where one of the stack would go for it', () => {
    const account = [there('1', 'own', ['stack-acme']), there('2', 'by hand')];
    expect(summary(decide([stack('acme', fresh)], account, { adoptByUrl: true }))).toEqual(
      only({
        claimed: [['acme', null]],
        deleted: [['acme', '1']],
        remarks: {
          beside: [{ stack: 'acme', text: '"new" beside "by hand" (ID 2)' }],
          instead: [{ stack: 'acme', text: '"new" in place of "own" (ID 1)' }],
        },
      }),
    );
  });

  test('one is not adopted where a port tells them apart, which no list shows', () => {
    const check = named('new', { ...SAME, test_type: 'TCP', port: 25 });
    const account = [there('1', 'old', [], { ...SAME, test_type: 'TCP' })];
    const { claimed, remarks } = summary(decide([stack('acme', check)], account, { adoptByUrl: true }));
    expect([claimed, remarks.beside.length]).toEqual([[['acme', null]], 1]);
  });

  test('one that is declared has nothing to do with it', () => {
    const stacks = [stack('acme', named('old', SAME), fresh)];
    expect(summary(decide(stacks, [there('1', 'old')], { adoptByUrl: true }))).toEqual(
      only({
        claimed: [
          ['acme', '1'],
          ['acme', null],
        ],
      }),
    );
  });

  test('none is taken for a check that is there, nor for one of a stack that goes', () => {
    const account = [there('1', 'new', ['stack-acme']), there('2', 'old')];
    expect(summary(decide([stack('acme', fresh)], account, { adoptByUrl: true }))).toEqual(
      only({ claimed: [['acme', '1']] }),
    );
    expect(summary(decide([gone('acme', fresh)], [there('2', 'old')], { adoptByUrl: true }))).toEqual(
      only({}),
    );
  });

  test('one of its own stack that goes is told, where it is the only one', () => {
    const own = ['1', '2'].map((id) => there(id, `old ${id}`, ['stack-acme']));
    const instead = [{ stack: 'acme', text: '"new" in place of "old 1" (ID 1)' }];
    expect(
      summary(decide([stack('acme', fresh)], [...own.slice(0, 1), there('3', 'other', globex)])),
    ).toEqual(only({ claimed: [['acme', null]], deleted: [['acme', '1']], remarks: { instead } }));
    expect(decide([stack('acme', fresh)], own).remarks).toEqual(NO_REMARKS);
  });

  describe('of a kind that tests no address', () => {
    const judge = (stacks: readonly KindDeclaration[], ...account: Remote[]) =>
      claim({ resource: heartbeat, rule: byTag('stack-') }, stacks, account, {
        ...PURGING,
        adoptByUrl: true,
      });
    const db = stack('acme', named('acme db'));

    test('none is the check, and nothing is said of them', () => {
      const account = [remote('1', 'old'), remote('2', 'other', 'stack-globex')];
      expect(
        summary(judge([stack('acme', named('backup')), { ...stack('globex'), checks: null }], ...account)),
      ).toEqual(only({ claimed: [['acme', null]] }));
      expect(judge([stack('acme', named('backup')), stack('globex')], ...account).remarks).toEqual(
        NO_REMARKS,
      );
    });

    test.each([
      ['of one stack', ['stack-globex']],
      ['of two', ['stack-initech', 'stack-globex']],
    ])('one that is called alike is not the check either, but told of, as it goes: %s', (_, tags) => {
      const stacks = [db, stack('globex'), gone('initech')];
      const { claimed, remarks } = summary(judge(stacks, remote('1', 'globex db', ...tags)));
      expect(claimed).toEqual([['acme', null]]);
      expect(remarks).toEqual({
        ...NO_REMARKS,
        instead: [{ stack: 'acme', text: '"acme db" in place of "globex db" (ID 1)' }],
      });
    });

    test('one of its own stack that goes is told, whatever it is called, where it is the only one', () => {
      const instead = [{ stack: 'acme', text: '"acme db" in place of "nightly" (ID 1)' }];
      const own = (id: string) => remote(id, 'nightly', 'stack-acme');
      expect(judge([db], own('1')).remarks).toEqual({ ...NO_REMARKS, instead });
      expect(judge([db], own('1'), own('2')).remarks).toEqual(NO_REMARKS);
    });

    test('one that another check has taken makes nothing matter', () => {
      const taking = stack('acme', named('acme db'), renamed('globex db', named('acme queue')));
      const decided = judge([taking, stack('globex')], remote('1', 'globex db', 'stack-globex'));
      expect(summary(decided).claimed).toEqual([
        ['acme', null],
        ['acme', '1'],
      ]);
      expect(decided.isDisputed).toBe(false);
    });
  });

  test('one of a stack that nobody declares is told where it is called alike', () => {
    const judge = (name: string, ...stacks: KindDeclaration[]) =>
      decide(
        [stack('acme', named('acme live', { ...fresh.values, name: 'acme live' })), ...stacks],
        [there('1', name, ['stack-globex'])],
        { areAll: true },
      ).remarks.undeclared;
    const live = named('acme live', { ...fresh.values, name: 'acme live' });
    expect(decide([stack('acme', live)], [there('1', 'globex live', ['stack-globex'])]).remarks).toEqual(
      NO_REMARKS,
    );
    expect(judge('globex live')).toEqual([
      { stack: 'acme', text: '"acme live" beside "globex live" (ID 1)' },
    ]);
    expect(judge('globex other')).toEqual([]);
    expect(judge('globex live', elsewhere('globex', named('globex live')))).toEqual([]);
  });

  test.each([
    ['of its own stack', ['stack-acme'], []],
    ['of another one', ['stack-globex'], [stack('globex')]],
  ])('one that nobody declares, and that stays without purge, is told: %s', (_, tags, others) => {
    const undeclared = [{ stack: 'acme', text: '"new" beside "old" (ID 1)' }];
    const decided = decide([stack('acme', fresh), ...others], [there('1', 'old', tags)], { purge: false });
    expect(decided.remarks).toEqual({ ...NO_REMARKS, undeclared });
  });

  test('those of other stacks make it matter what other tasks declare, and only they', () => {
    const isDisputed = (...tags: string[]) =>
      decide([stack('acme', fresh)], [there('1', 'old', tags)], { purge: false }).isDisputed;
    expect([isDisputed('stack-globex'), isDisputed(), isDisputed('stack-acme')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('a check can be renamed by its ID, though its stack has it', () => {
  const account = [remote('1', 'old', 'stack-acme')];
  expect(summary(decide([stack('acme', numbered('1', { name: 'new' }))], account))).toEqual(
    only({ claimed: [['acme', '1']] }),
  );
});

test('it matters what other tasks declare where one may have let go of what is declared here', () => {
  const isDisputed = (tag: string) =>
    decide([stack('acme', named('live'))], [remote('1', 'live', tag)]).isDisputed;
  expect([isDisputed('stack-globex'), isDisputed('stack-acme')]).toEqual([true, false]);
});

test('what is meant stays, also where it is said to have taken the place of what took its own', () => {
  const two = [remote('1', 'live', 'stack-acme'), remote('2', 'live', 'stack-acme')];
  const circle = new Map([
    ['1', '2'],
    ['2', '1'],
  ]);
  expect(summary(decide([stack('acme', numbered('1'))], two, { purge: false }, circle))).toEqual(
    only({ claimed: [['acme', '1']] }),
  );
});

test('a bug is no mistake of a declaration', () => {
  const broken = {
    ...byTag('stack-'),
    ownersOf: () => {
      throw new TypeError('bug');
    },
  };
  const kind = { resource: uptime, rule: broken };
  expect(() => claim(kind, [stack('acme', named('live'))], [remote('1', 'live')], PURGING)).toThrow('bug');
});

test('what goes by a name that nobody has a claim on stays, which is told, whatever else has been replaced', () => {
  const replaced = [remote('2', 'old', 'stack-globex'), remote('3', 'old', 'stack-globex')];
  const decided = decide(
    [gone('acme', named('live'))],
    [remote('1', 'live'), ...replaced],
    {},
    new Map([['2', '3']]),
  );
  expect(summary(decided)).toMatchObject({ deleted: [], remarks: { staying: [{ stack: 'acme' }] } });
});

test('a name that shows another stack keeps a check without tags from being declared', () => {
  const kind = { resource: pagespeed, rule: byName(new Set(['acme', 'globex'])) };
  const decided = claim(
    kind,
    [stack('acme', named('globex live'))],
    [{ id: '1', name: 'globex live' }],
    PURGING,
  );
  expect(summary(decided)).toMatchObject({
    claimed: [],
    problems: [expect.stringContaining('begins with the name of the stack globex, so acme cannot have it')],
  });
});

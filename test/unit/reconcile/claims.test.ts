import { describe, expect, test } from 'vitest';
import { type Claims, claim, type Purging } from '../../../src/reconcile/claims.ts';
import type { CheckDeclaration, KindDeclaration } from '../../../src/reconcile/declaration.ts';
import { formerNamesOf } from '../../../src/reconcile/former-names.ts';
import { byName, byTag, ownershipRule } from '../../../src/reconcile/ownership.ts';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
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
  mistaken,
  named,
  numbered,
  policy,
  remote,
  renamed,
  stack,
} from './declared.ts';

const PURGING: Purging = { purge: true, purgeUnlisted: false, duplicates: 'error' };

function decide(stacks: readonly KindDeclaration[], account: readonly Remote[], purging = {}): Claims {
  const kind = { resource: uptime, rule: byTag('stack-', formerNamesOf(stacks)) };
  return claim(kind, stacks, account, { ...PURGING, ...purging });
}

const claimed = ({ claims }: Claims) => claims.map(({ stack: owner, actual }) => [owner, actual?.id ?? null]);
const deleted = ({ deletions }: Claims) => deletions.map(({ stack: owner, actual }) => [owner, actual.id]);
const messages = ({ problems }: Claims) => problems.map(({ message }) => message);

const NOTHING = { claims: [], deletions: [], problems: [], remarks: { staying: [] } };

describe('a declared check', () => {
  test('is the one of its name with the tag of its stack', () => {
    const claims = decide([stack('acme', named('live'))], [remote('1', 'live', 'production', 'stack-acme')]);
    expect(claimed(claims)).toEqual([['acme', '1']]);
    expect(deleted(claims)).toEqual([]);
  });

  test('is adopted where its name exists without a tag', () => {
    expect(claimed(decide([stack('acme', named('live'))], [remote('1', 'live')]))).toEqual([['acme', '1']]);
  });

  test('is new where nothing bears its name', () => {
    expect(claimed(decide([stack('acme', named('live'))], [remote('1', 'other')]))).toEqual([['acme', null]]);
  });

  test('cannot be one with the tag of another stack, of which both are named', () => {
    for (const declaration of [stack('acme', named('live')), gone('acme', named('live'))]) {
      const claims = decide([declaration], [remote('1', 'live', 'stack-globex')]);
      expect(claims).toMatchObject({ claims: [], deletions: [] });
      expect(claims.problems).toMatchObject([{ stack: 'acme', check: 'live', option: 'name' }]);
      expect(messages(claims)[0]).toMatch(
        /"live" \(ID 1\) carries the tag of the stack globex, so acme cannot have it/,
      );
    }
  });

  test.each<[string, KindDeclaration, readonly Remote[], string]>([
    ['is in no task with it', stack('initech'), [], 'declare both stacks in one task'],
    ['declares it as well', stack('globex', named('live')), [], 'take it out of globex'],
    [
      'says nothing of its kind',
      { ...stack('globex'), checks: null },
      [],
      'say of globex which uptime tests it keeps',
    ],
    ['has mistakes', faulty('globex'), [], 'put right what globex declares'],
    [
      'has several of its name',
      stack('globex'),
      [remote('2', 'live', 'stack-globex')],
      'give the id of the one that is meant',
    ],
  ])('cannot be that of another stack that %s, and is told what moves it', (_, other, others, advice) => {
    const account = [remote('1', 'live', 'stack-globex'), ...others];
    expect(messages(decide([other, stack('acme', named('live'))], account))).toEqual([
      'the uptime test "live" (ID 1) carries the tag of the stack globex, so acme cannot have it: give it another name here, ' +
        `take one of the tags off it, or ${advice}, which moves it`,
    ]);
  });

  test('is found by its ID, whatever its name', () => {
    expect(claimed(decide([stack('acme', numbered('2'))], [remote('1', 'a'), remote('2', 'b')]))).toEqual([
      ['acme', '2'],
    ]);
    const unknown = decide([stack('acme', numbered('3'))], []);
    expect(messages(unknown)).toEqual(['there is no uptime test with id 3: leave id out to create one']);
    expect(unknown.problems).toMatchObject([{ stack: 'acme', check: '3', option: 'id' }]);
    expect(decide([stack('acme', numbered('1'))], [remote('1', 'a', 'stack-globex')]).problems).toMatchObject(
      [{ option: 'id' }],
    );
    expect(messages(decide([stack('acme', numbered('1'))], [remote('1', 'a', 'stack-globex')]))[0]).toContain(
      'globex',
    );
  });

  test('can be declared once only', () => {
    expect(messages(decide([stack('acme', named('a'), named('a'))], []))).toEqual([
      'the same uptime test is declared twice: give each its own name, or its id',
    ]);
    expect(messages(decide([stack('acme', named('a')), stack('globex', named('a'))], []))).toEqual([
      'the same uptime test is declared by the stacks acme and globex: give each its own name, or its id',
    ]);
    expect(messages(decide([stack('acme', named('a'), numbered('1'))], [remote('1', 'a')]))).toEqual([
      'the same uptime test is declared twice: give each its own name, or its id',
    ]);
    for (const account of [[], [remote('1', 'a', 'stack-acme')]]) {
      expect(messages(decide([gone('acme', named('a'), named('a'))], account))).toEqual([]);
    }
    const byStacks = [stack('acme', named('a')), stack('globex', numbered('1'))];
    expect(messages(decide(byStacks, [remote('1', 'a')]))).toEqual([
      'the same uptime test is declared twice: give each its own name, or its id',
    ]);
  });
});

test('checks of one name are told apart by their IDs, where all have one', () => {
  const twins = [remote('1', 'live', 'stack-acme'), remote('2', 'live', 'stack-acme'), remote('3', 'live')];
  const numberedAs = (id: string) => numbered(id, { name: 'live' });
  for (const stacks of [
    [stack('acme', numberedAs('1'), numberedAs('2'), numberedAs('3'))],
    [stack('acme', numberedAs('1'), numberedAs('2')), stack('globex', numberedAs('3'))],
  ]) {
    const { claims, deletions, problems } = decide(stacks, twins);
    expect(claims.map(({ actual }) => actual?.id)).toEqual(['1', '2', '3']);
    expect({ deletions, problems }).toEqual({ deletions: [], problems: [] });
  }
  for (const other of [named('live'), numberedAs('1')]) {
    const [problem] = messages(decide([stack('acme', numberedAs('1'), other)], twins.slice(0, 1)));
    expect(problem).toContain('declared twice');
  }
});

describe('two checks of one name of which only the ID of one is declared', () => {
  const byId = numbered('1', { name: 'live' });

  test.each([
    ['first', [byId, named('live')]],
    ['last', [named('live'), byId]],
  ])('are a mistake, that one %s: the next run could not tell the new one from it', (_, checks) => {
    expect(messages(decide([stack('acme', ...checks)], [remote('1', 'old')]))).toEqual([
      'the same uptime test is declared twice: give each its own name, or its id',
    ]);
  });

  test('are a mistake of two stacks, of which both are told, where the ID is the same', () => {
    expect(messages(decide([stack('acme', byId), stack('globex', byId)], [remote('1', 'live')]))).toEqual([
      'the same uptime test is declared by the stacks acme and globex: give each its own name, or its id',
    ]);
  });

  test('may swap a name with another that has an ID', () => {
    const account = [remote('1', 'old'), remote('2', 'live')];
    const checks = [byId, numbered('2', { name: 'live' })];
    expect(decide([stack('acme', ...checks)], account).problems).toEqual([]);
  });
});

describe('duplicates', () => {
  const account = [
    remote('10', 'live'),
    remote('9', 'live', 'stack-acme'),
    remote('8', 'live', 'stack-globex'),
  ];

  test('are an error that lists them', () => {
    const claims = decide([stack('acme', named('live'))], account);
    expect(messages(claims)[0]).toMatch(/^2 uptime tests are named "live" \(IDs 10, 9\)/);
  });

  test('are removed but for the oldest, and never those of another stack', () => {
    const claims = decide([stack('acme', named('live'))], account, { duplicates: 'remove' });
    expect(claimed(claims)).toEqual([['acme', '9']]);
    expect(deleted(claims)).toEqual([['acme', '10']]);
    expect(claims.problems).toEqual([]);
  });

  test('go with their stack where all carry its tag, the oldest first', () => {
    const twins = [remote('2', 'live', 'stack-acme'), remote('1', 'live', 'stack-acme')];
    expect(deleted(decide([gone('acme', named('live'))], twins))).toEqual([
      ['acme', '1'],
      ['acme', '2'],
    ]);
  });
});

describe('what has taken the place of another one', () => {
  const account = [
    remote('9', 'live', 'stack-acme'),
    remote('10', 'live', 'stack-acme', 'replaces-9'),
    remote('11', 'renamed', 'stack-acme', 'replaces-9', 'replaces-10'),
  ];
  const successors = ({ deletions }: Claims) =>
    deletions.map(({ actual, successor }) => [actual.id, successor]);

  test.each([
    ['its name', named('live'), account.slice(0, 2)],
    ['the ID of the old one', numbered('9'), account.slice(0, 2)],
    ['the ID of the old one, which is gone', numbered('9'), account.slice(1, 2)],
  ])('is what is meant by %s, and the old one goes', (_, check, there) => {
    for (const duplicates of ['error', 'remove']) {
      const claims = decide([stack('acme', check)], there, { purge: false, duplicates });
      expect(claims.problems).toEqual([]);
      expect(claimed(claims)).toEqual([['acme', '10']]);
      expect(successors(claims)).toEqual(there.length > 1 ? [['9', '10']] : []);
    }
  });

  test('takes along nothing of another stack, nor what others have replaced', () => {
    const others = [
      remote('7', 'old', 'stack-globex'),
      remote('8', 'new', 'stack-globex', 'replaces-7'),
      ...account.slice(0, 2),
    ];
    expect(successors(decide([stack('acme', named('live'))], others, { purge: false }))).toEqual([
      ['9', '10'],
    ]);
    expect(successors(decide([stack('acme', named('fresh'))], others, { purge: false }))).toEqual([]);
  });

  test('may have been replaced in its turn, and renamed', () => {
    const claims = decide([stack('acme', numbered('9'))], account, { purge: false });
    expect(claimed(claims)).toEqual([['acme', '11']]);
    expect(successors(claims).sort()).toEqual([
      ['10', '11'],
      ['9', '11'],
    ]);
  });

  test('goes with its stack, and the old one with it', () => {
    for (const check of [named('live'), numbered('9'), numbered('10')]) {
      const claims = decide([gone('acme', check)], account);
      expect(successors(claims).sort()).toEqual([
        ['10', null],
        ['11', null],
        ['9', null],
      ]);
    }
  });

  test('counts only where the tag can be ours: not on an older one, nor on one of another stack', () => {
    const backwards = [remote('9', 'live', 'stack-acme', 'replaces-10'), remote('10', 'live', 'stack-acme')];
    expect(messages(decide([stack('acme', named('live'))], backwards))[0]).toMatch(
      /^2 uptime tests are named/,
    );
    const foreign = [remote('9', 'live', 'stack-acme'), remote('10', 'copy', 'stack-globex', 'replaces-9')];
    const claims = decide([stack('acme', named('live'))], foreign);
    expect(claimed(claims)).toEqual([['acme', '9']]);
    expect(claims.deletions).toEqual([]);
    const shared = [
      remote('9', 'live', 'stack-acme', 'stack-globex'),
      remote('10', 'copy', 'stack-acme', 'replaces-9'),
    ];
    expect(decide([stack('acme', numbered('9'))], shared, { purge: false })).toMatchObject({
      claims: [],
      problems: [{ check: '9', option: 'id' }],
    });
  });

  test('counts no more where it has gone since', () => {
    const rule = byTag('stack-');
    const stacks = [stack('acme', named('live'))];
    const claims = claim(
      { resource: uptime, rule },
      stacks,
      account.slice(0, 1),
      PURGING,
      new Map([['9', '10']]),
    );
    expect([claimed(claims), deleted(claims)]).toEqual([[['acme', '9']], []]);
  });

  test('leaves the others of its name for a person to decide on', () => {
    const three = [...account.slice(0, 2), remote('12', 'live', 'stack-acme')];
    expect(messages(decide([stack('acme', named('live'))], three))[0]).toMatch(/^2 .* \(IDs 10, 12\)/);
    const claims = decide([stack('acme', named('live'))], three, { duplicates: 'remove' });
    expect(claimed(claims)).toEqual([['acme', '10']]);
    expect(successors(claims)).toEqual([
      ['9', '10'],
      ['12', null],
    ]);
  });
});

describe('what is not declared', () => {
  const account = [
    remote('1', 'live', 'stack-acme'),
    remote('2', 'old', 'stack-acme'),
    remote('3', 'by hand'),
    remote('4', 'neighbour', 'stack-acme-2'),
  ];

  test('goes when it carries the tag of the stack, and only then', () => {
    expect(deleted(decide([stack('acme', named('live'))], account))).toEqual([['acme', '2']]);
  });

  test('stays without purge', () => {
    expect(deleted(decide([stack('acme', named('live'))], account, { purge: false }))).toEqual([]);
  });

  test('goes with a stack that is gone, purge or not', () => {
    expect(deleted(decide([gone('acme', named('old'))], account, { purge: false }))).toEqual([
      ['acme', '2'],
      ['acme', '1'],
    ]);
  });

  test('stays with a stack that is gone where only a name is declared that nobody has a claim on, which is told', () => {
    const claims = decide([gone('acme', named('by hand'))], account);
    expect(deleted(claims).map(([, id]) => id)).not.toContain('3');
    const text =
      'the uptime test "by hand" (ID 3) stays, since it has no stack\'s tag: give its id to delete it';
    expect(claims.remarks.staying).toEqual([{ stack: 'acme', text }]);
  });

  test("of another stack's name stays as well where only names tell, whether that stack is known or not", () => {
    for (const known of [['acme'], ['acme', 'globex']]) {
      const rule = byName(new Set(known));
      const page = { id: '5', name: 'globex live' };
      const claims = claim({ resource: pagespeed, rule }, [gone('acme', named(page.name))], [page], PURGING);
      const text =
        'the page speed test "globex live" (ID 5) stays, since it does not begin with the name of the stack: give its id to delete it';
      expect(claims).toMatchObject({ ...NOTHING, remarks: { staying: [{ stack: 'acme', text }] } });
    }
  });

  test('goes with a stack that is gone where its ID is declared', () => {
    const claims = decide([gone('acme', numbered('3'))], account);
    expect(deleted(claims).map(([, id]) => id)).toEqual(['3', '1', '2']);
    expect(claims.remarks.staying).toEqual([]);
  });

  test('of stacks that are not listed goes on demand', () => {
    const claims = decide([stack('acme', named('live'), named('old'))], account, { purgeUnlisted: true });
    expect(deleted(claims)).toEqual([['acme-2', '4']]);
  });

  test('is a problem when another stack has a claim on it as well', () => {
    const shared = [remote('5', 'shared', 'stack-acme', 'stack-globex')];
    const claims = decide([gone('acme')], shared);
    expect(claims.deletions).toEqual([]);
    expect(claims.problems).toEqual([
      {
        stack: 'acme',
        check: 'shared',
        option: 'tags',
        message:
          'the uptime test "shared" (ID 5) would be deleted with the stack acme, but carries the tag of the stack globex as well: take one of the tags off it',
      },
    ]);
    expect(deleted(decide([gone('acme'), gone('globex')], shared))).toEqual([['acme', '5']]);
  });
});

describe('an SSL test, which stacks can share', () => {
  const SHARED = 'https://shared.example.com';
  const at = (values: Values = {}): CheckDeclaration => ({
    id: null,
    values: { website_url: SHARED, ...values },
    policy,
  });
  const there = { id: '7', website_url: SHARED };
  const shows = (id: string, owner: string) => ({ id, tags: [`stack-${owner}`, signOf(SHARED)] });

  /** Decides with uptime tests that tell for which stacks the SSL test was declared. */
  function share(
    stacks: readonly KindDeclaration[],
    owners: readonly string[],
    purging: Partial<Purging> = {},
  ) {
    const tagged = owners.map((owner, index) => shows(String(index + 1), owner));
    const rule = ownershipRule('sign', [], tagged, 'stack-');
    return claim({ resource: ssl, rule }, stacks, [there], { ...PURGING, ...purging });
  }

  test('is that of the first stack that declares it', () => {
    const claims = share([stack('acme', at()), stack('globex', at())], []);
    expect(claimed(claims)).toEqual([['acme', '7']]);
    expect(claims).toMatchObject({ problems: [], deletions: [] });
  });

  test('can be declared for one when it is another stack’s, too', () => {
    expect(claimed(share([stack('acme', at())], ['globex']))).toEqual([['acme', '7']]);
    expect(claimed(share([stack('acme', { id: '7', values: {}, policy })], ['globex']))).toEqual([
      ['acme', '7'],
    ]);
  });

  test('can be declared once only in a stack', () => {
    expect(messages(share([stack('acme', at(), at())], []))).toEqual([
      'the same SSL test is declared twice: give each its own website_url, or its id',
    ]);
  });

  test.each<[string, Values, Values]>([
    ['nothing', {}, {}],
    ['a set in another order', { alert_at: ['1', '7', '30'] }, { alert_at: [30, 7, 1] }],
    ['what is not set, and nothing', { paused: false }, {}],
  ])('may be declared alike: %s', (_, one, other) => {
    const { problems, claims } = share([stack('acme', at(one)), stack('globex', at(other))], []);
    expect([problems, claims.length]).toEqual([[], 1]);
  });

  test('cannot be declared differently, of which both stacks are told', () => {
    const { problems } = share(
      [stack('acme', at({ check_rate: 300 })), stack('globex', at({ check_rate: 600 }))],
      [],
    );
    expect(problems).toEqual([
      {
        stack: 'globex',
        check: SHARED,
        option: 'check_rate',
        message:
          'the stacks acme and globex share the SSL test and declare it differently: declare it alike, or for one of them',
      },
    ]);
  });

  test('goes with the last of its stacks, and stays until then', () => {
    expect(deleted(share([gone('acme')], ['acme', 'globex']))).toEqual([]);
    expect(deleted(share([gone('acme'), gone('globex')], ['acme', 'globex']))).toEqual([['acme', '7']]);
    expect(deleted(share([gone('acme')], ['acme']))).toEqual([['acme', '7']]);
    expect(share([gone('acme')], ['acme', 'globex']).problems).toEqual([]);
  });

  test('stays with a stack that does not declare it any more, but has it, where nothing is purged', () => {
    expect(deleted(share([gone('acme'), stack('globex')], ['acme', 'globex'], { purge: false }))).toEqual([]);
    expect(deleted(share([gone('acme'), stack('globex')], ['acme', 'globex']))).toEqual([['acme', '7']]);
  });

  test('stays where a stack declares it that stays, whatever one declares that goes', () => {
    for (const stacks of [
      [gone('acme', at()), stack('globex', at())],
      [stack('globex', at()), gone('acme', at())],
      [gone('acme', { id: '7', values: {}, policy }), stack('globex', at({ check_rate: 300 }))],
    ]) {
      const claims = share(stacks, ['acme', 'globex']);
      expect([claimed(claims), deleted(claims), claims.problems]).toEqual([[['globex', '7']], [], []]);
    }
  });

  test('is no mistake where it is gone already, or was not declared for a stack that goes, which is told', () => {
    const elsewhere = at({ website_url: 'https://elsewhere.example.com' });
    expect(share([gone('acme', elsewhere)], [])).toMatchObject(NOTHING);
    expect(share([gone('acme', at())], []).remarks.staying.map(({ text }) => text)).toEqual([
      `the SSL test "${SHARED}" (ID 7) stays, since it was not declared for the stack, as far as its uptime tests tell: give its id to delete it`,
    ]);
  });

  test('can be declared by its ID for several stacks, too', () => {
    const byId = { id: '7', values: {}, policy };
    const { problems, claims } = share([stack('acme', byId), stack('globex', byId)], []);
    expect([problems, claims.length]).toEqual([[], 1]);
  });

  test('goes by its ID, for whomever it was declared, unless that stack stays', () => {
    const byId = { id: '7', values: {}, policy };
    expect(deleted(share([gone('acme', byId)], []))).toEqual([['acme', '7']]);
    expect(deleted(share([gone('acme', byId)], ['globex']))).toEqual([]);
  });
});

test('what nobody says anything of stays, though its stack is purged', () => {
  const silent: KindDeclaration = { stack: 'acme', state: 'present', checks: null };
  expect(deleted(decide([silent], [remote('1', 'live', 'stack-acme')]))).toEqual([]);
  expect(deleted(decide([{ ...silent, state: 'absent' }], [remote('1', 'live', 'stack-acme')]))).toEqual([
    ['acme', '1'],
  ]);
});

test('what goes makes it matter what other tasks declare', () => {
  const account = [remote('1', 'live', 'stack-acme')];
  const isDisputed = (purge: boolean) => decide([stack('acme')], account, { purge }).isDisputed;
  expect([isDisputed(true), isDisputed(false)]).toEqual([true, false]);
});

test('what a stack has that has a mistake is no other’s', () => {
  const claims = decide(
    [faulty('acme', named('other')), stack('globex', named('live'))],
    [remote('1', 'live', 'stack-acme')],
  );
  expect(claims.problems).toMatchObject([{ stack: 'globex', check: 'live', option: 'name' }]);
  expect(claims).toMatchObject({ claims: [], deletions: [] });
});

describe('what nobody declares of a stack that was renamed', () => {
  const silent = (name: string, formerName: string): KindDeclaration => ({
    stack: name,
    state: 'present',
    checks: null,
    formerName,
  });
  const carriedOver = (stacks: readonly KindDeclaration[], ...tags: string[]) =>
    decide(stacks, [remote('1', 'acme live', 'a', ...tags)]);
  const acme = silent('acme-eu', 'acme');

  test('gets its new tag and name', () => {
    const claims = carriedOver([acme], 'stack-acme');
    const values = { name: 'acme-eu live', tags: ['a', 'stack-acme-eu'] };
    const actual = remote('1', 'acme live', 'a', 'stack-acme');
    expect(claims.claims).toEqual([{ stack: 'acme-eu', check: { id: '1', values, policy }, actual }]);
    expect(claims.problems).toEqual([]);
  });

  test.each<[string, KindDeclaration[], string[]]>([
    ['it has that already', [acme], ['stack-acme-eu']],
    ['another task keeps the stack', [{ ...acme, untouched: 'elsewhere' }], ['stack-acme']],
    ['another stack has it, too', [acme], ['stack-acme', 'stack-globex']],
    [
      'another one has it that was renamed, too',
      [acme, silent('globex-eu', 'globex')],
      ['stack-acme', 'stack-globex'],
    ],
    ['it is another stack’s', [acme], ['stack-globex']],
    ['it is nobody’s', [acme], []],
  ])('stays as it is where %s', (_, stacks, tags) => {
    expect(carriedOver(stacks, ...tags)).toMatchObject(NOTHING);
  });
});

test('an absent check that is not there is no mistake, by name or by ID', () => {
  expect(decide([gone('acme', named('live'), numbered('7'))], [])).toMatchObject(NOTHING);
});

test('what a check that goes has replaced goes without a successor, unless it is another stack’s', () => {
  const account = [
    remote('1', 'live', 'stack-acme', 'stack-globex'),
    remote('2', 'live', 'stack-acme', 'replaces-1'),
  ];
  const claims = decide([stack('acme', named('live'))], account);
  expect([claimed(claims), deleted(claims)]).toEqual([[['acme', '2']], []]);
});

test.each([
  ['another task keeps', elsewhere('globex', numbered('7'))],
  ['is left alone', faulty('globex', numbered('7'))],
  ['has that of a check told already', stack('globex', mistaken(numbered('7')))],
])('a mistake of a stack that %s is not told of this one', (_, other) => {
  expect(decide([stack('acme', named('live')), other], [])).toMatchObject({
    claims: [{ stack: 'acme' }],
    problems: [],
  });
});

describe('what a check with a mistake may mean', () => {
  const SHOP = { website_url: 'https://shop.example.com', test_type: 'HTTP' };
  const old: Remote = { ...remote('1', 'old', 'stack-globex'), ...SHOP };
  const other: Remote = { ...old, id: '2' };
  const fresh = named('fresh', SHOP);
  const otherwise = named('fresh', { website_url: `${SHOP.website_url}/`, test_type: 'HEAD' });

  test.each<[string, KindDeclaration, Remote[]]>([
    ['two bear its name', stack('acme', named('old')), [old, other]],
    ['two bear its former name', stack('acme', renamed('old', named('fresh'))), [old, other]],
    ['it tests the same', stack('acme', mistaken(fresh), named('fresher', SHOP)), [old]],
    ['another task declares it, and it has the same URL', elsewhere('acme', otherwise), [old]],
  ])('stays, with its history, until that is put right, which is told: %s', (_, declaration, account) => {
    const claims = decide([declaration, stack('globex')], account);
    expect(deleted(claims)).toEqual([]);
    expect(claims.remarks.staying).toEqual(
      account.map(({ id }) => ({
        stack: 'globex',
        text: `the uptime test "old" (ID ${id}) stays for now, since a check with a mistake, or one of another task, may mean it`,
      })),
    );
  });

  test.each<[string, KindDeclaration, Remote[]]>([
    ['has no mistake', stack('acme', fresh, named('fresher', SHOP)), []],
    ['is to go itself', gone('acme', mistaken(fresh)), []],
    ['is declared here, in another way', stack('acme', otherwise), []],
    ['of another task is to go itself', { ...elsewhere('acme', otherwise), state: 'absent' }, []],
    ['of another task is there', elsewhere('acme', otherwise), [remote('2', 'fresh', 'stack-acme')]],
    ['of another task tests something else', elsewhere('acme', named('fresh', { website_url: 'x' })), []],
  ])('goes with its stack where the check %s', (_, declaration, others) => {
    const claims = decide([declaration, stack('globex')], [old, ...others]);
    expect(deleted(claims)).toEqual([['globex', '1']]);
    expect(claims.remarks.staying).toEqual([]);
  });

  test('needs no mention where it would stay anyway', () => {
    const claims = decide([elsewhere('acme', otherwise), stack('globex')], [{ ...old, tags: [] }]);
    expect(claims.remarks.staying).toEqual([]);
  });

  test('is nothing of a kind without URLs that is not called the same', () => {
    const kind = { resource: heartbeat, rule: byTag('stack-') };
    const stacks = [elsewhere('acme', named('fresh')), stack('globex')];
    expect(deleted(claim(kind, stacks, [remote('1', 'old', 'stack-globex')], PURGING))).toEqual([
      ['globex', '1'],
    ]);
  });
});

describe('what moves to a stack of another task, while its own is renamed here,', () => {
  const acme = formerly('acme', stack('acme-eu'));
  const moving = renamed('acme shop', named('globex shop'));
  const values = ({ claims }: Claims) => claims.map(({ actual, check }) => [actual?.id, check.values]);

  test('gets the new tag and keeps its name, by which that task finds it', () => {
    const claims = decide([acme, elsewhere('globex', moving)], [remote('1', 'acme shop', 'stack-acme')]);
    expect(values(claims)).toEqual([['1', { name: 'acme shop', tags: ['stack-acme-eu'] }]]);
    expect([...claims.kept]).toEqual(['1']);
  });

  test('gets the new tag, too, where a mistake leaves open whether it moves, or nobody would have it any more', () => {
    const shop = { website_url: 'https://shop.example.com' };
    const there = { ...remote('1', 'acme shop', 'stack-acme'), ...shop };
    const mistake = elsewhere('globex', named('globex shop', { ...shop, test_type: 'HEAD' }));
    const claims = decide([acme, mistake], [there]);
    expect(values(claims)).toEqual([['1', { name: 'acme-eu shop', tags: ['stack-acme-eu'] }]]);
    expect(claims.remarks.staying).toMatchObject([{ stack: 'acme-eu' }]);
  });

  test('gets it alone: what is declared here is planned once', () => {
    const declared = formerly('acme', stack('acme-eu', named('acme-eu shop')));
    const claims = decide([declared, elsewhere('globex')], [remote('1', 'acme shop', 'stack-acme')]);
    expect(values(claims)).toEqual([['1', { name: 'acme-eu shop' }]]);
    expect(claims.kept.size).toBe(0);
  });

  describe('without tags', () => {
    const SHOP = { website_url: 'https://shop.example.com', region: 'UK' };
    const there = { id: '1', name: 'acme shop', website_url: SHOP.website_url, location: 'UK' };
    const move = (check: CheckDeclaration) => {
      const stacks = [acme, elsewhere('globex', check)];
      const rule = byName(new Set(['acme', 'acme-eu', 'globex']), formerNamesOf(stacks));
      return claim({ resource: pagespeed, rule }, stacks, [there], PURGING);
    };

    test('keeps the name that the other one gives as its former one', () => {
      expect(move({ ...moving, values: { ...moving.values, ...SHOP } }).claims).toEqual([]);
    });

    test('gets the new one, else: it is found by what it tests', () => {
      expect(values(move(named('globex shop', SHOP)))).toEqual([['1', { name: 'acme-eu shop' }]]);
    });
  });
});

describe('a former name that nothing bears is no mistake', () => {
  const strayed = renamed('odl', named('fresh'));

  test('where only what has been replaced goes, which was found by another name', () => {
    const account = [remote('9', 'live', 'stack-acme'), remote('10', 'live', 'stack-acme', 'replaces-9')];
    const claims = decide([stack('acme', strayed, named('live'))], account);
    expect([deleted(claims), claims.problems]).toEqual([[['acme', '9']], []]);
  });

  test('where only something of another stack goes', () => {
    const claims = decide([stack('acme', strayed), stack('globex')], [remote('1', 'old', 'stack-globex')]);
    expect([deleted(claims), claims.problems]).toEqual([[['globex', '1']], []]);
  });
});

test('all that was read is known, so that of what is gone no trace is kept', () => {
  expect([...decide([stack('acme')], [remote('1', 'live'), remote('2', 'other')]).known]).toEqual(['1', '2']);
});

import { describe, expect, test } from 'vitest';
import { consider } from '../../../src/reconcile/newcomer.ts';
import type { Remote, Resource, Values } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const URL_OF_TEST = 'https://acme.example.com';
const uptimeTest = (id: string, name: string, ...tags: string[]): Remote => ({
  id,
  name,
  website_url: URL_OF_TEST,
  test_type: 'HTTP',
  tags,
});
const page = (id: string, name: string): Remote => ({
  id,
  name,
  website_url: URL_OF_TEST,
  location: 'PAGESPD-UK5',
});
const OF_PAGE = { name: 'new', website_url: URL_OF_TEST, region: 'UK' };

interface Circumstances {
  readonly resource?: Resource;
  readonly formerName?: string;
  readonly declared?: Values;
  readonly account?: readonly Remote[];
  readonly adoptByUrl?: boolean;
}

/** What becomes of a check "new" of which nothing bears the name, nor the former one. */
function arrive({
  resource = uptime,
  formerName,
  declared = { name: 'new', website_url: URL_OF_TEST },
  account = [],
  adoptByUrl = false,
}: Circumstances) {
  const found = { actual: null, replaced: [], account };
  const naming = { name: 'new', formerName: formerName ?? null };
  const considered = consider(resource, naming, found, declared, { adoptByUrl, tagPrefix: 'stack-' });
  expect(considered.found).toEqual({ ...found, actual: considered.found.actual });
  return { actual: considered.found.actual, notes: considered.notes };
}

const beside = (kind: string, others: string) =>
  `new ${kind}s beside others of no stack that test the same: "new" beside ${others}. To go on with the older one and its history, give its id, its name as renamed_from, or adopt_by_url=true, which takes one where it is the only one`;
const MISSING =
  'new uptime tests, since there is nothing either of the name that renamed_from gives: new (was old)';

describe('what bears the declared name, or the former one', () => {
  const consideredAs = (
    actual: Remote,
    formerName: string | null,
    resource: Resource = uptime,
    name = 'new',
  ) => {
    const found = { actual, replaced: [uptimeTest('1', 'new')], account: [actual, uptimeTest('3', 'other')] };
    const settings = { adoptByUrl: true, tagPrefix: 'stack-' };
    const considered = consider(
      resource,
      { name, formerName },
      found,
      { website_url: URL_OF_TEST },
      settings,
    );
    expect(considered.found).toBe(found);
    return considered.notes;
  };

  test('is meant, without a word', () => {
    expect(consideredAs(uptimeTest('2', 'new'), null)).toEqual([]);
    expect(consideredAs(uptimeTest('2', 'old'), 'old')).toEqual([]);
  });

  test.each<[string, Resource, string, string, Remote]>([
    ['name', uptime, 'new', 'old', uptimeTest('2', 'new')],
    [
      'URL',
      ssl,
      'https://New.example.com/',
      'https://old.example.com',
      { id: '2', website_url: 'https://new.example.com' },
    ],
  ])('needs its former %s no more once it bears the new one', (_, resource, name, formerName, actual) => {
    expect(consideredAs(actual, formerName, resource, name)).toEqual([
      `renamed_from has done its work, so it can be taken out, of the ${resource.kind}s: ${name === 'new' ? name : 'https://new.example.com'}`,
    ]);
  });
});

describe('a check of whose names nothing is there', () => {
  test.each<[string, Circumstances]>([
    ['the account is empty', {}],
    ['no other tests the same', { account: [{ ...uptimeTest('2', 'other'), test_type: 'HEAD' }] }],
    ['another one of a stack tests the same', { account: [uptimeTest('2', 'other', 'mine', 'stack-acme')] }],
    [
      'no list shows whether another one has a stack',
      { account: [{ id: '2', name: 'other', website_url: URL_OF_TEST, test_type: 'HTTP' }] },
    ],
    ['it says nothing of what it tests', { declared: { name: 'new' }, account: [uptimeTest('2', 'other')] }],
    ['its kind has no addresses', { resource: heartbeat, account: [{ id: '2', name: 'other', tags: [] }] }],
    [
      'its kind has neither addresses nor tags',
      { resource: contactGroup, account: [{ id: '2', name: 'other' }] },
    ],
  ])('is new without a word where %s', (_, circumstances) => {
    for (const adoptByUrl of [false, true]) {
      expect(arrive({ ...circumstances, adoptByUrl })).toEqual({ actual: null, notes: [] });
    }
  });

  test('is new although nothing bears its former name, of which a warning tells', () => {
    expect(arrive({ formerName: 'old' })).toEqual({ actual: null, notes: [MISSING] });
  });

  test.each<[string, string, Circumstances]>([
    [
      'nobody says that the other one is to be taken',
      '"other" (ID 2)',
      { account: [uptimeTest('2', 'other')] },
    ],
    [
      'the other one has tags, but none of a stack',
      '"other" (ID 2)',
      { account: [uptimeTest('2', 'other', 'mine', 'no-stack-')] },
    ],
    [
      'there are several',
      '"other" (ID 2) and "third" (ID 3)',
      { account: [uptimeTest('2', 'other'), uptimeTest('3', 'third')], adoptByUrl: true },
    ],
    [
      'there is a port besides, which no list shows',
      '"other" (ID 2)',
      {
        declared: { name: 'new', website_url: 'acme.example.com', test_type: 'TCP', port: 25 },
        account: [{ ...uptimeTest('2', 'other'), website_url: 'acme.example.com', test_type: 'TCP' }],
        adoptByUrl: true,
      },
    ],
    [
      'its kind has no tags',
      '"other" (ID 2)',
      { resource: pagespeed, declared: OF_PAGE, account: [page('2', 'other')] },
    ],
  ])('is new beside what tests the same where %s, of which a warning tells', (_, others, circumstances) => {
    const { kind } = circumstances.resource ?? uptime;
    expect(arrive(circumstances)).toEqual({ actual: null, notes: [beside(kind, others)] });
  });

  test('is told in one warning for each reason', () => {
    const account = [uptimeTest('2', 'other')];
    expect(arrive({ formerName: 'old', account })).toEqual({
      actual: null,
      notes: [beside('uptime test', '"other" (ID 2)'), MISSING],
    });
  });

  test('is on demand the only one of no stack that tests the same, which is then not new', () => {
    const account = [uptimeTest('2', 'other', 'mine'), uptimeTest('3', 'third', 'stack-globex')];
    expect(arrive({ account, adoptByUrl: true })).toEqual({ actual: account[0], notes: [] });
    expect(arrive({ account, adoptByUrl: true, formerName: 'old' })).toEqual({
      actual: account[0],
      notes: [],
    });
    const pages = [page('2', 'other'), { ...page('3', 'third'), location: 'PAGESPD-US1' }];
    expect(arrive({ resource: pagespeed, declared: OF_PAGE, account: pages, adoptByUrl: true })).toEqual({
      actual: pages[0],
      notes: [],
    });
  });
});

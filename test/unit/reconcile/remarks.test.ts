import { expect, test } from 'vitest';
import { noRemarks, notesOf, type Remarks } from '../../../src/reconcile/remarks.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const of = (...texts: string[]) => texts.map((text) => ({ stack: 'acme', text }));
const NONE = noRemarks();

test('nothing is told where there is nothing to remark', () => {
  expect(notesOf(uptime, NONE)).toEqual([]);
});

test('a warning is told for each sort of remark, with what to do about it, and for each resource that stays', () => {
  const remarks: Remarks = {
    staying: of('the one stays', 'the other stays'),
    settled: of('a'),
    missing: of('b (was c)'),
    beside: of('"d" beside "e" (ID 1)', '"f" beside "g" (ID 2)'),
    undeclared: of('"j" beside "k" (ID 4)'),
    instead: of('"h" in place of "i" (ID 3)'),
  };
  expect(notesOf(uptime, remarks)).toEqual([
    'the one stays',
    'the other stays',
    'new uptime tests beside others of no stack that test the same: acme: "d" beside "e" (ID 1), "f" beside "g" (ID 2). ' +
      'To go on with the older one and its history, give its id, its name as renamed_from, or adopt_by_url=true, which takes one where it is the only one',
    'new uptime tests beside others that test the same, and that nobody declares: acme: "j" beside "k" (ID 4). ' +
      'To go on with the older one and its history, give its name as renamed_from; where its stack is not declared either, declare that in the same run, with an empty list of that kind',
    'new uptime tests while others go that may be the same: acme: "h" in place of "i" (ID 3). ' +
      'To go on with the older one and its history, give its name as renamed_from',
    'new uptime tests, since there is nothing either of the name that renamed_from gives: acme: b (was c)',
    'renamed_from has done its work, so it can be taken out, of the uptime tests: acme: a',
  ]);
});

test('the first ten are told in a warning', () => {
  const texts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
  expect(notesOf(ssl, { ...NONE, settled: of(...texts) })).toEqual([
    'renamed_from has done its work, so it can be taken out, of the SSL tests: acme: a, b, c, d, e, f, g, h, i, j; and 1 more',
  ]);
});

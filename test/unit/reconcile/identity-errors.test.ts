import { expect, test } from 'vitest';
import {
  bothError,
  duplicatesError,
  foreignError,
  severalFormerError,
} from '../../../src/reconcile/identity-errors.ts';
import type { OptionError } from '../../../src/reconcile/option-error.ts';
import { byTag } from '../../../src/reconcile/ownership.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const [one, other] = [
  { id: '9', name: 'live' },
  { id: '10', name: 'live' },
];

test.each<[string, () => OptionError, string]>([
  [
    'it is another stack’s',
    () => foreignError({ resource: uptime, rule: byTag('stack-') }, 'id', one, 'acme', 'globex', 'elsewhere'),
    'id: the uptime test "live" (ID 9) carries the tag of the stack globex, so acme cannot have it: give it another name here, ' +
      'take one of the tags off it, or declare both stacks in one task, which moves it',
  ],
  [
    'several bear its name',
    () => duplicatesError(uptime, 'live', [one, other]),
    'name: 2 uptime tests are named "live" (IDs 9, 10): say which with id, or let duplicates=remove keep the oldest',
  ],
  [
    'several bear its former name',
    () => severalFormerError(uptime, 'live', [one, other]),
    'renamed_from: 2 uptime tests are named "live" (IDs 9, 10): say which with id',
  ],
  [
    'others bear both of its names',
    () => bothError(uptime, 'old', one, 'live', other),
    'renamed_from: there are both the uptime tests "old" (ID 9) and "live" (ID 10): ' +
      'delete the one whose history nobody needs, or take renamed_from out if they are not the same',
  ],
  [
    'others bear both of its names, the former one by that of the stack',
    () => bothError(uptime, 'old', one, 'live', other, 'foreign'),
    'renamed_from: there are both the uptime tests "old" (ID 9) and "live" (ID 10): ' +
      'delete the one whose history nobody needs, or give ID 10 another name in the account if they are not the same',
  ],
  [
    'its stack has both of its names, the former one by that of the stack',
    () => bothError(uptime, 'old', one, 'live', other, 'own'),
    'renamed_from: there are both the uptime tests "old" (ID 9) and "live" (ID 10): ' +
      'delete the one whose history nobody needs, or give ID 10 another name in the account, and declare it by that, if they are not the same',
  ],
])('the message of a check that cannot be told since %s says which and what to do', (_, errorOf, message) => {
  expect(errorOf().message).toBe(message);
});

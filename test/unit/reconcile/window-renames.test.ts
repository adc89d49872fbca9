import { describe, expect, test } from 'vitest';
import {
  isToRename,
  planWindowRenames,
  readWindows,
  type WindowRename,
} from '../../../src/reconcile/window-renames.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { respondWith } from '../statuscake/scripted-client.ts';
import { accountOf, FORBIDDEN, INVALID } from './account-of.ts';

const windowOf = (id: string, name: string, ...tags: string[]): Remote => ({
  id,
  name,
  start_at: '2030-01-01T02:00:00Z',
  end_at: '2030-01-01T03:00:00Z',
  timezone: 'UTC',
  tests: [],
  tags,
});
const renamed = { stack: 'acme-eu', formerName: 'acme', isUnderWay: true };

const plan = (windows: readonly Remote[], renames: readonly WindowRename[] = [renamed]) =>
  planWindowRenames(windows, renames, 'stack-').map(({ stack, name, step }) => ({
    stack,
    name,
    id: step.id,
    action: step.action,
    adoption: step.adoption,
    form: step.form,
  }));
const formsOf = (...parameters: Parameters<typeof plan>) => plan(...parameters).map(({ form }) => form);

describe('the maintenance windows of an account', () => {
  test('are read at the cost of the list', async () => {
    const windows = [windowOf('1', 'nightly', 'stack-acme')];
    const { client, sent } = accountOf({ '/maintenance-windows': windows });
    expect(await readWindows(client)).toEqual(windows);
    expect(sent).toEqual(['GET /maintenance-windows?page=1&limit=100']);
  });

  test('are read in full where the list leaves out the tags', async () => {
    const { tags: _, ...listed } = windowOf('1', 'nightly', 'stack-acme');
    const { client } = accountOf({ '/maintenance-windows': [listed as Remote] }, ({ path }) =>
      path === '/maintenance-windows/1'
        ? respondWith({ data: windowOf('1', 'nightly', 'stack-acme') })
        : undefined,
    );
    expect(await readWindows(client)).toEqual([windowOf('1', 'nightly', 'stack-acme')]);
  });

  test('are none on a plan without them, and an error where they cannot be read', async () => {
    expect(await readWindows(accountOf({}, () => FORBIDDEN).client)).toEqual([]);
    await expect(readWindows(accountOf({}, () => INVALID).client)).rejects.toMatchObject({
      facts: { kind: 'invalid' },
    });
  });
});

test.each([
  [['stack-acme'], true],
  [['stack-acme', 'stack-acme-eu', 'renaming-acme'], true],
  // Somebody wants both.
  [['stack-acme', 'stack-acme-eu'], false],
  [['stack-acme', 'stack-acme-eu', 'renaming-globex'], false],
  [['stack-acme-eu'], false],
  [['stack-acme-eu', 'renaming-acme'], false],
  [['renaming-acme'], false],
  [[], false],
])('a window with the tags %j is to lose that of a former name: %j', (tags, expected) => {
  expect(isToRename(windowOf('1', 'nightly', ...tags), renamed, 'stack-')).toBe(expected);
});

describe('the maintenance window of a stack that was renamed', () => {
  test('gets its new tag and its new name, and has both tags and a mark meanwhile', () => {
    expect(plan([windowOf('1', 'acme nightly', 'stack-acme', 'nightly')])).toEqual([
      {
        stack: 'acme-eu',
        name: 'acme nightly',
        id: '1',
        action: 'updated',
        adoption: { tags: ['nightly', 'renaming-acme', 'stack-acme', 'stack-acme-eu'] },
        form: { name: 'acme-eu nightly', tags: ['nightly', 'stack-acme-eu'] },
      },
    ]);
  });

  test('loses the former tag and the mark where a run was interrupted', () => {
    const interrupted = windowOf('1', 'acme nightly', 'renaming-acme', 'stack-acme', 'stack-acme-eu');
    expect(plan([interrupted])).toMatchObject([
      { action: 'updated', adoption: null, form: { name: 'acme-eu nightly', tags: ['stack-acme-eu'] } },
    ]);
  });

  test('is renamed with all of its stacks, whatever the names of others', () => {
    const both = windowOf('1', 'nightly', 'stack-acme', 'stack-globex', 'stack-initech');
    const renames = [renamed, { ...renamed, stack: 'globex-eu', formerName: 'globex' }];
    expect(plan([windowOf('2', 'acme', 'stack-initech'), both], renames)).toMatchObject([
      {
        id: '1',
        adoption: {
          tags: [
            'renaming-acme',
            'renaming-globex',
            'stack-acme',
            'stack-acme-eu',
            'stack-globex',
            'stack-globex-eu',
            'stack-initech',
          ],
        },
        form: { tags: ['stack-acme-eu', 'stack-globex-eu', 'stack-initech'] },
      },
    ]);
  });

  test('stays as it is where the rename is over, unless a run was interrupted', () => {
    const over = [{ ...renamed, isUnderWay: false }];
    const interrupted = windowOf('1', 'acme nightly', 'renaming-acme', 'stack-acme', 'stack-acme-eu');
    expect(plan([windowOf('1', 'acme nightly', 'stack-acme')], over)).toEqual([]);
    expect(plan([interrupted], over)).toEqual(plan([interrupted]));
  });

  test('stays as it is where it has the tags of both names on purpose', () => {
    expect(plan([windowOf('1', 'acme nightly', 'stack-acme', 'stack-acme-eu')])).toEqual([]);
  });
});

describe('the name of a maintenance window', () => {
  test.each([
    ['acme', 'acme-eu'],
    ['acme: nightly of acme', 'acme-eu: nightly of acme-eu'],
    ['nightly (acme)', 'nightly (acme-eu)'],
  ])('%j becomes %j with its stack', (name, expected) => {
    expect(formsOf([windowOf('1', name, 'stack-acme')])).toEqual([
      { name: expected, tags: ['stack-acme-eu'] },
    ]);
  });

  test.each(['nightly', 'acme-us nightly', 'my-acme nightly', 'acme.com nightly', 'Acme'])(
    '%j has no word that is the former name, and stays',
    (name) => {
      expect(formsOf([windowOf('1', name, 'stack-acme')])).toEqual([{ tags: ['stack-acme-eu'] }]);
    },
  );

  test('may hold a former name with a dot, and one that only looks alike stays', () => {
    const dotted = [{ ...renamed, stack: 'acme', formerName: 'a.b' }];
    expect(formsOf([windowOf('1', 'a.b or axb', 'stack-a.b')], dotted)).toEqual([
      { name: 'acme or axb', tags: ['stack-acme'] },
    ]);
  });

  test('stays where another window has the new one', () => {
    const windows = [windowOf('1', 'acme nightly', 'stack-acme'), windowOf('2', 'acme-eu nightly')];
    expect(formsOf(windows)).toEqual([{ tags: ['stack-acme-eu'] }]);
  });

  test('stays where the window is of other stacks, too', () => {
    expect(formsOf([windowOf('1', 'acme nightly', 'stack-acme', 'stack-globex')])).toEqual([
      { tags: ['stack-acme-eu', 'stack-globex'] },
    ]);
  });
});

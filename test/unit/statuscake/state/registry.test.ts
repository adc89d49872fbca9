import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beat,
  blockersOf,
  EVERYTHING,
  enter,
  leave,
  type Run,
  readRuns,
} from '../../../../src/statuscake/state/registry.ts';

const PROCESS = { host: 'ctl1', space: '', pid: 1, started: '' };
const run = (id: string, ...keys: string[]): Run => ({ id, ticket: 0, process: PROCESS, beat: 0, keys });
const queue = (...runs: Run[]) => runs.reduce<Run[]>(enter, []);
const find = (runs: readonly Run[], id: string) => runs.find((one) => one.id === id) ?? run(id);
const blockers = (runs: readonly Run[], id: string) => blockersOf(runs, find(runs, id)).map((one) => one.id);

describe('blockersOf', () => {
  const cases: [string, Run[], string[]][] = [
    ['who shares nothing waits for nobody', [run('a', 'x'), run('b', 'y')], []],
    ['who shares anything waits', [run('a', 'x', 'y'), run('b', 'z', 'y')], ['a']],
    ['who needs everything waits for all', [run('a', 'x'), run('c', 'y'), run('b', EVERYTHING)], ['a', 'c']],
    ['all wait for who needs everything', [run('a', EVERYTHING), run('b', 'x')], ['a']],
    ['who came later is not waited for', [run('b', 'x'), run('a', 'x')], []],
    ['who waits is waited for', [run('a', 'x'), run('c', 'x', 'y'), run('b', 'y')], ['c']],
    ['who needs nothing is not waited for', [run('a'), run('b', EVERYTHING)], []],
    ['who needs nothing waits for nobody', [run('a', EVERYTHING), run('b')], []],
  ];
  test.each(cases)('%s', (_, runs, expected) => {
    expect(blockers(queue(...runs), 'b')).toEqual(expected);
  });

  test('of two with the same ticket, as a lost file may leave them, one waits for the other', () => {
    const runs = [run('a', 'x'), run('b', 'x')].map((one) => ({ ...one, ticket: 1 }));
    expect([blockers(runs, 'a'), blockers(runs, 'b')]).toEqual([[], ['a']]);
  });
});

test('a run that the file has lost comes back to its place', () => {
  const runs = queue(run('a', 'x'), run('b', 'x'));
  const lost = leave(runs, [find(runs, 'a')]);
  expect(blockers(beat(lost, find(runs, 'a')), 'b')).toEqual(['a']);
});

test('a run that has shown since that it lives is not taken out', () => {
  const runs = queue(run('a', 'x'));
  const seen = find(runs, 'a');
  expect(leave(beat(runs, seen), [seen])).toHaveLength(1);
  expect(leave(runs, [seen])).toEqual([]);
});

test('only the run that shows that it lives is seen to live', () => {
  const runs = queue(run('a', 'x'), run('b', 'x'));
  const beats = beat(beat(runs, find(runs, 'a')), find(runs, 'a'));
  expect(beats).toMatchObject([
    { id: 'a', beat: 2 },
    { id: 'b', beat: 0 },
  ]);
});

test('several can be taken out at a time, and where none is all stay', () => {
  const runs = queue(run('a', 'x'), run('b', 'x'), run('c', 'x'));
  expect(leave(runs, [find(runs, 'a'), find(runs, 'c')])).toEqual([find(runs, 'b')]);
  expect(leave(runs, [])).toEqual(runs);
});

test.each([
  undefined,
  null,
  7,
  {},
  'x',
  [null],
  [{}],
  [{ ...run('a', 'x'), id: 7 }],
  [{ ...run('a', 'x'), ticket: null }],
  [{ ...run('a', 'x'), ticket: 1.5 }],
  [{ ...run('a', 'x'), beat: '1' }],
  [{ ...run('a', 'x'), keys: 'x' }],
  [{ ...run('a'), process: {} }],
])('a file that holds %j names no run', (value) => {
  expect(readRuns(value)).toEqual([]);
});

test('what is written is read back', () => {
  const runs = queue(run('a', 'x'), run('b', 'x', EVERYTHING));
  expect(readRuns(JSON.parse(JSON.stringify(runs)))).toEqual(runs);
});

test('whatever comes, ends or dies: nobody shares what it works on, all come in their turn, and all come', () => {
  const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', EVERYTHING), {
    minLength: 1,
    maxLength: 3,
  });
  const events = fc.array(
    fc.oneof(fc.record({ enter: keys }), fc.record({ end: fc.nat(20) }), fc.record({ beat: fc.nat(20) })),
    { maxLength: 60 },
  );
  const shares = (one: Run, other: Run) =>
    [one, other].some(({ keys }) => keys.includes(EVERYTHING)) ||
    one.keys.some((key) => other.keys.includes(key));

  fc.assert(
    fc.property(events, (sequence) => {
      let runs: Run[] = [];
      const working = () => runs.filter((one) => blockersOf(runs, one).length === 0);
      const check = () => {
        const atWork = working();
        for (const one of atWork) {
          for (const other of atWork) {
            expect(one === other || !shares(one, other)).toBe(true);
          }
        }
        // Somebody always works, and who waits does so for one that came before.
        expect(atWork.length > 0).toBe(runs.length > 0);
        for (const one of runs) {
          for (const other of blockersOf(runs, one)) {
            expect(other.ticket).toBeLessThan(one.ticket);
          }
          expect(blockersOf(runs, one)).toEqual(
            runs.filter((other) => other.ticket < one.ticket && shares(one, other)),
          );
        }
      };
      for (const [index, event] of sequence.entries()) {
        if ('enter' in event) {
          runs = enter(runs, run(String(index), ...event.enter));
        }
        const chosen =
          runs[('end' in event ? event.end : 'beat' in event ? event.beat : 0) % (runs.length || 1)];
        if (chosen && 'end' in event) {
          runs = leave(runs, [chosen]);
        }
        if (chosen && 'beat' in event) {
          runs = beat(runs, chosen);
        }
        check();
      }
      while (runs.length > 0) {
        runs = leave(runs, working().slice(0, 1));
        check();
      }
    }),
  );
});

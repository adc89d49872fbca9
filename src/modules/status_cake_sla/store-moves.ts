import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleFailure } from '../../ansible/module.ts';
import { readWhole } from '../common/whole-files.ts';
import { StoreError } from './json-lines.ts';
import { readMonth, writeMonth } from './month.ts';
import { readMonthTimes, writeMonthTimes } from './month-times.ts';

/** A file of the store that is to be about a stack under its new name. */
export interface StoreMove {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** By their endings, how to say of a file what stack it is about. */
const RENAMING: readonly (readonly [ending: string, rename: (text: string, stack: string) => string])[] = [
  ['.times.jsonl', (text, stack) => writeMonthTimes({ ...readMonthTimes(text), stack })],
  ['.jsonl', (text, stack) => writeMonth({ ...readMonth(text), stack })],
];

/**
 * Returns what a store knows of a stack under its former name. Nothing is written.
 * @throws ModuleFailure for a file that is damaged, or where something else is known under the new name
 */
export function planMoves(folder: string, formerName: string, stack: string): StoreMove[] {
  const old = join(folder, formerName);
  if (!existsSync(old)) {
    return [];
  }
  return readdirSync(old).flatMap((name) => {
    const renaming = RENAMING.find(([ending]) => name.endsWith(ending));
    if (renaming === undefined || name.startsWith('.')) {
      return [];
    }
    const from = join(old, name);
    const to = join(folder, stack, name);
    const text = renamed(from, stack, renaming[1]);
    const there = readWhole('store', to);
    // An interrupted run has got so far.
    if (there !== undefined && there !== text) {
      throw new ModuleFailure(
        `store: there are both ${from} and ${to}, and they differ: delete the one that knows less, and run it again`,
      );
    }
    return [{ from, to, text }];
  });
}

/** Takes away what has moved, and the folder, where it is empty then. Throws a ModuleFailure. */
export function removeMoved(folder: string, formerName: string, moves: readonly StoreMove[]): void {
  const old = join(folder, formerName);
  for (const { from } of moves) {
    rmSync(from, { force: true });
  }
  if (existsSync(old) && readdirSync(old).length === 0) {
    rmdirSync(old);
  }
}

function renamed(path: string, stack: string, rename: (text: string, stack: string) => string): string {
  try {
    return rename(readWhole('store', path) ?? '', stack);
  } catch (error) {
    throw error instanceof StoreError ? new ModuleFailure(`store: ${path} ${error.message}`) : error;
  }
}

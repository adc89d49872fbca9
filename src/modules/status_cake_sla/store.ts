import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleFailure } from '../../ansible/module.ts';
import { readWhole, writeFiles } from '../common/whole-files.ts';
import { StoreError } from './json-lines.ts';
import { type Month, readMonth, writeMonth } from './month.ts';
import { type MonthTimes, readMonthTimes, writeMonthTimes } from './month-times.ts';
import { planMoves, removeMoved, type StoreMove } from './store-moves.ts';

/** What a whole store is about, in its file `store.json`. */
interface Head {
  readonly file: 'statuscake-sla-store';
  readonly version: number;
  readonly timezone: string;
  /** A fingerprint of the URL and the token that it was read with. */
  readonly account: string;
}

const HEAD = 'store.json';
const VERSION = 1;
const MONTH = '.jsonl';
const TIMES = '.times.jsonl';

/** A file of the store, and what it is to hold. */
interface StoreFile {
  readonly path: string;
  readonly text: string;
}

/** What was read from accounts, by stack and month, in a folder of the user. */
export class Store {
  readonly #folder: string;
  readonly #head: Head;
  readonly #isNew: boolean;
  /** What is known of stacks under their former names, by these. */
  readonly #moves = new Map<string, readonly StoreMove[]>();

  /**
   * Opens a store, which need not be there yet. Nothing is written.
   * @param timezone where its months begin
   * @throws ModuleFailure for the store of another account, of another zone or of a newer version, and for what is none
   */
  constructor(folder: string, timezone: string, account: string) {
    this.#folder = folder;
    this.#head = { file: 'statuscake-sla-store', version: VERSION, timezone, account };
    const path = join(folder, HEAD);
    const text = readWhole('store', path);
    this.#isNew = text === undefined;
    if (text === undefined) {
      if (existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith('.'))) {
        throw new ModuleFailure(
          `store: ${folder} holds files, but no ${HEAD}: name an empty folder, or restore that file from a commit or a backup`,
        );
      }
      return;
    }
    const reason = flawOf(text, this.#head);
    if (reason !== undefined) {
      throw new ModuleFailure(`store: ${path} ${reason}`);
    }
  }

  /**
   * Takes what is known of a stack under its former name for its own, and returns how many files that are. They change their place with
   * the next writing. Throws a ModuleFailure.
   */
  rename(formerName: string, stack: string): number {
    const moves = planMoves(this.#folder, formerName, stack);
    this.#moves.set(formerName, moves);
    return moves.length;
  }

  /** Whether something is still known under the former name of a stack. */
  isRenaming(formerName: string | undefined): boolean {
    return formerName !== undefined && (this.#moves.get(formerName) ?? []).length > 0;
  }

  /**
   * What is known of a stack in a month; nothing where there is nothing.
   * @throws ModuleFailure for a file that is torn or somebody else's
   */
  read(stack: string, month: string): Month | undefined {
    return this.#read(this.#pathOf({ stack, month }, MONTH), readMonth, stack, month);
  }

  /** The same for what was collected of response times. */
  readTimes(stack: string, month: string): MonthTimes | undefined {
    return this.#read(this.#pathOf({ stack, month }, TIMES), readMonthTimes, stack, month);
  }

  /** The files in which these are to be kept, of those that do not hold them yet. Throws a ModuleFailure. */
  changes(months: readonly Month[], times: readonly MonthTimes[]): StoreFile[] {
    return [
      ...months.map((month) => ({ path: this.#pathOf(month, MONTH), text: writeMonth(month) })),
      ...times.map((month) => ({ path: this.#pathOf(month, TIMES), text: writeMonthTimes(month) })),
    ].filter(({ path, text }) => this.#textAt(path) !== text);
  }

  /**
   * Writes such files, and lets what is known under these former names change its place.
   * @throws ModuleFailure, and then the store holds what it has held
   */
  write(files: readonly StoreFile[], formerNames: Iterable<string>): void {
    const head = { path: join(this.#folder, HEAD), text: `${JSON.stringify(this.#head, null, 2)}\n` };
    // First, and with the same texts: else an interruption would leave two different ones.
    for (const formerName of formerNames) {
      const moves = this.#moves.get(formerName) ?? [];
      writeFiles(
        'store',
        moves.map(({ to, text }) => ({ path: to, text })),
      );
      removeMoved(this.#folder, formerName, moves);
    }
    writeFiles('store', this.#isNew && files.length > 0 ? [head, ...files] : files);
  }

  #textAt(path: string): string | undefined {
    return readWhole('store', path) ?? [...this.#moves.values()].flat().find(({ to }) => to === path)?.text;
  }

  #read<T extends { readonly stack: string; readonly month: string; readonly zone: string }>(
    path: string,
    read: (text: string) => T,
    stack: string,
    month: string,
  ): T | undefined {
    const text = this.#textAt(path);
    if (text === undefined) {
      return undefined;
    }
    try {
      const found = read(text);
      if (found.stack !== stack || found.month !== month || found.zone !== this.#head.timezone) {
        throw new StoreError(
          `is about ${found.stack} in ${found.month} of ${found.zone}: put it where it belongs`,
        );
      }
      return found;
    } catch (error) {
      throw error instanceof StoreError ? new ModuleFailure(`store: ${path} ${error.message}`) : error;
    }
  }

  #pathOf({ stack, month }: { readonly stack: string; readonly month: string }, ending: string): string {
    return join(this.#folder, stack, month + ending);
  }
}

/** Why a store cannot be used, and what to do; nothing where it can. */
function flawOf(text: string, wanted: Head): string | undefined {
  let head: Partial<Head> = {};
  try {
    head = JSON.parse(text);
  } catch {
    return 'is damaged: restore it, from a commit or a backup';
  }
  if (head?.file !== wanted.file) {
    return 'is not that of a store: name another folder';
  }
  if (typeof head.version !== 'number' || head.version > VERSION) {
    return `is of version ${head.version}, and this module knows ${VERSION}: use a newer one`;
  }
  if (head.timezone !== wanted.timezone) {
    return `has the months of ${head.timezone}, not those of ${wanted.timezone}: set timezone to that, or name another folder`;
  }
  if (head.account !== undefined && head.account !== wanted.account) {
    return 'was read with another api_url or token: name another folder, or, where only the token is a new one, take the line "account" out of this file';
  }
  return undefined;
}

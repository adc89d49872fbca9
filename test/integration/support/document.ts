import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Finished } from './command.ts';
import { ROOT } from './folders.ts';

/** A block of code on a page: a file where it has a name, else commands (`sh`) or what they print. */
interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly code: string;
}

/** Reads a page of `docs`, and what of code is on it. */
export async function readDocument(name: string): Promise<{ text: string; blocks: Block[] }> {
  const text = await readFile(join(ROOT, 'docs', name), 'utf8');
  const blocks = [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
    ([, language = '', file, code = '']): Block => ({ language, file, code }),
  );
  return { text, blocks };
}

/**
 * Does what a page says, from its top to its end: writes its files, runs its commands, and requires them to print what the page
 * shows.
 * @param folder where a reader would stand
 */
export async function follow(
  blocks: readonly Block[],
  folder: string,
  command: (code: string) => Promise<Finished>,
): Promise<void> {
  let output = '';
  for (const { language, file, code } of blocks) {
    if (file !== undefined) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), code);
    } else if (language === 'sh') {
      const finished = await command(code);
      output = finished.stdout + finished.stderr;
      expect(finished.exitCode, code + output).toBe(0);
    } else {
      expectShown(output, code);
    }
  }
}

/** Requires the lines that the page shows, in their order. Versions of Ansible break lines in other places. */
function expectShown(output: string, shown: string): void {
  let rest = withSingleBlanks(output);
  for (const line of shown
    .split('\n')
    .map(withSingleBlanks)
    .filter((line) => line !== '' && line !== '...')) {
    expect(rest).toContain(line);
    rest = rest.slice(rest.indexOf(line) + line.length);
  }
}

function withSingleBlanks(output: string): string {
  return output.replace(/\s+/g, ' ').trim();
}

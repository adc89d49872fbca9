import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleFailure } from '../../ansible/module.ts';
import type { FormerNames } from '../../reconcile/former-names.ts';
import { secondOf, TimeError } from '../../sla/periods.ts';
import type { Span } from '../../sla/spans.ts';
import { readWhole } from '../common/whole-files.ts';

/** A deployment during which a maintenance window was open. */
export interface Deployment extends Span {
  readonly stacks: readonly string[];
  /** Which run of Ansible it was. */
  readonly run: string;
  /** The file that says so. */
  readonly file: string;
}

/**
 * Reads what the role `statuscake_stack` has left of deployments: files of JSON lines, each with `stacks`, `from`, `to` and `run`.
 * @param warn told where there is no folder: no file means no deployment yet, but no folder most likely a slip of the pen
 * @throws ModuleFailure for a line that is none of these: what a report leaves out has to be evident
 */
export function readJournal(
  folder: string,
  formerNames: FormerNames,
  warn: (message: string) => void,
): Deployment[] {
  const names = namesIn(folder);
  if (!existsSync(folder)) {
    warn(
      `journal: ${folder} is not there, so no deployment is excluded: correct the path, or make the folder if nothing was deployed yet`,
    );
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    const lines = (readWhole('journal', path) ?? '').split('\n');
    return lines.flatMap((line, index) =>
      line.trim() === '' ? [] : [readLine(line, name, `${path}, line ${index + 1}`, formerNames)],
    );
  });
}

/** Returns the files of a journal that speak of stacks under former names, with the new ones. Throws a ModuleFailure. */
export function renameInJournal(
  folder: string,
  formerNames: FormerNames,
): { readonly path: string; readonly text: string }[] {
  return namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const before = readWhole('journal', path) ?? '';
    const text = before
      .split('\n')
      .map((line) => (line.trim() === '' ? line : renameInLine(line, formerNames)))
      .join('\n');
    return text === before ? [] : [{ path, text }];
  });
}

function renameInLine(line: string, formerNames: FormerNames): string {
  const { stacks, ...rest } = JSON.parse(line);
  const names = (stacks as unknown[]).map(String);
  return names.some((name) => formerNames.has(name))
    ? JSON.stringify({ stacks: names.map((name) => formerNames.get(name) ?? name), ...rest })
    : line;
}

/** Returns the names of the files of a journal; none where there is no folder. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return [];
    }
    throw new ModuleFailure(
      `journal: ${folder} cannot be read: ${message}; mend that, or name another folder`,
    );
  }
}

function readLine(line: string, file: string, place: string, formerNames: FormerNames): Deployment {
  try {
    const { stacks, from, to, run } = JSON.parse(line);
    const span = { from: secondOf(String(from), 'UTC'), to: secondOf(String(to), 'UTC') };
    if (Array.isArray(stacks) && span.from <= span.to) {
      return {
        ...span,
        stacks: stacks.map((name) => formerNames.get(String(name)) ?? String(name)),
        run: String(run ?? ''),
        file,
      };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof TimeError)) {
      throw error;
    }
  }
  throw new ModuleFailure(
    `journal: ${place} is not the record of a deployment: correct it, such as {"stacks": ["acme"], "from": "2026-10-01T08:00:00Z", "to": "2026-10-01T08:20:00Z", "run": "provision.yml"}`,
  );
}

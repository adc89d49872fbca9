import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './folders.ts';

interface Readme {
  /** The task that it begins with. */
  readonly task: { readonly name: string; readonly local_action: Readonly<Record<string, unknown>> };
  /** What it shows of runs of this task, in its order. */
  readonly outputs: readonly string[];
}

/** Reads from the README the task that it begins with, and what it says that Ansible prints about it. */
export async function readReadme(): Promise<Readme> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  const tasks = blocks
    .filter(([, language, text]) => language === 'yaml' && text?.includes('local_action'))
    .map(([, , text = '']) => parse(text));
  const [task] = tasks[0];
  const outputs = blocks
    .map(([, , text = '']) => text)
    .filter((text) => text.startsWith(`TASK [${task.name}]`));
  return { task, outputs };
}

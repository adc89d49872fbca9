import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Environment } from '../../../src/environment.ts';

export interface Finished {
  /** `null` for a program that a signal ended. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, in this environment only: nothing of ours is handed down. */
export async function run(
  program: string,
  args: readonly string[],
  { environment, folder }: { environment: Environment; folder: string },
): Promise<Finished> {
  const child = spawn(program, args, { env: environment, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode, stdout, stderr };
}

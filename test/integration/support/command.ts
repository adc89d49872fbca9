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

interface Settings {
  readonly environment: Environment;
  readonly folder: string;
  /** When to press Ctrl-C: a terminal then sends SIGINT to the program and to all that it has started. */
  readonly interruption?: Promise<unknown> | undefined;
}

/** Runs a program to its end, in this environment only: nothing of ours is handed down. */
export async function run(
  program: string,
  args: readonly string[],
  { environment, folder, interruption }: Settings,
): Promise<Finished> {
  const child = spawn(program, args, {
    env: environment,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as a shell gives it.
    detached: interruption !== undefined,
  });
  void interruption?.then(() => process.kill(-(child.pid as number), 'SIGINT'));
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exitCode, stdout, stderr };
}

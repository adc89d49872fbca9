import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program to its end. Returns milliseconds of wall time; throws when it fails. */
export async function time(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> {
  const start = performance.now();
  const options = { stdio: 'ignore', env: { ...process.env, ...environment } } as const;
  const [code] = await once(spawn(command, args, options), 'exit');
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
  }
  return performance.now() - start;
}

/** Runs candidates in turn, so that whatever else the machine does hits them alike. Returns the times of each. */
export async function alternate(
  rounds: number,
  candidates: readonly (() => Promise<number>)[],
): Promise<number[][]> {
  const times: number[][] = candidates.map(() => []);
  for (const run of candidates) {
    await run();
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, run] of candidates.entries()) {
      times[index]?.push(await run());
    }
  }
  return times;
}

/** Median, and the quartiles around it, rounded outwards: of three values they are the least and the most. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number, round: (rank: number) => number) =>
    sorted[round((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5, Math.round), low: at(0.25, Math.floor), high: at(0.75, Math.ceil) };
}

export function median(values: readonly number[]): number {
  return summarise(values).median;
}

import { parseArgs } from 'node:util';
import type { PastOptions } from './account/past.ts';
import { WINDOW_OFFSETS, type WindowOffsets } from './account/time-types.ts';
import type { FaultOptions } from './faults/options.ts';
import type { RunOptions } from './running/runner.ts';
import { DEFAULT_TOKEN, type SimulatorOptions } from './simulator.ts';

/** An hour in a second. */
const FASTEST = 3600;
const LARGEST_SEED = 2 ** 32 - 1;
/** Days. */
const LONGEST_HISTORY = 1000;

export const HELP = `Usage: npm run simulator -- [options]

Simulates the StatusCake API on this machine, in memory. The first line printed is the base URL for clients;
then follows a line for each request.

  --port PORT       port on 127.0.0.1 (default: 0, any free one)
  --token TOKEN     token that clients have to send (default: ${DEFAULT_TOKEN})
  --rps REQUESTS    requests allowed per second (default: 0, no limit; StatusCake: 5)
  --rpm REQUESTS    requests allowed per minute (default: 0, no limit; free StatusCake accounts: 60)
  --latency MS      milliseconds by which every response is late (default: 0)
  --visible-after MS
                    milliseconds for which reads do not show what was just created (default: 0)
  --window-offsets utc|zone
                    offset that reads of maintenance windows spell, whose times are local to their zones (default: utc)
  --lacking PATHS   resources that the plan of the account lacks, such as maintenance-windows,pagespeed (default: none)
  --run-tests       run the uptime tests for real; without it nothing is requested and all tests stay up
  --speed N         with --run-tests: times as fast as StatusCake runs them (default: 1), from 1 to ${FASTEST};
                    with 60, a test with a check_rate of 60 seconds runs every second
  --any-address     with --run-tests: contact any address (default: only loopback ones; others are not checked)
  --history DAYS    let uptime tests have run for so long already when they are created, such as 90d: with outages,
                    some begun late, those that are paused for some days (default: none)
  --seed N          with --history: which outages those are, the same for the same number and names (default: 0)
  --faults RATE     share of requests that meet a fault (default: 0, none), from 0 to 1: they are refused for
                    their rate, answered with an error, late, by half or not at all; rows shift or are
                    missing, tests vanish, or come into being only later
  --fault-seed N    with --faults: which ones do, the same for the same number and requests (default: 0)
  --help            print this text`;

const NUMBER = { type: 'string', default: '0' } as const;

/** All flags, each of which {@link HELP} explains. */
export const FLAGS = {
  port: NUMBER,
  token: { type: 'string', default: DEFAULT_TOKEN },
  rps: NUMBER,
  rpm: NUMBER,
  latency: NUMBER,
  'visible-after': NUMBER,
  'window-offsets': { type: 'string' },
  lacking: { type: 'string' },
  'run-tests': { type: 'boolean', default: false },
  speed: { type: 'string' },
  'any-address': { type: 'boolean' },
  history: { type: 'string' },
  seed: { type: 'string' },
  faults: { type: 'string' },
  'fault-seed': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** A command line that can't be followed; its message is one line for the user. */
export class UsageError extends Error {}

/**
 * Reads the arguments of the command line.
 * @returns the options of the simulator, or `help` when that is what was asked for
 * @throws {UsageError} for an unknown flag or a value out of bounds
 */
export function parseCommandLine(args: readonly string[]): SimulatorOptions | 'help' {
  const flags = parseFlags(args);
  if (flags.help) {
    return 'help';
  }
  if (flags.token === '' || /\s/.test(flags.token)) {
    throw new UsageError('--token must not be empty or contain spaces');
  }
  const runTests = readRunTests(flags);
  const faults = readFaults(flags);
  const history = readHistory(flags);
  const windowOffsets = readWindowOffsets(flags['window-offsets']);
  return {
    token: flags.token,
    port: wholeNumber('--port', flags.port, { maximum: 65535 }),
    requestsPerSecond: wholeNumber('--rps', flags.rps),
    requestsPerMinute: wholeNumber('--rpm', flags.rpm),
    latency: wholeNumber('--latency', flags.latency, { maximum: 600_000 }),
    visibleAfter: {
      milliseconds: wholeNumber('--visible-after', flags['visible-after'], { maximum: 600_000 }),
    },
    ...(windowOffsets && { windowOffsets }),
    ...(flags.lacking && { lacking: flags.lacking.split(',') }),
    ...(runTests && { runTests }),
    ...(history && { history }),
    ...(faults && { faults }),
  };
}

function parseFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: FLAGS,
    });
    return values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split('\n')[0]);
  }
}

function readWindowOffsets(text: string | undefined): WindowOffsets | undefined {
  const offsets = WINDOW_OFFSETS.find((name) => name === text);
  if (text !== undefined && offsets === undefined) {
    throw new UsageError(`--window-offsets must be one of ${WINDOW_OFFSETS.join(', ')}, not ${text}`);
  }
  return offsets;
}

function readRunTests(flags: ReturnType<typeof parseFlags>): RunOptions | undefined {
  if (flags['run-tests']) {
    return {
      speed: wholeNumber('--speed', flags.speed ?? '1', { minimum: 1, maximum: FASTEST }),
      reach: flags['any-address'] ? 'any' : 'loopback',
    };
  }
  const useless = (['speed', 'any-address'] as const).find((flag) => flags[flag] !== undefined);
  if (useless !== undefined) {
    throw new UsageError(`--${useless} needs --run-tests`);
  }
  return undefined;
}

function readHistory(flags: ReturnType<typeof parseFlags>): PastOptions | undefined {
  if (flags.history === undefined) {
    if (flags.seed !== undefined) {
      throw new UsageError('--seed needs --history');
    }
    return undefined;
  }
  const days = Number(/^(\d+)d$/.exec(flags.history)?.[1]);
  if (!(days >= 1 && days <= LONGEST_HISTORY)) {
    throw new UsageError(
      `--history must be a number of days from 1d to ${LONGEST_HISTORY}d, not ${flags.history}`,
    );
  }
  return {
    seconds: days * 86_400,
    seed: wholeNumber('--seed', flags.seed ?? '0', { maximum: LARGEST_SEED }),
  };
}

function readFaults(flags: ReturnType<typeof parseFlags>): FaultOptions | undefined {
  if (flags.faults !== undefined) {
    return {
      rate: share('--faults', flags.faults),
      seed: wholeNumber('--fault-seed', flags['fault-seed'] ?? '0', { maximum: LARGEST_SEED }),
    };
  }
  if (flags['fault-seed'] !== undefined) {
    throw new UsageError('--fault-seed needs --faults');
  }
  return undefined;
}

function share(flag: string, text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 1) {
    throw new UsageError(`${flag} must be a number between 0 and 1, not ${text}`);
  }
  return value;
}

function wholeNumber(
  flag: string,
  text: string,
  bounds: { minimum?: number; maximum?: number } = {},
): number {
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = bounds;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < minimum || value > maximum) {
    const range =
      maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `between ${minimum} and ${maximum}`;
    throw new UsageError(`${flag} must be a whole number ${range}, not ${text}`);
  }
  return value;
}

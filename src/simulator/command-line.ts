import { parseArgs } from 'node:util';
import { DEFAULT_TOKEN, type SimulatorOptions } from './simulator.ts';

export const HELP = `Usage: npm run simulator -- [options]

Simulates the StatusCake API on this machine, in memory. The first line printed is the base URL for clients;
then follows a line for each request.

  --port PORT       port on 127.0.0.1 (default: 0, any free one)
  --token TOKEN     token that clients have to send (default: ${DEFAULT_TOKEN})
  --rps REQUESTS    requests allowed per second (default: 0, no limit; StatusCake: 5)
  --rpm REQUESTS    requests allowed per minute (default: 0, no limit; free StatusCake accounts: 60)
  --latency MS      milliseconds by which every answer is late (default: 0)
  --help            print this text`;

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
  return {
    token: flags.token,
    port: wholeNumber('--port', flags.port, 65535),
    requestsPerSecond: wholeNumber('--rps', flags.rps),
    requestsPerMinute: wholeNumber('--rpm', flags.rpm),
    latency: wholeNumber('--latency', flags.latency, 600_000),
  };
}

function parseFlags(args: readonly string[]) {
  const number = { type: 'string', default: '0' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        port: number,
        token: { type: 'string', default: DEFAULT_TOKEN },
        rps: number,
        rpm: number,
        latency: number,
        help: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split('\n')[0]);
  }
}

function wholeNumber(flag: string, text: string, maximum = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > maximum) {
    const bounds = maximum === Number.MAX_SAFE_INTEGER ? 'of at least 0' : `between 0 and ${maximum}`;
    throw new UsageError(`${flag} must be a whole number ${bounds}, not ${text}`);
  }
  return value;
}

/** The simulator as a command: prints its URL, then a line for each request, until it is interrupted. */

import type { RecordedRequest } from './api/requests.ts';
import { HELP, parseCommandLine, UsageError } from './command-line.ts';
import { type SimulatorOptions, startSimulator } from './simulator.ts';

function logRequest({ method, path, query, status, fault }: RecordedRequest): void {
  const target = query === '' ? path : `${path}?${query}`;
  console.log(`${method} ${target} ${status ?? 'unanswered'}${fault === undefined ? '' : ` (${fault})`}`);
}

async function run(options: SimulatorOptions): Promise<void> {
  const simulator = await startSimulator({ ...options, record: false, onResponse: logRequest });
  console.log(simulator.url);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void simulator.close());
  }
}

try {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
  } else {
    await run(options);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

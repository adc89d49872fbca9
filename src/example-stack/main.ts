/**
 * The example stack as a program, which roles/example_stack deploys:
 *
 *     node example-stack.mjs start DIRECTORY PORT    starts what of the stack does not run, and prints the names of that
 *     node example-stack.mjs redis|mongodb|service DIRECTORY PORT    runs one part of it
 *
 * Where EXAMPLE_STACK_OWNER is the ID of a process, the parts end with it.
 */

import { PART_NAMES, runPart, startStack } from './stack.ts';

const [, program = '', action, directory = '', port] = process.argv;
const place = { directory, port: Number(port) };

try {
  const name = PART_NAMES.find((each) => each === action);
  if (name !== undefined) {
    const owner = process.env.EXAMPLE_STACK_OWNER;
    await runPart(place, name, owner === undefined ? undefined : Number(owner));
    // Tells who started it that it answers.
    process.send?.('ready');
  } else if (action === 'start') {
    for (const started of await startStack(place, program)) {
      console.log(started);
    }
  } else {
    throw new Error(`expected start, ${PART_NAMES.join(', ')}, got: ${action}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

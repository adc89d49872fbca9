import { test as base } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';

/** A test with a simulator of its own, without limits. */
export const test = base.extend<{ simulator: Simulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern
  simulator: async ({}, use) => {
    const simulator = await startSimulator();
    await use(simulator);
    await simulator.close();
  },
});

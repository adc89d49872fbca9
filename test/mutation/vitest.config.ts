import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/**
 * The tests that are to catch the mutants of a part of the sources: all tests for every mutant would take a day, and those that
 * run the built modules see no mutant.
 */
const areas = JSON.parse(readFileSync('test/mutation/areas.json', 'utf8'));

export default defineConfig({
  test: {
    include: areas[process.env.MUTATE ?? ''].tests,
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
  },
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

interface Area {
  readonly unit: string[];
  readonly contract: string[];
  /** The tests replace modules of Node.js, each its own: they share none with others. */
  readonly isolate?: true;
  /** Nothing waits: what would be waited for is on a clock that is put forward. */
  readonly skipsTime?: true;
}

/**
 * The tests that are to catch the mutants of a part of the sources: all tests for every mutant would take a day, and those that
 * run the built modules see no mutant.
 */
const areas: Readonly<Record<string, Area>> = JSON.parse(readFileSync('test/mutation/areas.json', 'utf8'));
const { unit, contract, isolate = false, skipsTime } = areas[process.env.MUTATE ?? ''] as Area;
/** Most mutants fail a unit test within a moment, so only what is left of them is run with the others as well. */
const tests = process.env.MUTATION_UNIT_TESTS ? unit : [...unit, ...contract];

/** Unit tests first: they take the least time, and the first failure ends the run of a mutant. */
class UnitTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isUnit = ({ moduleId }: TestSpecification) => moduleId.includes('/test/unit/');
    return [...files.filter(isUnit), ...files.filter((file) => !isUnit(file))];
  }
}

const skippingClock: Plugin = {
  name: 'skipping-clock',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id.endsWith('/clock.ts') && !importer?.includes('skipping-clock')
      ? resolve('test/contract/skipping-clock.ts')
      : undefined,
};

export default defineConfig({
  plugins: skipsTime ? [skippingClock] : [],
  test: {
    include: tests,
    setupFiles: ['test/mutation/setup.ts'],
    // A mutant that waits for ever is caught by these, long before a whole run of the tests would be late.
    testTimeout: skipsTime ? 3000 : 5000,
    hookTimeout: skipsTime ? 3000 : 5000,
    isolate,
    sequence: { sequencer: UnitTestsFirst },
  },
});

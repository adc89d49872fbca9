import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The tests that are to catch the mutants of a part of the sources: all tests for every mutant would take a day, and those that
 * run the built modules see no mutant.
 */
const areas = JSON.parse(readFileSync('test/mutation/areas.json', 'utf8'));

/** Unit tests first: they take the least time, and the first failure ends the run of a mutant. */
class UnitTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isUnit = ({ moduleId }: TestSpecification) => moduleId.includes('/test/unit/');
    return [...files.filter(isUnit), ...files.filter((file) => !isUnit(file))];
  }
}

export default defineConfig({
  test: {
    include: areas[process.env.MUTATE ?? ''].tests,
    setupFiles: ['test/mutation/setup.ts'],
    testTimeout: 60_000,
    sequence: { sequencer: UnitTestsFirst },
  },
});

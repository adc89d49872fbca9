import { readFileSync } from 'node:fs';

const areas = JSON.parse(readFileSync('test/mutation/areas.json', 'utf8'));
const name = process.env.MUTATE ?? '';
const area = areas[name];
if (!area) {
  throw new Error(`MUTATE must be one of ${Object.keys(areas).join(', ')}, not '${name}'`);
}

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: area.mutate,
  coverageAnalysis: 'perTest',
  // Constants are made before any test starts: each of their mutants would have to run all tests in a new process.
  ignoreStatic: true,
  concurrency: Number(process.env.MUTATION_RUNNERS ?? 2),
  timeoutMS: 1500,
  timeoutFactor: 1.25,
  thresholds: { high: 95, low: 92, break: 92 },
  reporters: ['progress-append-only', 'clear-text', 'json'],
  jsonReporter: { fileName: `.stryker-tmp/${name}.json` },
  incremental: true,
  incrementalFile: `node_modules/.cache/mutation/${name}.json`,
  ignorePatterns: ['library', 'roles', 'docs'],
  disableTypeChecks: false,
  tsconfigFile: 'none',
};

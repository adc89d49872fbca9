import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * `npm run mutation [-- AREA …]`: makes small mistakes in the sources, one at a time, and sees whether a test fails. First with the
 * unit tests alone, which is quick, then what they did not catch with all tests. Ends 1 where an area has too many survivors.
 */

const areas = JSON.parse(readFileSync('test/mutation/areas.json', 'utf8'));
const wanted = process.argv.slice(2);

function run(area, environment) {
  const { status } = spawnSync('npx', ['stryker', 'run', 'test/mutation/stryker.config.mjs'], {
    env: { ...process.env, ...environment, MUTATE: area },
    stdio: 'inherit',
  });
  return status === 0;
}

for (const area of wanted.length > 0 ? wanted : Object.keys(areas)) {
  run(area, { MUTATION_UNIT_TESTS: '1' });
  if (!run(area, {})) {
    process.exitCode = 1;
  }
}

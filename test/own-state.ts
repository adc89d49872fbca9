import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aroundAll } from 'vitest';

// What runs leave for each other goes by URL and token, and a port may be that of an earlier test file.
const folder = mkdtempSync(join(tmpdir(), 'statuscake-test-'));
process.env.TMPDIR = folder;

// After all hooks and fixtures: a browser that is still open writes into its profile in there.
aroundAll(async (runTests) => {
  await runTests();
  rmSync(folder, { recursive: true, force: true });
});

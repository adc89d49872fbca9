import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

// What runs leave for each other goes by URL and token, and a port may be that of an earlier test file.
const folder = mkdtempSync(join(tmpdir(), 'statuscake-test-'));
process.env.TMPDIR = folder;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

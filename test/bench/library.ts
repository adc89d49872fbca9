import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIBRARY } from '../integration/support/folders.ts';

/** A copy of `library/` as it was at the start, so that a build in the meantime does not change what is measured. */
export const MEASURED_LIBRARY = mkdtempSync(join(tmpdir(), 'bench-library-'));
cpSync(LIBRARY, MEASURED_LIBRARY, { recursive: true });
process.on('exit', () => rmSync(MEASURED_LIBRARY, { recursive: true }));

export function moduleFile(name: string): string {
  return join(MEASURED_LIBRARY, `${name}.cjs`);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of the project. */
export const ROOT = join(import.meta.dirname, '../../..');

/** The folder that users copy. */
export const LIBRARY = join(ROOT, 'library');
export const MODULE_FILE = join(LIBRARY, 'status_cake_test.cjs');

/** Does something with a new empty folder, which is then removed with all that is in it. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'status-cake-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

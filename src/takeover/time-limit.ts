import { createContext, Script } from 'node:vm';

const WORK = new Script('work()');
const context = createContext({});

/**
 * Returns what a function returns that waits for nothing, or `late` where it takes longer than so many milliseconds. Node.js breaks
 * off whatever it does then, also a pattern that would look for a match for years.
 */
export function within<T, L>(milliseconds: number, work: () => T, late: L): T | L {
  Object.assign(context, { work });
  try {
    return WORK.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      return late;
    }
    throw error;
  }
}

/** Returns what is read; nothing where it cannot be, as files that this module has not written may be anything. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

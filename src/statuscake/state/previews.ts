import { fingerprint } from '../fingerprint.ts';
import { readShared, updateShared } from './shared-file.ts';

/**
 * What previews of the last hour would have created. A later preview of the same play finds what an earlier task only would have
 * made, and so need not take a name for a mistake.
 */
export interface Previews {
  /** Remembers what a preview would create, by what it would be known by. */
  put(kind: string, identities: readonly string[]): Promise<void>;
  /** Returns whether a preview would have created this. */
  has(kind: string, identity: string): boolean;
}

const HOUR = 60 * 60 * 1000;
/** So many are remembered, the latest. */
const MOST = 5000;

/** Of a run that shares nothing with others: nothing is remembered. */
export const NO_PREVIEWS: Previews = { async put() {}, has: () => false };

/** Previews in a file that processes share. What cannot be kept there is forgotten: a preview is then stricter. */
export function sharedPreviews(file: string): Previews {
  return {
    async put(kind, identities) {
      if (identities.length === 0) {
        return;
      }
      const time = Date.now();
      const added = identities.map((identity): Entry => [keyOf(kind, identity), time]);
      const keys = new Set(added.map(([key]) => key));
      try {
        await updateShared(file, (value) => {
          const others = entriesOf(value).filter(([key]) => !keys.has(key));
          return [[...others, ...added].slice(-MOST), undefined];
        });
      } catch {
        // As if there had been no preview.
      }
    },
    has(kind, identity) {
      try {
        return entriesOf(readShared(file)).some(([key]) => key === keyOf(kind, identity));
      } catch {
        return false;
      }
    },
  };
}

/** A fingerprint, since names may hold what nobody is to find on a disk, and when it was, in milliseconds since 1970. */
type Entry = readonly [key: string, time: number];

function keyOf(kind: string, identity: string): string {
  return fingerprint(JSON.stringify([kind, identity]));
}

/** Returns the entries of the last hour; what is none is left out. */
function entriesOf(value: unknown): Entry[] {
  const now = Date.now();
  return (Array.isArray(value) ? value : []).filter(
    (entry): entry is Entry =>
      Array.isArray(entry) &&
      typeof entry[0] === 'string' &&
      typeof entry[1] === 'number' &&
      entry[1] <= now &&
      entry[1] > now - HOUR,
  );
}

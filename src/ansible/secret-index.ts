/** What is shorter turns up in texts by chance, where masking would not hide it but show where it is. */
const SHORTEST = 3;

const FILTER_BITS = 16;
const FILTER_MASK = (1 << FILTER_BITS) - 1;

/** Where a secret stands in a text. */
interface Place {
  readonly start: number;
  readonly length: number;
  /** The place of the secret among all of them, the longest first. */
  readonly rank: number;
}

/** Finds secrets in texts, in a time that depends on the texts and hardly on how many secrets there are. */
export class SecretIndex {
  readonly #ranks: ReadonlyMap<string, number>;
  /** By its first characters, at least half of it: how long the secrets are that begin so. */
  readonly #lengths = new Map<string, Set<number>>();
  /** How many characters those are, the fewest first. */
  readonly #starts: readonly number[];
  /** By a hash of three characters: whether any secret may begin so. */
  readonly #filter = new Uint8Array(1 << FILTER_BITS);

  constructor(secrets: Iterable<string>) {
    // The longest first, as a secret may be part of another one.
    const ordered = [...secrets].sort((one, other) => other.length - one.length);
    this.#ranks = new Map(ordered.map((secret, rank) => [secret, rank]));
    const searched = ordered.filter(({ length }) => length >= SHORTEST);
    this.#starts = [...new Set(searched.map(({ length }) => startOf(length)))].reverse();
    for (const secret of searched) {
      const start = secret.slice(0, startOf(secret.length));
      const lengths = this.#lengths.get(start);
      if (lengths) {
        lengths.add(secret.length);
      } else {
        this.#lengths.set(start, new Set([secret.length]));
      }
      this.#filter[hashAt(secret, 0)] = 1;
    }
  }

  /** Whether the text is a secret. */
  has(text: string): boolean {
    return this.#ranks.has(text);
  }

  /** Whether a secret is in the text; one of one or two characters only if it is all of it. */
  isWithin(text: string): boolean {
    return this.has(text) || this.#find(text).length > 0;
  }

  /** The text with something else in the place of each secret of at least three characters, as if replaced one after the other, the longest first. */
  replaceAll(text: string, replacement: string): string {
    const found = this.#find(text);
    if (found.length === 0) {
      return text;
    }
    found.sort((one, other) => one.rank - other.rank || one.start - other.start);
    const isTaken = new Uint8Array(text.length);
    const taken = found.filter(({ start, length }) => {
      // What was taken is at least as long, so it reaches over an end of what it overlaps.
      if (isTaken[start] || isTaken[start + length - 1]) {
        return false;
      }
      isTaken.fill(1, start, start + length);
      return true;
    });
    taken.sort((one, other) => one.start - other.start);
    let result = '';
    let end = 0;
    for (const { start, length } of taken) {
      result += text.slice(end, start) + replacement;
      end = start + length;
    }
    return result + text.slice(end);
  }

  #find(text: string): Place[] {
    const places: Place[] = [];
    for (let start = 0; start + SHORTEST <= text.length; start += 1) {
      if (this.#filter[hashAt(text, start)]) {
        this.#findAt(text, start, places);
      }
    }
    return places;
  }

  #findAt(text: string, start: number, places: Place[]): void {
    for (const characters of this.#starts) {
      for (const length of this.#lengths.get(text.slice(start, start + characters)) ?? []) {
        const rank =
          start + length > text.length ? undefined : this.#ranks.get(text.slice(start, start + length));
        if (rank !== undefined) {
          places.push({ start, length, rank });
        }
      }
    }
  }
}

/** By so many characters secrets of a length are found: many begin alike, few are alike for half of their length. */
function startOf(length: number): number {
  return Math.max(SHORTEST, 2 ** Math.floor(Math.log2(length)));
}

function hashAt(text: string, start: number): number {
  const two = text.charCodeAt(start) * 31 + text.charCodeAt(start + 1);
  return (two * 31 + text.charCodeAt(start + 2)) & FILTER_MASK;
}

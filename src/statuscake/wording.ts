import { oneLine } from '../one-line.ts';

const LONGEST = 500;

/**
 * Returns what somebody else has written, as a message can repeat it: on one line, without characters that only a terminal obeys, and not
 * longer than 500 characters. Cut between words: half of a token would not be known for one.
 */
export function quote(text: string): string {
  const line = oneLine(text);
  if (line.length <= LONGEST) {
    return line;
  }
  const end = line.lastIndexOf(' ', LONGEST - 2);
  return end > 0 ? `${line.slice(0, end)} …` : `${line.length} characters without a space`;
}

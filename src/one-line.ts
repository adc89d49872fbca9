/** What a terminal obeys instead of showing it: control characters, and those that turn the direction of text round. */
const UNSHOWN = /[\s\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** A text as a message shows it: on one line, and without characters that only a terminal obeys. */
export function oneLine(text: string): string {
  return text.replace(UNSHOWN, ' ').trim();
}

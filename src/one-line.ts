/** What a terminal obeys instead of showing it: control characters, and those that turn the direction of text round. */
const CONTROL = '[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]';

/** Letters, with their accents and vowels, and pictures: between two of these a joiner or a non-joiner is part of a word. */
const JOINED = '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';

// Not literals: a Node.js that is too old to know these pictures has to read this file to say that it is too old.
const UNSHOWN = new RegExp(`(?:(?!(?<=${JOINED})[\\u200c\\u200d](?=${JOINED}))${CONTROL})+`, 'gu');

/** A text as a message shows it: on one line, and without characters that only a terminal obeys. */
export function oneLine(text: string): string {
  return text.replace(UNSHOWN, ' ').trim();
}

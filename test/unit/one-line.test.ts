import { expect, test } from 'vitest';
import { oneLine } from '../../src/one-line.ts';

test.each([
  ['Persian', 'می\u200cخواهم'],
  ['Hindi', 'क्\u200dष'],
  ['a family', '👩\u200d👩\u200d👧'],
  ['a worker with a tone of skin', '👩🏽\u200d🔧'],
  ['a picture with a selector', '❤\ufe0f\u200d🔥'],
])('joiners between letters or pictures are text: %s', (_, text) => {
  expect(oneLine(`  ${text}\n`)).toBe(text);
  expect(oneLine(`a ${text} b`)).toBe(`a ${text} b`);
});

test.each([
  ['at an end', '\u200dacme\u200c', 'acme'],
  ['beside a space', 'acme \u200dcorp', 'acme corp'],
  ['several', 'acme\u200d\u200dcorp', 'acme corp'],
  ['beside a control character', 'acme\u200d\u0007corp', 'acme corp'],
  ['beside what turns text round', 'acme\u202e\u200dcorp', 'acme corp'],
  ['between figures', '1\u200d2', '1 2'],
])('a joiner of nothing is a space: %s', (_, text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

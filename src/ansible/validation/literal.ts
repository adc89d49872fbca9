import type { Json, JsonObject } from '../../json.ts';
import { emptyObject } from './json.ts';
import { exactNumber, refuseDigits } from './numerals.ts';

// The limit of Python's own tokenizer.
const DEEPEST_NESTING = 200;

const SPACE = /[ \t\f\r\n]*/y;
const WORD = /[A-Za-z]+(?!\w|['"])/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /[uU]?(?!'''|""")(?:'((?:[^'\\\n\r\0]|\\[^\0])*)'|"((?:[^"\\\n\r\0]|\\[^\0])*)")/y;
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

const CONSTANTS = new Map<string, Json>([
  ['None', null],
  ['True', true],
  ['False', false],
]);

const NAMED_ESCAPES = new Map([
  ["'", "'"],
  ['"', '"'],
  ['\\', '\\'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
  ['\r', ''],
  ['\r\n', ''],
]);

/**
 * Reads what Python's `repr()` prints for data that JSON can hold, as `ast.literal_eval` does: this is what
 * a template such as `{{ some_dict }}` leaves in a string. A tuple becomes a list.
 *
 * Throws an error for everything else, Python's sets, bytes and arithmetic included; a ConversionError for a number that
 * cannot be kept.
 */
export function parseLiteral(text: string): Json {
  const parser = new LiteralParser(text);
  const value = parser.value(0);
  parser.end();
  return value;
}

class LiteralParser {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > DEEPEST_NESTING) {
      throw new SyntaxError('too many nested parentheses');
    }
    if (this.#takes('{')) {
      return this.#dict(depth);
    }
    if (this.#takes('[')) {
      return this.#elements(']', depth).elements;
    }
    if (this.#takes('(')) {
      return this.#parentheses(depth);
    }
    if (this.#takes('-')) {
      return -this.#number();
    }
    if (this.#takes('+')) {
      return this.#number();
    }
    const word = this.#match(WORD)?.[0];
    if (word !== undefined) {
      return this.#constant(word);
    }
    return this.#string() ?? this.#number();
  }

  end(): void {
    this.#match(SPACE);
    if (this.#position < this.#text.length) {
      this.#fail();
    }
  }

  #dict(depth: number): JsonObject {
    const dict = emptyObject();
    while (!this.#takes('}')) {
      const key = this.value(depth + 1);
      if (typeof key === 'object' && key !== null) {
        this.#fail();
      }
      this.#expect(':');
      dict[String(key)] = this.value(depth + 1);
      if (!this.#takes(',')) {
        this.#expect('}');
        break;
      }
    }
    return dict;
  }

  #elements(close: string, depth: number): { elements: Json[]; endsWithComma: boolean } {
    const elements: Json[] = [];
    while (!this.#takes(close)) {
      elements.push(this.value(depth + 1));
      if (!this.#takes(',')) {
        this.#expect(close);
        return { elements, endsWithComma: false };
      }
    }
    return { elements, endsWithComma: true };
  }

  #parentheses(depth: number): Json {
    const { elements, endsWithComma } = this.#elements(')', depth);
    const [only] = elements;
    return elements.length === 1 && only !== undefined && !endsWithComma ? only : elements;
  }

  #constant(word: string): Json {
    const constant = CONSTANTS.get(word);
    return constant === undefined ? this.#fail() : constant;
  }

  /** A string, or several in a row that Python joins. */
  #string(): string | undefined {
    let text: string | undefined;
    for (let part = this.#match(STRING); part !== undefined; part = this.#match(STRING)) {
      text = (text ?? '') + resolveEscapes(part[1] ?? part[2] ?? '');
      this.#match(SPACE);
    }
    return text;
  }

  #number(): number {
    this.#match(SPACE);
    const digits = this.#match(NUMBER)?.[0];
    if (digits === undefined || /^0+[1-9]\d*$/.test(digits)) {
      return this.#fail();
    }
    return exactNumber(digits) ?? refuseDigits(digits);
  }

  #takes(symbol: string): boolean {
    this.#match(SPACE);
    const isNext = this.#text.startsWith(symbol, this.#position);
    if (isNext) {
      this.#position += symbol.length;
    }
    return isNext;
  }

  #expect(symbol: string): void {
    if (!this.#takes(symbol)) {
      this.#fail();
    }
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text) ?? undefined;
    this.#position += match?.[0].length ?? 0;
    return match;
  }

  #fail(): never {
    throw new SyntaxError(`malformed literal at position ${this.#position}`);
  }
}

function resolveEscapes(body: string): string {
  return body.replace(ESCAPE, (written: string, ...groups: (string | undefined)[]) => {
    const [byte, short, long, octal, other = ''] = groups;
    const hexadecimal = byte ?? short ?? long;
    if (hexadecimal !== undefined) {
      return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    }
    if (octal !== undefined) {
      return String.fromCharCode(Number.parseInt(octal, 8));
    }
    // Too few digits, or a character by its Unicode name.
    if (other !== '' && 'xuUN'.includes(other)) {
      throw new SyntaxError(`malformed escape ${written}`);
    }
    return NAMED_ESCAPES.get(other) ?? written;
  });
}

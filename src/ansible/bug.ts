/** So many functions of a trace are told: where it went wrong, and how one came there. */
const FUNCTIONS = 8;

/** A line of a stack trace (V8): `    at async Client.get (/path/to/module.cjs:12:3456)`, or without a name. */
const FRAME = /^ +at (?:async )?(?:(?:new )?([\w$.#<>]+)[^(]*\()?.*?:(\d+):(\d+)\)?$/gm;

/**
 * Returns what a bug is reported with: the error, the functions that it passed through, and the errors that caused it. Names and
 * positions only: no path, no value.
 */
export function describeBug(failure: unknown): string {
  if (!(failure instanceof Error)) {
    return String(failure);
  }
  const { name, message, stack = '', cause } = failure;
  const frames = [...stack.matchAll(FRAME)].filter(([line]) => !line.includes('node:')).slice(0, FUNCTIONS);
  const trace = frames.map(([, called = '', line, column]) => `${called}@${line}:${column}`).join(' < ');
  const text = `${name}: ${message}${trace === '' ? '' : ` (${trace})`}`;
  return cause === undefined ? text : `${text}; caused by ${describeBug(cause)}`;
}

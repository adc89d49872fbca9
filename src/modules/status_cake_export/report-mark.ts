import { fingerprint } from '../../statuscake/fingerprint.ts';

/** Returns a report in Markdown or HTML with a comment before it, by which it is known again. */
export function marked(text: string): string {
  return `<!-- Written by status_cake_export. Digest of what follows: ${fingerprint(text)} -->\n${text}`;
}

/** Returns whether a text is a report that this module has written, and nobody has changed since. */
export function isUntouchedReport(text: string): boolean {
  return marked(text.slice(text.indexOf('\n') + 1)) === text;
}

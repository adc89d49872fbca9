/** Texts in a row, separated by commas: the first of them, and how many more there are. */
export function listFirst(texts: readonly string[], most: number): string {
  const rest = texts.length - most;
  return texts.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** One table of the report. */
export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note: string;
}

/** Writes a table as Markdown. */
export function toMarkdown({ title, header, rows, note }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  const rule = line(header.map((_, index) => (index === 0 ? '---' : '---:')));
  return `## ${title}\n\n${line(header)}${rule}${rows.map(line).join('')}\n${note}\n`;
}

import { summarise } from './measure.ts';

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

/** The median of repeated measurements with its quartiles; a single one as it is. */
export function spread(values: readonly number[], digits: number): string {
  const { median, low, high } = summarise(values);
  const text = median.toFixed(digits);
  return values.length === 1 ? text : `${text} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

import { join } from 'node:path';
import type { Json, JsonObject } from '../../json.ts';
import { stackText } from '../../report/markdown.ts';
import { gauges } from '../../report/openmetrics.ts';
import { fleetPage } from '../../report/page/fleet-page.tsx';
import { stackPage } from '../../report/page/stack-page.tsx';
import type { UnreportedStack } from '../../report/reported-stack.ts';
import { incidentTable, stackTable } from '../../report/tables.ts';
import type { Period } from '../../sla/periods.ts';
import { readWhole } from '../common/whole-files.ts';
import type { StackSla } from './stack-sla.ts';
import type { SlaParameters } from './terms.ts';

/** A file of a report: what it holds, and what it is to hold. */
export interface ReportFile {
  readonly path: string;
  /** Nothing where there is none yet. */
  readonly before: string | undefined;
  readonly text: string;
}

/** The version of what the JSON files and the result are made of; docs/sla.schema.json describes it. */
const SCHEMA_VERSION = 1;

/** Gauges are of the last report, at a place that does not change. */
const GAUGES = 'statuscake_sla.prom';

/** Makes the texts of all files. Nothing is written. Throws a ModuleFailure where one that is there cannot be read. */
export function filesOf(
  { output, formats }: Pick<SlaParameters, 'output' | 'formats'>,
  period: Period,
  slas: readonly StackSla[],
  unreported: readonly UnreportedStack[],
): ReportFile[] {
  const reports = slas.map(({ report }) => report);
  const folder = join(output, period.label);
  const texts = new Map<string, string>();
  if (formats.includes('json')) {
    texts.set(
      join(folder, 'sla.json'),
      `${JSON.stringify({ version: SCHEMA_VERSION, stacks: [...reports, ...unreported] }, null, 1)}\n`,
    );
  }
  if (formats.includes('csv')) {
    texts.set(join(folder, 'stacks.csv'), stackTable(reports, unreported));
    texts.set(join(folder, 'incidents.csv'), incidentTable(reports));
  }
  if (formats.includes('markdown')) {
    for (const sla of slas) {
      texts.set(join(folder, `${sla.terms.stack}.md`), stackText(sla));
    }
  }
  if (formats.includes('html')) {
    for (const sla of slas) {
      texts.set(join(folder, `${sla.terms.stack}.html`), stackPage(sla));
    }
    texts.set(join(folder, 'index.html'), fleetPage(period, slas, unreported, commonLanguage(slas)));
  }
  if (formats.includes('openmetrics')) {
    texts.set(join(output, GAUGES), gauges(period.label, reports, unreported));
  }
  return [...texts].map(([path, text]) => ({ path, text, before: readWhole('output', path) }));
}

/** Returns what changes in a file, as Ansible shows it under `--diff`; of pages only how long they are. */
export function diffOf({ path, before, text }: ReportFile): Json {
  const shown = (content: string | undefined) =>
    content === undefined
      ? ''
      : path.endsWith('.html')
        ? `a page of ${content.length} characters\n`
        : content;
  const diff: JsonObject = {
    before_header: before === undefined ? `${path} (absent)` : path,
    after_header: path,
    before: shown(before),
    after: shown(text),
  };
  return diff;
}

/** Returns the language of the page about all stacks: theirs, where they share one. */
function commonLanguage(slas: readonly StackSla[]): 'en' | 'fr' {
  const languages = new Set(slas.map(({ terms }) => terms.language));
  const [language = 'en'] = languages;
  return languages.size === 1 ? language : 'en';
}

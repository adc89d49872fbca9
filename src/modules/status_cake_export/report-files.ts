import { join } from 'node:path';
import { takeoverPage } from '../../report/page/takeover-page.tsx';
import { takeoverText } from '../../report/takeover-text.ts';
import type { TakeoverFacts } from '../../takeover/facts.ts';
import { readWhole } from '../common/whole-files.ts';
import { BROKEN_LINK, EDITED, isBrokenLink, type OutputFile } from './files.ts';
import { isUntouchedReport, marked } from './report-mark.ts';

/** Returns the files of a report. Nothing is written. Throws a ModuleFailure where one that is there cannot be read. */
export function reportFiles(folder: string, facts: TakeoverFacts): OutputFile[] {
  const texts = { 'takeover.md': takeoverText(facts), 'takeover.html': takeoverPage(facts) };
  return Object.entries(texts).map(([name, text]) => {
    const path = join(folder, name);
    const before = readWhole('report_directory', path);
    return { path, text: marked(text), before, kept: reasonToKeep(path, before) };
  });
}

function reasonToKeep(path: string, before: string | undefined): string | null {
  if (before === undefined) {
    return isBrokenLink(path) ? BROKEN_LINK : null;
  }
  return isUntouchedReport(before) ? null : EDITED;
}

import { join } from 'node:path';
import { takeoverPage } from '../../report/page/takeover-page.tsx';
import { takeoverText } from '../../report/takeover-text.ts';
import type { TakeoverFacts } from '../../takeover/facts.ts';
import { readWhole } from '../common/whole-files.ts';
import type { OutputFile } from './files.ts';

/** Returns the files of a report. Nothing is written. Throws a ModuleFailure where one that is there cannot be read. */
export function reportFiles(folder: string, facts: TakeoverFacts): OutputFile[] {
  const texts = { 'takeover.md': takeoverText(facts), 'takeover.html': takeoverPage(facts) };
  return Object.entries(texts).map(([name, text]) => {
    const path = join(folder, name);
    return { path, text, before: readWhole('report_directory', path), kept: null };
  });
}

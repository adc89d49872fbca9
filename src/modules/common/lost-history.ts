import { listFirst } from '../../reconcile/listing.ts';
import type { Step } from '../../reconcile/plan.ts';

/** So many names are told in a warning. */
const NAMES_IN_WARNING = 10;

/** Returns a warning for what is deleted and made anew, and so loses its history. */
export function lostHistory(checks: readonly { readonly name: string; readonly step: Step }[]): string[] {
  const texts = checks
    .filter(({ step }) => step.action === 'recreated')
    .map(({ name, step }) => `${JSON.stringify(name)} (ID ${step.id})`);
  return texts.length === 0
    ? []
    : [
        `with recreate these are deleted and made anew, and lose their ID and their history: ${listFirst(texts, NAMES_IN_WARNING)}`,
      ];
}

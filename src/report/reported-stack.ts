import type { Assessment } from '../sla/assessment.ts';
import type { StackReport } from '../sla/report.ts';

/** The languages that reports are written in. */
export type Language = 'en' | 'fr';

/** A stack as its reports show it. */
export interface ReportedStack {
  readonly report: StackReport;
  readonly assessment: Assessment;
  /** What was promised, as the method states it. */
  readonly terms: {
    readonly language: Language;
    readonly downWhen: 'any' | 'all';
    readonly unknownAs: 'unknown' | 'down';
    readonly counts: readonly string[];
    readonly hours: { readonly text: string } | null;
  };
}

/** A stack of which nothing can be shown, and why. */
export interface UnreportedStack {
  readonly stack: string;
  readonly error: string;
}

import type { IncidentReport } from '../sla/report.ts';
import type { Phrases } from './phrases.ts';
import type { Wording } from './wording.ts';

/** Returns who tells of an incident: the names of its tests, and that nobody watched, or for how long, where that counts as down. */
export function incidentTests(
  { tests, seconds, unwatched_seconds: unwatched }: IncidentReport,
  phrases: Phrases,
  wording: Wording,
): string[] {
  if (unwatched === 0) {
    return [...tests];
  }
  return [
    ...tests,
    unwatched === seconds ? phrases.nobodyWatched : phrases.nobodyWatchedFor(wording.duration(unwatched)),
  ];
}

/** Returns what is to be remarked of an incident that reaches beyond what is reported. */
export function edgesOf({ ongoing, began_before: beganBefore }: IncidentReport, phrases: Phrases): string[] {
  return [...(beganBefore ? [phrases.beganBefore] : []), ...(ongoing ? [phrases.ongoing] : [])];
}

import { edgesOf, incidentTests } from './incident-words.ts';
import { verdictOf } from './page/verdict.tsx';
import { PHRASES } from './phrases.ts';
import type { ReportedStack } from './reported-stack.ts';
import { wordingOf } from './wording.ts';

/** Returns a stack's report as a short text, for mail and chat. */
export function stackText({ report, assessment, terms }: ReportedStack): string {
  const wording = wordingOf(terms.language, assessment.period.zone);
  const phrases = PHRASES[terms.language];
  const { allowed, used, left } = assessment.budget;
  const rest =
    left < 0 ? phrases.budgetExceeded(wording.duration(-left)) : phrases.budgetRest(wording.duration(left));
  const incidents = report.incidents.map((incident) => {
    const edges = edgesOf(incident, phrases);
    const start =
      wording.moment(Date.parse(incident.start) / 1000) + (edges.length > 0 ? ` (${edges.join(', ')})` : '');
    const counted =
      incident.counted_seconds === incident.seconds
        ? ''
        : ` (${phrases.labelled(phrases.counted, wording.duration(incident.counted_seconds))})`;
    const tests = escaped(incidentTests(incident, phrases, wording).join(', '));
    const what = incident.cause === null ? tests : phrases.labelled(tests, escaped(incident.cause));
    return `- ${start}, ${wording.duration(incident.seconds)}${counted}, ${what}\n`;
  });
  return [
    `## ${phrases.labelled(escaped(report.title), wording.period(assessment.period))}\n`,
    `\n**${wording.availability(report.availability, report.target)}** ${verdictOf({ report, assessment, phrases, wording })}\n`,
    `\n${phrases.labelled(phrases.budget, phrases.budgetUsed(wording.duration(used), wording.duration(allowed)))} ${rest}\n`,
    `\n${phrases.labelled(phrases.incidents, wording.number(report.incident_count))}\n`,
    ...(incidents.length > 0 ? ['\n', ...incidents] : []),
    ...(report.unknown_seconds > 0
      ? [`\n${phrases.unknownNote(wording.duration(report.unknown_seconds))}\n`]
      : []),
    `\n${phrases.clocks(assessment.period.zone)}\n`,
  ].join('');
}

/** Returns a text that Markdown takes as it is. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]|&(?=#?\w+;)/g, '\\$&').replace(/\s+/g, ' ');
}

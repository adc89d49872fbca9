import { PHRASES } from '../phrases.ts';
import type { ReportedStack } from '../reported-stack.ts';
import { wordingOf } from '../wording.ts';
import { DayStrip } from './day-strip.tsx';
import { toHtml } from './document.tsx';
import type { Facts } from './facts.ts';
import { IncidentTimeline } from './incident-timeline.tsx';
import { MonthChart } from './month-chart.tsx';
import { CertificateTable, HeartbeatTable } from './sighting-tables.tsx';
import { ExclusionTable, IncidentTable, Names } from './tables.tsx';
import { TimeChart } from './time-chart.tsx';
import { BudgetBar, Figures, Verdict } from './verdict.tsx';

/** The page of a stack, as the text of its file. */
export function stackPage(stack: ReportedStack): string {
  const { report, assessment, terms } = stack;
  const wording = wordingOf(terms.language, assessment.period.zone);
  const phrases = PHRASES[terms.language];
  const facts: Facts = { ...stack, wording, phrases };
  const period = wording.period(assessment.period);
  return toHtml({
    language: terms.language,
    title: phrases.labelled(report.title, `${phrases.report}, ${period}`),
    children: (
      <>
        <header>
          <p class="quiet">{phrases.report}</p>
          <h1>
            <bdi>{report.title}</bdi>
          </h1>
          <p>
            {period}
            <span class="quiet">
              {' '}
              · {phrases.clocks(assessment.period.zone)}
              {report.period.complete ? '' : ` ${phrases.soFar(wording.momentOfYear(assessment.period.to))}.`}
            </span>
          </p>
        </header>
        <Verdict {...facts} />
        <Figures {...facts} />
        <BudgetBar {...facts} />
        <DayStrip {...facts} />
        <IncidentTimeline {...facts} />
        <IncidentTable {...facts} />
        <MonthChart {...facts} />
        <TimeChart {...facts} />
        <CertificateTable {...facts} />
        <HeartbeatTable {...facts} />
        <ExclusionTable {...facts} />
        <Unknown {...facts} />
        <Method {...facts} />
      </>
    ),
  });
}

function Unknown({ report, phrases, wording }: Facts) {
  if (report.unknown_seconds === 0) {
    return null;
  }
  return (
    <section>
      <h2>{phrases.unknownTitle}</h2>
      <p>{phrases.unknownNote(wording.duration(report.unknown_seconds))}</p>
    </section>
  );
}

function Method({ report, assessment, terms, phrases, wording }: Facts) {
  const sentences = phrases.methodOf({
    downWhen: terms.downWhen,
    unknownAs: terms.unknownAs,
    hours: terms.hours === null ? null : wording.serviceHours(terms.hours.text),
    zone: assessment.period.zone,
  });
  const seconds = (count: number) => `${wording.number(count)}\u00a0s`;
  return (
    <section class="method small">
      <h2>{phrases.method}</h2>
      <ul>
        <li>
          {phrases.methodTests} <Names names={report.tests.map(({ name }) => name)} />.
        </li>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>
          {phrases.sum(
            seconds(report.up_seconds),
            seconds(report.down_seconds),
            seconds(report.excluded_seconds),
            seconds(report.unknown_seconds),
          )}
        </li>
      </ul>
    </section>
  );
}

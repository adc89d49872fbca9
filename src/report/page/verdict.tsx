import { type Facts, isPartlyWatched, toneOf } from './facts.ts';

/** What one wants to know first: the figure, and whether it is what was promised. */
export function Verdict({ report, assessment, phrases, wording }: Facts) {
  return (
    <div class={`verdict ${toneOf(report.met)}`}>
      <strong>{wording.availability(report.availability, report.target)}</strong>
      <p>{verdictOf({ report, assessment, phrases, wording })}</p>
    </div>
  );
}

/** The verdict in a sentence, and in a second one how much of the time it is about, where that is not all of it. */
export function verdictOf(facts: Pick<Facts, 'report' | 'assessment' | 'phrases' | 'wording'>): string {
  const { report, phrases, wording } = facts;
  const sentence = sentenceOf(facts);
  return isPartlyWatched(report)
    ? `${sentence} ${phrases.verdictWatched(wording.share(report.watched))}`
    : sentence;
}

function sentenceOf({
  report,
  assessment,
  phrases,
  wording,
}: Pick<Facts, 'report' | 'assessment' | 'phrases' | 'wording'>): string {
  const target = wording.target(report.target);
  if (report.met === null) {
    return phrases.nothingCounts;
  }
  if (!report.period.complete) {
    return report.met ? phrases.onTrack(target) : phrases.offTrack(target);
  }
  return report.met ? phrases.met(target) : phrases.missed(target, wording.duration(-assessment.budget.left));
}

/** The figures that people ask for next. */
export function Figures({ report, phrases, wording }: Facts) {
  const { budget, previous } = report;
  const duration = (seconds: number | null) => (seconds === null ? '–' : wording.duration(seconds));
  const change =
    previous?.availability === null || previous?.availability === undefined || report.availability === null
      ? null
      : wording.difference(previous.availability, report.availability, report.target);
  const notes = [
    ...(change === null ? [] : [phrases.points(change)]),
    ...(previous && isPartlyWatched(previous) ? [phrases.watched(wording.share(previous.watched))] : []),
  ];
  const figures: [string, string][] = [
    [phrases.downtime, report.down_seconds === 0 ? phrases.noDowntime : duration(report.down_seconds)],
    [
      budget.left_seconds < 0 ? phrases.overBudget : phrases.budgetLeft,
      wording.duration(Math.abs(budget.left_seconds)),
    ],
    [phrases.incidents, wording.number(report.incident_count)],
    [phrases.longest, duration(report.longest_incident_seconds)],
    [phrases.meanRecovery, duration(report.mean_recovery_seconds)],
    ...(report.unknown_seconds === 0
      ? []
      : [[phrases.unknown, wording.duration(report.unknown_seconds)] as [string, string]]),
    ...(previous?.availability === null || previous?.availability === undefined
      ? []
      : [[phrases.previous, wording.availability(previous.availability, report.target)] as [string, string]]),
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {name === phrases.previous && notes.length > 0 ? (
              <span class="quiet small"> ({notes.join(', ')})</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The budget as a bar: how much of it was used, or how much more was used than it has. */
export function BudgetBar({ report, assessment, phrases, wording }: Facts) {
  const { allowed, used, left, usedUpAt } = assessment.budget;
  const [shown, whole] = left < 0 ? [allowed, used] : [used, allowed];
  const pace =
    usedUpAt === null
      ? !report.period.complete && left >= 0
        ? phrases.budgetWillLast
        : null
      : left < 0
        ? phrases.budgetEnded(wording.momentOfYear(usedUpAt))
        : phrases.budgetWillEnd(wording.momentOfYear(usedUpAt));
  const text = [
    phrases.budgetUsed(wording.duration(used), wording.duration(allowed)),
    left < 0 ? phrases.budgetExceeded(wording.duration(-left)) : phrases.budgetRest(wording.duration(left)),
    pace,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
  const share = whole === 0 ? '0%' : `${Math.min(100, (shown / whole) * 100).toFixed(2)}%`;
  return (
    <section>
      <h2>{phrases.budget}</h2>
      <div class={left < 0 ? 'bar over' : 'bar'} aria-hidden="true">
        {left < 0 ? <b style={{ left: share }} /> : <i style={{ width: share }} />}
      </div>
      <p class="quiet">{text}</p>
    </section>
  );
}

import type { Assessment } from './assessment.ts';
import { isoOf } from './clock.ts';
import { sharesOf } from './exclusions.ts';
import type { Incident } from './incidents.ts';
import type { ResponseTimes } from './response-times.ts';
import { overlap } from './spans.ts';

/** What is told of a stack: the form of the result and of the JSON files, which docs/sla.schema.json describes. Times are in UTC. */
export type StackReport = {
  readonly stack: string;
  readonly title: string;
  readonly period: {
    readonly label: string;
    readonly from: string;
    readonly to: string;
    readonly timezone: string;
    readonly complete: boolean;
  };
  readonly target: number;
  readonly met: boolean | null;
  /** Percent, cut after six decimals. */
  readonly availability: number | null;
  readonly up_seconds: number;
  readonly down_seconds: number;
  readonly excluded_seconds: number;
  readonly unknown_seconds: number;
  /** Percent of the time that counts that was watched, whatever the rest counts as, cut after six decimals. */
  readonly watched: number | null;
  readonly budget: {
    readonly allowed_seconds: number;
    readonly used_seconds: number;
    readonly left_seconds: number;
    readonly used_up_at: string | null;
  };
  readonly incidents: readonly IncidentReport[];
  readonly incident_count: number;
  readonly longest_incident_seconds: number | null;
  readonly mean_recovery_seconds: number | null;
  readonly exclusions: readonly ExclusionReport[];
  readonly tests: readonly { readonly id: string; readonly name: string }[];
  readonly previous: PeriodFigures | null;
  readonly months: readonly PeriodFigures[];
  /** `null` where none were collected. Times are in milliseconds. */
  readonly response_times: ResponseTimes | null;
  /** As a run has last seen them; none where they were not asked for. */
  readonly certificates: readonly CertificateReport[];
  readonly heartbeats: readonly HeartbeatReport[];
};

export type CertificateReport = {
  readonly url: string;
  readonly valid_until: string | null;
  readonly issuer: string | null;
  readonly seen_at: string;
};

export type HeartbeatReport = {
  readonly id: string;
  readonly name: string;
  /** How often a run has looked. */
  readonly looks: number;
  /** When it was found to be missed. */
  readonly missed: readonly { readonly seen_at: string; readonly last_tested_at: string | null }[];
};

export type IncidentReport = {
  readonly start: string;
  readonly end: string;
  readonly ongoing: boolean;
  readonly began_before: boolean;
  readonly seconds: number;
  readonly counted_seconds: number;
  /** Seconds of it in which nobody watched, where such time counts as down. */
  readonly unwatched_seconds: number;
  readonly tests: readonly string[];
  readonly status_codes: readonly number[];
  readonly excluded: readonly { readonly kind: string; readonly reason: string; readonly seconds: number }[];
  readonly cause: string | null;
  readonly note: string | null;
};

export type ExclusionReport = {
  readonly kind: string;
  readonly reason: string;
  readonly evidence: string;
  readonly from: string;
  readonly to: string;
  readonly times: number;
  readonly seconds: number;
};

export type PeriodFigures = {
  readonly period: string;
  readonly availability: number | null;
  readonly met: boolean | null;
  readonly down_seconds: number;
  readonly unknown_seconds: number;
  readonly watched: number | null;
};

/** What somebody has written about the incident of a time. */
export interface Note {
  /** A second of the incident, since 1970. */
  readonly at: number;
  readonly cause: string | null;
  readonly note: string | null;
}

/** What a report says besides what was assessed. */
export interface Surroundings {
  readonly stack: string;
  readonly title: string;
  /** Percent. */
  readonly target: number;
  readonly tests: StackReport['tests'];
  readonly notes: readonly Note[];
  readonly previous: Assessment | null;
  /** In their order, without those of which nothing is known. */
  readonly months: readonly Assessment[];
  readonly responseTimes: ResponseTimes | null;
  readonly certificates: StackReport['certificates'];
  readonly heartbeats: StackReport['heartbeats'];
}

/** Tells what a stack was in a period. */
export function reportOf(assessment: Assessment, about: Surroundings): StackReport {
  const { period, seconds, budget, figures } = assessment;
  return {
    stack: about.stack,
    title: about.title,
    period: {
      label: period.label,
      from: isoOf(period.from),
      to: isoOf(period.to),
      timezone: period.zone,
      complete: period.to === period.end,
    },
    target: about.target,
    met: assessment.met,
    availability: assessment.availability,
    up_seconds: seconds.up,
    down_seconds: seconds.down,
    excluded_seconds: seconds.excluded,
    unknown_seconds: seconds.unknown,
    watched: assessment.watched,
    budget: {
      allowed_seconds: budget.allowed,
      used_seconds: budget.used,
      left_seconds: budget.left,
      used_up_at: budget.usedUpAt === null ? null : isoOf(budget.usedUpAt),
    },
    incidents: assessment.incidents.map((incident) => incidentReport(incident, about.notes)),
    incident_count: figures.count,
    longest_incident_seconds: figures.longest,
    mean_recovery_seconds: figures.meanRecovery,
    exclusions: exclusionReports(assessment),
    tests: about.tests,
    previous: about.previous && figuresOfPeriod(about.previous),
    months: about.months.map(figuresOfPeriod),
    response_times: about.responseTimes,
    certificates: about.certificates,
    heartbeats: about.heartbeats,
  };
}

function incidentReport(incident: Incident, notes: readonly Note[]): IncidentReport {
  const told = notes.filter(({ at }) => incident.from <= at && at < incident.to);
  return {
    start: isoOf(incident.from),
    end: isoOf(incident.to),
    ongoing: incident.isOpen,
    began_before: incident.beganBefore,
    seconds: incident.to - incident.from,
    counted_seconds: incident.counted,
    unwatched_seconds: incident.unwatched,
    tests: incident.tests,
    status_codes: incident.codes,
    excluded: incident.excluded.map(({ exclusion: { kind, reason }, seconds }) => ({
      kind,
      reason,
      seconds,
    })),
    cause: joined(told.map(({ cause }) => cause)),
    note: joined(told.map(({ note }) => note)),
  };
}

/** Several people may have something to say of one incident. */
function joined(texts: readonly (string | null)[]): string | null {
  const told = new Set(texts.filter((text) => text !== null));
  return told.size === 0 ? null : [...told].join('; ');
}

/** Returns what has excluded anything of the period, with how often it did and the seconds that nothing before it had excluded. */
function exclusionReports({ timeline, exclusions }: Assessment): ExclusionReport[] {
  return sharesOf([timeline.span], exclusions).map(
    ({ exclusion: { kind, reason, evidence, time }, seconds }) => {
      const within = time.filter((each) => overlap(each, timeline.span));
      return {
        kind,
        reason,
        evidence,
        from: isoOf(Math.max(timeline.span.from, within[0]?.from ?? 0)),
        to: isoOf(Math.min(timeline.span.to, within.at(-1)?.to ?? 0)),
        times: within.length,
        seconds,
      };
    },
  );
}

function figuresOfPeriod({ period, availability, met, seconds, watched }: Assessment): PeriodFigures {
  return {
    period: period.label,
    availability,
    met,
    down_seconds: seconds.down,
    unknown_seconds: seconds.unknown,
    watched,
  };
}

import { oneLine } from '../../one-line.ts';
import { groupBy } from '../../reconcile/group-by.ts';
import { stacksOf } from '../../reconcile/ownership.ts';
import { signOf, signsIn } from '../../reconcile/ssl-sign.ts';
import { isoOf } from '../../sla/clock.ts';
import type { StackReport } from '../../sla/report.ts';
import type { Span } from '../../sla/spans.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { detailsReader } from '../../statuscake/reading.ts';
import { identityOf, type Remote } from '../../statuscake/resource.ts';
import { heartbeat } from '../../statuscake/resources/heartbeat.ts';
import { ssl } from '../../statuscake/resources/ssl.ts';

/** What an SSL test said of a certificate when a run looked. Times are seconds since 1970. */
export interface StoredCertificate {
  readonly url: string;
  /** `null` where StatusCake does not say. */
  readonly validUntil: number | null;
  readonly issuer: string | null;
  readonly at: number;
}

/** What runs have found when they looked at a heartbeat test: the API tells how it is, and nothing of how it was. */
export interface StoredHeartbeat {
  readonly id: string;
  readonly name: string;
  readonly looks: readonly Look[];
}

interface Look {
  readonly at: number;
  readonly isMissed: boolean;
  /** When StatusCake last heard of it; only known of one that is missed, as that takes a request each. */
  readonly lastTested: number | null;
}

/** What runs have seen besides uptime tests. */
export interface Sightings {
  /** As they were last seen. */
  readonly certificates: readonly StoredCertificate[];
  readonly heartbeats: readonly StoredHeartbeat[];
}

/** The lists that sightings are taken from. */
export interface Watched {
  readonly tests: readonly Remote[];
  readonly sslTests: readonly Remote[];
  readonly heartbeats: readonly Remote[];
}

/**
 * Returns what there is to see of the certificates and heartbeats of a stack.
 * @param now seconds since 1970
 * @throws StatusCakeError
 */
export async function see(
  client: StatusCakeClient,
  stack: string,
  { tests, sslTests, heartbeats }: Watched,
  tagPrefix: string,
  now: number,
): Promise<Sightings> {
  const isOwn = ({ tags }: Remote) => stacksOf(tags, tagPrefix).includes(stack);
  const signs = new Set(tests.filter(isOwn).flatMap(signsIn));
  const read = detailsReader(client, heartbeat);
  return {
    certificates: sslTests
      .filter((test) => signs.has(signOf(identityOf(ssl, test))))
      .map((test) => ({
        url: String(test.website_url),
        validUntil: secondOf(test.valid_until),
        issuer: typeof test.issuer_common_name === 'string' ? test.issuer_common_name : null,
        at: now,
      })),
    heartbeats: await Promise.all(
      heartbeats
        .filter((test) => isOwn(test) && test.paused !== true)
        .map(async ({ id, name, status }) => {
          const isMissed = status === 'down';
          const details = isMissed ? await read(id) : null;
          return {
            id,
            name: String(name),
            looks: [{ at: now, isMissed, lastTested: secondOf(details?.last_tested_at) }],
          };
        }),
    ),
  };
}

/** Adds what a run has seen to what was known of a month; of heartbeats only what belongs to it. */
export function withSightings(
  known: Sightings,
  { certificates, heartbeats }: Sightings,
  { from, to }: Span,
): Sightings {
  const merged = new Map(known.heartbeats.map((each) => [each.id, each]));
  for (const { id, name, looks } of heartbeats) {
    const own = looks.filter(({ at }) => from <= at && at <= to);
    const before = merged.get(id)?.looks ?? [];
    const news = own.filter(({ at }) => before.every((look) => look.at !== at));
    if (news.length + before.length > 0) {
      merged.set(id, { id, name, looks: [...before, ...news] });
    }
  }
  return {
    certificates: certificates.length > 0 ? certificates : known.certificates,
    heartbeats: [...merged.values()],
  };
}

/** Returns what a report on a period tells of certificates, as they were last seen, and of heartbeats. */
export function sightingsOf(
  months: readonly Sightings[],
  { from, to }: Span,
): Pick<StackReport, 'certificates' | 'heartbeats'> {
  const [last] = months.filter(({ certificates }) => certificates.length > 0).slice(-1);
  const heartbeats = groupBy(
    months.flatMap((month) => month.heartbeats),
    ({ id }) => id,
  );
  return {
    certificates: (last?.certificates ?? []).map(({ url, validUntil, issuer, at }) => ({
      url: oneLine(url),
      valid_until: validUntil === null ? null : isoOf(validUntil),
      issuer: issuer === null ? null : oneLine(issuer),
      seen_at: isoOf(at),
    })),
    heartbeats: [...heartbeats].map(([id, parts]) => {
      const looks = parts.flatMap((part) => part.looks).filter(({ at }) => from <= at && at <= to);
      return {
        id,
        name: oneLine(parts.at(-1)?.name ?? ''),
        looks: looks.length,
        missed: looks
          .filter(({ isMissed }) => isMissed)
          .map(({ at, lastTested }) => ({
            seen_at: isoOf(at),
            last_tested_at: lastTested === null ? null : isoOf(lastTested),
          })),
      };
    }),
  };
}

function secondOf(time: unknown): number | null {
  const instant = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(instant) ? null : Math.floor(instant / 1000);
}

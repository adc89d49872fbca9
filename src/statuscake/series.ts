import type { StatusCakeClient } from './client.ts';
import { StatusCakeError } from './errors.ts';
import { uptimeAlerts, uptimeHistory, uptimePeriods } from './generated/response-checks.js';
import type { Query } from './http/form.ts';
import type { ResponseCheck } from './response-check.ts';

/** A time during which a test stayed up or down, to the second since 1970. Without an end it lasted when it was read. */
export interface ReadPeriod {
  readonly status: 'up' | 'down';
  readonly from: number;
  readonly to: number | null;
}

/** An alert, sent at a second since 1970. */
export interface ReadAlert {
  readonly status: 'up' | 'down';
  readonly code: number;
  readonly at: number;
}

/** One run of a test: when it began, in seconds since 1970, and how many milliseconds it took. */
export interface ReadRun {
  readonly at: number;
  readonly milliseconds: number;
  readonly code: number;
}

/** What was read of a series, newest first. */
export interface Series<Item> {
  readonly items: readonly Item[];
  /** There is nothing older. */
  readonly isWhole: boolean;
}

/** The most that a page can hold (API reference). */
const PAGE_SIZE = 100;
/** More pages than this are not followed: no test changes as often, and of 5 requests a second it would take minutes. */
const MOST_PAGES = 2000;

type Row = Readonly<Record<string, unknown>>;

interface Page {
  readonly data: readonly Row[];
  readonly links: { readonly next?: string | null };
}

/**
 * Returns the periods of an uptime test, from the newest back to the one that a second is in. `after` would leave that one out, since
 * it goes by when a period began (API reference). Throws a StatusCakeError.
 */
export async function readPeriods(
  client: StatusCakeClient,
  id: string,
  since: number,
): Promise<Series<ReadPeriod>> {
  const path = `/uptime/${id}/periods`;
  const { items, isWhole } = await readSeries(
    client,
    path,
    uptimePeriods,
    {},
    (row) => toPeriod(row, path),
    ({ from }) => from <= since,
  );
  const inOrder = [...items].sort((one, other) => other.from - one.from);
  // Only the newest can last: one without an end ended where the next began.
  return {
    items: inOrder.map(({ to, ...rest }, at) => ({ ...rest, to: to ?? inOrder[at - 1]?.from ?? null })),
    isWhole,
  };
}

/** Returns the alerts of an uptime test, from the newest back to a second. Throws a StatusCakeError. */
export function readAlerts(client: StatusCakeClient, id: string, since: number): Promise<Series<ReadAlert>> {
  return readSeries(client, `/uptime/${id}/alerts`, uptimeAlerts, {}, toAlert, ({ at }) => at < since);
}

/** Returns the runs of an uptime test that began from one second up to another. Throws a StatusCakeError. */
export function readHistory(
  client: StatusCakeClient,
  id: string,
  since: number,
  before: number,
): Promise<Series<ReadRun>> {
  const query = { after: since - 1, before };
  return readSeries(client, `/uptime/${id}/history`, uptimeHistory, query, toRun, () => false);
}

async function readSeries<Item>(
  client: StatusCakeClient,
  path: string,
  check: ResponseCheck,
  query: Query,
  read: (row: Row) => Item | undefined,
  isEnough: (item: Item) => boolean,
): Promise<Series<Item>> {
  const items: Item[] = [];
  let next: Query | undefined = { ...query, limit: PAGE_SIZE };
  for (let pages = 1; next !== undefined; pages += 1) {
    const page: Page = await client.get<Page>(path, next, check);
    items.push(...page.data.map(read).filter((item) => item !== undefined));
    next = queryOfNext(path, page.links.next, next);
    const oldest = items.at(-1);
    if (next !== undefined && oldest !== undefined && isEnough(oldest)) {
      return { items, isWhole: false };
    }
    if (pages === MOST_PAGES && next !== undefined) {
      throw strange(path, `it goes on after ${MOST_PAGES} pages`);
    }
  }
  return { items, isWhole: true };
}

/**
 * Returns the query of the next page. Of the link only that is taken: its host may be anybody's, and the token is not for them. It has to
 * lead further back, or it would be followed for ever.
 */
function queryOfNext(path: string, link: string | null | undefined, last: Query): Query | undefined {
  if (link === undefined || link === null || link === '') {
    return undefined;
  }
  const mark = link.indexOf('?');
  const before = mark === -1 ? null : new URLSearchParams(link.slice(mark + 1)).get('before');
  if (
    before === null ||
    !/^\d+$/.test(before) ||
    Number(before) >= Number(last.before ?? Number.POSITIVE_INFINITY)
  ) {
    throw strange(path, 'its link to the next page does not lead further back');
  }
  return { ...last, before };
}

function strange(path: string, reason: string): StatusCakeError {
  const facts = { kind: 'response', transient: false, uncertain: false } as const;
  return new StatusCakeError(`GET ${path}: the response is not what the API documents: ${reason}`, facts);
}

function toPeriod({ status, created_at, ended_at }: Row, path: string): ReadPeriod {
  const from = secondOf(created_at);
  const to = ended_at === undefined || ended_at === null ? null : secondOf(ended_at);
  const told = `a period from ${JSON.stringify(created_at)} to ${JSON.stringify(ended_at)}`;
  if (from === undefined || to === undefined) {
    throw strange(path, `${told} has a time that cannot be read`);
  }
  if (to !== null && to < from) {
    throw strange(path, `${told} ends before it begins`);
  }
  return { status: status === 'down' ? 'down' : 'up', from, to };
}

function toAlert({ status, status_code, triggered_at }: Row): ReadAlert | undefined {
  const at = secondOf(triggered_at);
  return at === undefined
    ? undefined
    : { status: status === 'down' ? 'down' : 'up', code: Number(status_code), at };
}

function toRun({ created_at, performance, status_code }: Row): ReadRun | undefined {
  const at = secondOf(created_at);
  // Both are optional in the reference; without them nothing was measured.
  return at === undefined || typeof performance !== 'number' || typeof status_code !== 'number'
    ? undefined
    : { at, milliseconds: performance, code: status_code };
}

/** To the second; nothing for what is no time. */
function secondOf(time: unknown): number | undefined {
  const instant = Date.parse(String(time));
  return Number.isNaN(instant) ? undefined : Math.floor(instant / 1000);
}

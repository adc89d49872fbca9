import { integer } from '../account/field-types.ts';
import type { HistoryResult, PagespeedResult, Period, UptimeSeries } from '../account/series.ts';
import type { Json, JsonObject } from '../account/values.ts';
import { queryReader } from './query.ts';
import { type ApiResponse, invalidParameters, jsonResponse } from './response.ts';

/** What is sorted and cut into pages: an item of a series, and when it came about. */
export interface SeriesItem<Item extends Json = Json> {
  readonly time: string;
  readonly item: Item;
}

/** Returns one series of an uptime test with the time that the API reference orders it by. */
export function seriesItems(series: UptimeSeries, name: keyof UptimeSeries): SeriesItem[] {
  return name === 'alerts'
    ? series.alerts.map((item) => ({ time: item.triggered_at, item }))
    : itemsByCreation<HistoryResult | Period>(series[name]);
}

/** Returns items with the time at which each was created. */
export function itemsByCreation<Item extends JsonObject & { readonly created_at: string }>(
  items: readonly Item[],
): SeriesItem<Item>[] {
  return items.map((item) => ({ time: item.created_at, item }));
}

/**
 * Returns the metadata of a page speed test's history: the extremes and the average of each figure, of all results in the
 * time asked for and not only of the page. What it is of no results is not documented: here none.
 */
export function aggregatesOf(results: readonly PagespeedResult[]): JsonObject | undefined {
  if (results.length === 0) {
    return undefined;
  }
  const of = (figure: 'filesize' | 'loadtime' | 'requests'): JsonObject => {
    const figures = results.map((result) => result[figure]);
    const average = figures.reduce((sum, value) => sum + value, 0) / figures.length;
    return { min: Math.min(...figures), max: Math.max(...figures), avg: Math.round(average * 1000) / 1000 };
  };
  return { aggregates: { filesize: of('filesize'), loadtime: of('loadtime'), requests: of('requests') } };
}

/** What answers with parts of a series are made of, besides its items. */
export interface SeriesSource<Item extends Json> {
  /** What an answer says besides about all items between `before` and `after`. */
  readonly metadataOf?: (items: readonly Item[]) => JsonObject | undefined;
  /** Items older than all others, before a time in seconds, newest first; made only as far as they are asked for. */
  readonly older?: (before: number) => Iterable<SeriesItem<Item>>;
}

/**
 * Answers with a part of a series, newest first. `before` and `after` are UNIX timestamps in seconds and, by the
 * API reference, exclusive; `links.next` is there while older items remain.
 * @param url the whole URL of the request, which the links repeat
 */
export function seriesResponse<Item extends Json>(
  items: readonly SeriesItem<Item>[],
  url: URL,
  { metadataOf, older }: SeriesSource<Item> = {},
): ApiResponse {
  const { read, errors } = queryReader(url.searchParams);
  const limit = read('limit', integer({ minimum: 1, maximum: 100 })) ?? 25;
  const before = read('before', integer({ minimum: 0 })) ?? Number.POSITIVE_INFINITY;
  const after = read('after', integer({ minimum: 0 })) ?? Number.NEGATIVE_INFINITY;
  if (Object.keys(errors).length > 0) {
    return invalidParameters(errors);
  }

  const found = items
    .map(timed)
    .filter(({ seconds }) => seconds < before && seconds > after)
    .reverse()
    .sort((a, b) => b.time - a.time);
  for (const item of older?.(before) ?? []) {
    const next = timed(item);
    if (found.length > limit || next.seconds <= after) {
      break;
    }
    found.push(next);
  }
  const page = wholeSeconds(found, limit);
  const oldest = page.at(-1);
  const next =
    oldest !== undefined && found.length > page.length ? urlBefore(url, oldest.seconds) : undefined;
  const metadata = metadataOf?.(found.map(({ item }) => item));
  return jsonResponse(200, {
    data: page.map(({ item }) => item),
    links: { self: url.href, ...(next && { next }) },
    ...(metadata && { metadata }),
  });
}

function timed<Item extends Json>({ time, item }: SeriesItem<Item>) {
  const milliseconds = Date.parse(time);
  return { time: milliseconds, seconds: Math.floor(milliseconds / 1000), item };
}

/**
 * Returns the first items, at most `limit`. Where it can, a page ends between two seconds: `before` counts in seconds,
 * so the next page leaves out the rest of one that this page began.
 */
function wholeSeconds<Item extends { seconds: number }>(items: readonly Item[], limit: number): Item[] {
  const page = items.slice(0, limit);
  const whole = page.filter(({ seconds }) => seconds !== items[limit]?.seconds);
  return whole.length > 0 ? whole : page;
}

function urlBefore(url: URL, seconds: number): string {
  const earlier = new URL(url);
  earlier.searchParams.set('before', String(seconds));
  return earlier.href;
}

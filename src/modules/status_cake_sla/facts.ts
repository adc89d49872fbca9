import { ModuleFailure } from '../../ansible/module.ts';
import { monthsOf, type Period } from '../../sla/periods.ts';
import { merged } from '../../sla/spans.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { isForbidden } from '../../statuscake/errors.ts';
import { leastSeconds } from '../../statuscake/pacing/rate-limit.ts';
import { readAll, readAllWith } from '../../statuscake/reading.ts';
import { type Remote, type Resource, tagQuery } from '../../statuscake/resource.ts';
import { heartbeat } from '../../statuscake/resources/heartbeat.ts';
import { maintenanceWindow } from '../../statuscake/resources/maintenance-window.ts';
import { ssl } from '../../statuscake/resources/ssl.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { countedIn, knowsAll, knowsAny } from './counted.ts';
import type { Month } from './month.ts';
import {
  countedTests,
  type Holdings,
  lacksAlerts,
  monthOf,
  readTests,
  requestsOf,
  tellsAllOf,
  withAlerts,
} from './reading.ts';
import { see } from './sightings.ts';
import { isKnownFor, type KnownStack, monthsLookedAt } from './stack-sla.ts';
import type { Store } from './store.ts';
import type { FailedStack, StackTerms } from './terms.ts';
import { windowsOf } from './windows.ts';

/** What is known of a stack, and what is to be kept. */
export interface StackFacts extends KnownStack {
  readonly news: readonly Month[];
}

/** Months by their labels, with all tests that they know, and what is to be kept. */
type Gathered = Omit<StackFacts, 'planned'>;

interface Settings {
  readonly tagPrefix: string;
  readonly requestLimit: number | null;
  /** Seconds since 1970. */
  readonly now: number;
  readonly warn: (message: string) => void;
  /** Whether to look at SSL tests, and at heartbeat tests, as well. */
  readonly certificates: boolean;
  readonly heartbeats: boolean;
}

/** What the store says of a stack, and of which months it does not say enough. */
interface Stored {
  readonly terms: StackTerms;
  readonly months: Map<string, Month>;
  readonly lacking: readonly Period[];
}

/** What came of something for one stack. */
type Attempt<T> = { readonly value: T } | { readonly failure: FailedStack };

/**
 * Gathers what is known of stacks: from the store, and from the account what the store lacks. What goes wrong with one stack is the
 * error of that stack.
 * @param failed makes of such an error what the result says; throws it, where it concerns all
 * @throws ModuleFailure when more requests would be needed than allowed
 */
export async function gatherFacts(
  client: StatusCakeClient,
  store: Store,
  stacks: readonly StackTerms[],
  period: Period,
  settings: Settings,
  failed: (terms: StackTerms, error: unknown) => FailedStack,
): Promise<(StackFacts | FailedStack)[]> {
  const looked = monthsLookedAt(period, settings.now);
  const attempt = async <T>(terms: StackTerms, work: () => T | Promise<T>): Promise<Attempt<T>> => {
    try {
      return { value: await work() };
    } catch (error) {
      return { failure: failed(terms, error) };
    }
  };
  const stored = await Promise.all(
    stacks.map((terms) => attempt(terms, () => fromStore(store, terms, period, looked))),
  );
  const lacking = stored.flatMap((each) =>
    'value' in each && each.value.lacking.length > 0 ? [each.value] : [],
  );
  // The store does not know which windows are still to come.
  const reading =
    period.to < period.end ? stored.flatMap((each) => ('value' in each ? [each.value] : [])) : lacking;
  const holdings =
    reading.length === 0
      ? NOTHING
      : await readHoldings(
          client,
          reading.map(({ terms }) => terms),
          settings,
        );
  const chosen = new Map<StackTerms, Attempt<Remote[]>>();
  for (const { terms, months } of lacking) {
    // What is known under another name says nothing of the new one, which may have a slip of the pen in it.
    const isStored =
      !store.isRenaming(terms.formerName) &&
      looked.own.some(({ label }) => knowsAny(months.get(label), terms.counts));
    chosen.set(
      terms,
      await attempt(terms, () => countedTests(terms, holdings, settings.tagPrefix, isStored)),
    );
  }
  const tests = [...chosen.values()].flatMap((each) => ('value' in each ? each.value : []));
  if (tests.length > 0) {
    const requests = tests.reduce((sum, test) => sum + requestsOf(test), 0);
    refuseCost(client, client.usage.requests + requests, settings.requestLimit);
  }
  return Promise.all(
    stored.map(async (each) => {
      if ('failure' in each) {
        return each.failure;
      }
      const own = chosen.get(each.value.terms);
      if (own && 'failure' in own) {
        return own.failure;
      }
      const facts = await attempt(each.value.terms, () =>
        own
          ? fromAccount(client, store, each.value, own.value, holdings, looked, settings)
          : withMissingAlerts(client, each.value, looked.own),
      );
      return 'failure' in facts
        ? facts.failure
        : countedFacts(facts.value, each.value.terms, period, holdings, settings.tagPrefix);
    }),
  );
}

/** Leaves out what does not count, and adds when the windows that the account has now will be open before the period ends. */
function countedFacts(
  { months, news }: Gathered,
  terms: StackTerms,
  period: Period,
  holdings: Holdings,
  tagPrefix: string,
): StackFacts {
  const windows = windowsOf(terms, holdings, tagPrefix, { from: period.to, to: period.end });
  const last = months.get(monthsOf(period, period.zone).at(-1) ?? '');
  return {
    months: new Map([...months].map(([label, month]) => [label, countedIn(month, terms.counts)])),
    news,
    planned: last ? merged(countedIn({ ...last, windows }, terms.counts).windows) : [],
  };
}

const NOTHING: Holdings = { tests: [], windows: [], sslTests: [], heartbeats: [] };

type Looked = ReturnType<typeof monthsLookedAt>;

function fromStore(store: Store, terms: StackTerms, period: Period, { own, earlier }: Looked): Stored {
  const months = new Map<string, Month>();
  for (const { label } of [...earlier, ...own]) {
    const month = store.read(terms.stack, label);
    if (month) {
      months.set(label, month);
    }
  }
  // Months before the period are wanted as far as they are known, and then with all tests that count now.
  const lacking = [...earlier, ...own].filter((bounds) => {
    const month = months.get(bounds.label);
    return month
      ? !knowsAll(month, terms.counts) || (own.includes(bounds) && !isKnownFor(month, bounds, period))
      : own.includes(bounds);
  });
  return { terms, months, lacking };
}

/** Reads the lists of tests, of one stack only where that is all that is wanted, and the windows of the account. */
async function readHoldings(
  client: StatusCakeClient,
  stacks: readonly StackTerms[],
  { tagPrefix, warn, certificates, heartbeats }: Settings,
): Promise<Holdings> {
  const [first] = stacks;
  const tags = stacks.length === 1 && first ? [tagPrefix + first.stack] : [];
  const queryOf = (resource: Resource) => (tags.length > 0 ? tagQuery(resource, tags) : {});
  const unless = async (resource: Resource, consequence: string, read: () => Promise<readonly Remote[]>) => {
    try {
      return await read();
    } catch (error) {
      if (!isForbidden(error)) {
        throw error;
      }
      warn(`the account has no access to ${resource.kind}s, so ${consequence}: ${error.message}`);
      return [];
    }
  };
  return {
    tests: await readAllWith(client, uptime, ['tags', 'paused'], queryOf(uptime)),
    windows: await unless(maintenanceWindow, 'none is excluded', () => readAll(client, maintenanceWindow)),
    sslTests: certificates
      ? await unless(ssl, 'nothing is said of certificates', () => readAll(client, ssl))
      : [],
    heartbeats: heartbeats
      ? await unless(heartbeat, 'nothing is said of heartbeats', () =>
          readAllWith(client, heartbeat, ['tags', 'paused', 'status'], queryOf(heartbeat)),
        )
      : [],
  };
}

/**
 * Ends the task where it would take more requests than it may.
 * @throws ModuleFailure
 */
export function refuseCost(client: StatusCakeClient, needed: number, limit: number | null): void {
  if (limit === null || needed <= limit) {
    return;
  }
  const seconds = Math.ceil(leastSeconds(needed, client.rateLimits));
  throw new ModuleFailure(
    `request_limit: this takes at least ${needed} requests and ${seconds} s, and the limit is ${limit}: raise it, or report fewer stacks`,
  );
}

async function fromAccount(
  client: StatusCakeClient,
  store: Store,
  { terms, months, lacking }: Stored,
  tests: readonly Remote[],
  holdings: Holdings,
  { own, earlier, later }: Looked,
  { tagPrefix, now }: Settings,
): Promise<Gathered> {
  const span = {
    from: Math.min(...lacking.map((bounds) => bounds.from)),
    to: Math.max(...lacking.map((bounds) => bounds.to)),
  };
  const [read, seen] = await Promise.all([
    readTests(client, tests, span, now),
    see(client, terms.stack, holdings, tagPrefix, now),
  ]);
  const known: Month[] = [];
  const news: Month[] = [];
  for (const bounds of [...earlier, ...own, ...later]) {
    const before = months.get(bounds.label) ?? store.read(terms.stack, bounds.label);
    // What the same responses tell of other months costs nothing.
    const isTold = (before?.until ?? Number.NEGATIVE_INFINITY) < bounds.to && tellsAllOf(read, bounds);
    if (isTold || lacking.includes(bounds)) {
      const windows = windowsOf(terms, holdings, tagPrefix, bounds);
      const month = monthOf(terms, bounds, { tests: read, at: now, seen }, windows, before, known);
      known.push(month);
      news.push(month);
    } else if (before) {
      known.push(before);
    }
  }
  // What has come since is no matter of this report, so that it is the same whenever it is made.
  const all = new Map(
    known
      .filter(({ month }) => !later.some(({ label }) => label === month))
      .map((month) => [month.month, month] as const),
  );
  const { months: whole, news: more } = await withMissingAlerts(client, { terms, months: all }, own);
  const completed = new Set(more.map(({ month }) => month));
  return { months: whole, news: [...news.filter(({ month }) => !completed.has(month)), ...more] };
}

/** Reads the alerts of months that were known from what was read for a later one. */
async function withMissingAlerts(
  client: StatusCakeClient,
  { terms, months }: Pick<Stored, 'terms' | 'months'>,
  own: readonly Period[],
): Promise<Gathered> {
  const news = await Promise.all(
    own.flatMap((bounds) => {
      const month = months.get(bounds.label);
      const isLacking =
        month && countedIn(month, terms.counts).tests.some((test) => lacksAlerts(test, month));
      return isLacking ? [withAlerts(client, month, bounds, terms)] : [];
    }),
  );
  return { months: new Map([...months, ...news.map((month) => [month.month, month] as const)]), news };
}

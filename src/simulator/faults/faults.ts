import type { Account } from '../account/account.ts';
import type { Collection } from '../account/collection.ts';
import type { Json } from '../account/values.ts';
import type { RecordedRequest } from '../api/requests.ts';
import type { ApiResponse } from '../api/response.ts';
import type { FaultKind } from './kinds.ts';
import type { LateCreations } from './late-creations.ts';
import type { FaultOptions } from './options.ts';
import { pick } from './random.ts';
import { errors, gatewayTimeout, loginPage, reset, tooManyRequests, truncated } from './responses.ts';
import { collectionOf, createByHand, detailsRead, pageRead } from './somebody-else.ts';

/** A request that meets a fault. */
export interface Victim {
  readonly account: Account;
  readonly request: RecordedRequest;
  readonly options: FaultOptions;
  /** A number from 0 up to 1, for a fault that comes in several forms. */
  readonly random: number;
  readonly lateCreations: LateCreations;
  /** Has the API handle the request, at once, and returns its response. */
  proceed(): Promise<ApiResponse>;
}

export interface Fault {
  /** Tells whether it can happen to a request; absent: to any. */
  applies?(request: RecordedRequest, account: Account): boolean;
  /** Lets it happen, and returns what the client receives. */
  happen(victim: Victim): ApiResponse | Promise<ApiResponse>;
}

const DEFAULT_DELAY = 60_000;
const DEFAULT_RESET = 1;
/** As seen of the real API. */
const LATE = { least: 600, most: 5000 };
const DEFAULT_VISIBLE_AFTER = { reads: 2 };

/** What each kind of fault does. */
export const faults: Readonly<Record<FaultKind, Fault>> = {
  'rate limit': { happen: ({ options }) => tooManyRequests(options.reset ?? DEFAULT_RESET) },
  'error before write': { happen: someError },
  'error after write': {
    async happen(victim) {
      await victim.proceed();
      return someError(victim);
    },
  },
  'reset before write': { happen: () => reset },
  'reset after write': {
    async happen({ proceed }) {
      await proceed();
      return reset;
    },
  },
  'truncated body': {
    applies: ({ method }) => method === 'GET' || method === 'POST',
    happen: async ({ proceed }) => truncated(await proceed()),
  },
  'HTML page': { happen: () => loginPage },
  delay: {
    happen: async ({ proceed, options }) => ({ ...(await proceed()), delay: options.delay ?? DEFAULT_DELAY }),
  },
  'late creation after error': lateCreation(() => gatewayTimeout),
  'late creation after reset': lateCreation(() => reset),
  'late creation after timeout': lateCreation(({ options }) => ({
    ...gatewayTimeout,
    delay: options.delay ?? DEFAULT_DELAY,
  })),
  'delayed visibility': {
    applies: creates,
    async happen({ account, request, options, proceed }) {
      const collection = collectionOf(request, account);
      const before = new Set(collection?.all());
      // Not after waiting for the response: no read may come between.
      const response = proceed();
      for (const entry of collection?.all() ?? []) {
        if (!before.has(entry)) {
          account.visibility.hide(entry, options.visibleAfter ?? DEFAULT_VISIBLE_AFTER);
        }
      }
      return response;
    },
  },
  'row repeated': {
    applies: (request, account) => (pageRead(request, account)?.page ?? 0) > 1,
    happen: withOneByHand,
  },
  'row skipped': {
    applies: (request, account) => pageRead(request, account)?.page === 1,
    happen: withOneByHand,
  },
  'rows shifted': {
    applies(request, account) {
      const read = pageRead(request, account);
      return read?.page === 1 && read.collection.all().length > read.limit;
    },
    happen: withOneMoved,
  },
  'row missing': {
    applies: readsPage,
    happen: (victim) =>
      withRows(victim, (rows) => rows.toSpliced(Math.floor(victim.random * rows.length), 1)),
  },
  'empty page': { applies: readsPage, happen: (victim) => withRows(victim, () => []) },
  'vanishing test': {
    applies: (request, account) => detailsRead(request, account) !== undefined,
    happen({ account, request, proceed }) {
      const read = detailsRead(request, account);
      read?.collection.delete(read.id);
      return proceed();
    },
  },
};

/** Returns a fault by which what was asked for is created only later, and `response` is what the client receives now. */
function lateCreation(response: (victim: Victim) => ApiResponse): Fault {
  return {
    applies: creates,
    happen(victim) {
      const { lateCreations, options, proceed, random } = victim;
      const milliseconds = Math.round(LATE.least + random * (LATE.most - LATE.least));
      lateCreations.add(() => void proceed(), options.late ?? { milliseconds });
      return response(victim);
    },
  };
}

function creates(request: RecordedRequest, account: Account): boolean {
  return request.method === 'POST' && collectionOf(request, account) !== undefined;
}

function someError({ random }: Victim): ApiResponse {
  return pick(errors, random);
}

/** Another one by hand, for each list that has shifted: what was moved to its end. */
const moved = new WeakMap<Collection, string>();

function withOneMoved({ account, request, proceed }: Victim): Promise<ApiResponse> {
  const collection = pageRead(request, account)?.collection;
  if (collection === undefined) {
    return proceed();
  }
  collection.delete(moved.get(collection) ?? '');
  const first = createByHand(collection, request, 'first');
  const response = proceed();
  // Not after waiting for the response: nothing but this request may see it there.
  collection.delete(first);
  moved.set(collection, createByHand(collection, request, 'last'));
  return response;
}

function readsPage(request: RecordedRequest, account: Account): boolean {
  const read = pageRead(request, account);
  return read !== undefined && read.page >= 1 && read.collection.all().length > 0;
}

/** Has a page show other rows than it has. */
async function withRows(
  { proceed }: Victim,
  change: (rows: readonly Json[]) => readonly Json[],
): Promise<ApiResponse> {
  const response = await proceed();
  if (response.status !== 200) {
    return response;
  }
  const body = JSON.parse(response.body);
  return { ...response, body: JSON.stringify({ ...body, data: change(body.data) }) };
}

function withOneByHand({ account, request, proceed }: Victim): Promise<ApiResponse> {
  const collection = pageRead(request, account)?.collection;
  const id = collection && createByHand(collection, request, 'first');
  const response = proceed();
  // Not after waiting for the response: nothing but this request may see it.
  collection?.delete(id ?? '');
  return response;
}

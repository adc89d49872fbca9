import type { Account } from '../account.ts';
import type { Answer } from '../answer.ts';
import type { RecordedRequest } from '../requests.ts';
import { errors, loginPage, reset, tooManyRequests, truncated } from './answers.ts';
import type { FaultKind } from './kinds.ts';
import type { FaultOptions } from './options.ts';
import { pick } from './random.ts';
import { createByHand, detailsRead, pageRead } from './somebody-else.ts';

/** A request that meets a fault. */
export interface Victim {
  readonly account: Account;
  readonly request: RecordedRequest;
  readonly options: FaultOptions;
  /** A number from 0 up to 1, for a fault that comes in several forms. */
  readonly random: number;
  /** Has the API handle the request, at once, and returns its answer. */
  proceed(): Promise<Answer>;
}

export interface Fault {
  /** Tells whether it can happen to a request; absent: to any. */
  applies?(request: RecordedRequest, account: Account): boolean;
  /** Lets it happen, and returns what the client receives. */
  happen(victim: Victim): Answer | Promise<Answer>;
}

const DEFAULT_DELAY = 60_000;
const DEFAULT_RESET = 1;

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
  'row repeated': {
    applies: (request, account) => (pageRead(request, account)?.page ?? 0) > 1,
    happen: withOneByHand,
  },
  'row skipped': {
    applies: (request, account) => pageRead(request, account)?.page === 1,
    happen: withOneByHand,
  },
  'vanishing test': {
    applies: (request, account) => detailsRead(request, account) !== undefined,
    happen({ account, request, proceed }) {
      const read = detailsRead(request, account);
      read?.collection.delete(read.id);
      return proceed();
    },
  },
};

function someError({ random }: Victim): Answer {
  return pick(errors, random);
}

function withOneByHand({ account, request, proceed }: Victim): Promise<Answer> {
  const collection = pageRead(request, account)?.collection;
  const id = collection && createByHand(collection, request);
  const answer = proceed();
  // Not after waiting for the answer: nothing but this request may see it.
  collection?.delete(id ?? '');
  return answer;
}

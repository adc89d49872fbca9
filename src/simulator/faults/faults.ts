import type { Account } from '../account.ts';
import type { Answer } from '../answer.ts';
import type { RecordedRequest } from '../requests.ts';
import { errors, loginPage, reset, tooManyRequests, truncated } from './answers.ts';
import type { FaultKind } from './kinds.ts';
import type { FaultOptions } from './options.ts';
import { pick } from './random.ts';
import { createByHand, pageRead, testRead } from './somebody-else.ts';

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
  'row repeated': { applies: (request) => (pageRead(request) ?? 0) > 1, happen: withTestByHand },
  'row skipped': { applies: (request) => pageRead(request) === 1, happen: withTestByHand },
  'vanishing test': {
    applies: (request, { uptimeTests }) => uptimeTests.get(testRead(request) ?? '') !== undefined,
    happen({ account, request, proceed }) {
      account.uptimeTests.delete(testRead(request) ?? '');
      return proceed();
    },
  },
};

function someError({ random }: Victim): Answer {
  return pick(errors, random);
}

function withTestByHand({ account, request, proceed }: Victim): Promise<Answer> {
  const id = createByHand(account, request);
  const answer = proceed();
  // Not after waiting for the answer: nothing but this request may see the test.
  account.uptimeTests.delete(id);
  return answer;
}

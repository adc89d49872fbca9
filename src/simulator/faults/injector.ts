import type { Account } from '../account/account.ts';
import type { Interceptor } from '../api/interception.ts';
import { faults } from './faults.ts';
import type { FaultKind } from './kinds.ts';
import { LateCreations } from './late-creations.ts';
import type { FaultOptions } from './options.ts';
import { pick, seededRandom } from './random.ts';

/** Every kind of fault. */
export const FAULT_KINDS = Object.keys(faults) as FaultKind[];

/**
 * Returns an interceptor by which a share of all requests meets a fault, each kind that applies as likely as any
 * other. It has to stand next to the API, which nothing may keep from handling a request at once.
 * @throws {RangeError} when the rate is not from 0 to 1
 */
export function faultInjector(
  account: Account,
  options: FaultOptions,
  lateCreations = new LateCreations(account.now),
): Interceptor {
  const { seed, rate, kinds = FAULT_KINDS, times = Number.POSITIVE_INFINITY } = options;
  if (!(rate >= 0 && rate <= 1)) {
    throw new RangeError(`The rate of faults must be from 0 to 1, not ${rate}`);
  }
  const next = seededRandom(seed);
  let met = 0;
  return (request, proceed) => {
    lateCreations.passRequest();
    // Always three numbers, so that what a request meets depends on how many came before it and not on what they were.
    const [chance, choice, random] = [next(), next(), next()];
    const possible = kinds.filter((kind) => faults[kind].applies?.(request, account) ?? true);
    if (chance >= rate || possible.length === 0 || met >= times) {
      return proceed();
    }
    const kind = pick(possible, choice);
    request.fault = kind;
    met += 1;
    return faults[kind].happen({ account, request, options, random, lateCreations, proceed });
  };
}

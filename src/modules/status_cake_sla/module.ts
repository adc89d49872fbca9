import { defineModule, ModuleFailure } from '../../ansible/module.ts';
import { type JsonObject, toJson } from '../../json.ts';
import { oneLine } from '../../one-line.ts';
import { formerNamesOf } from '../../reconcile/former-names.ts';
import { listFirst } from '../../reconcile/listing.ts';
import type { Period } from '../../sla/periods.ts';
import { type ErrorKind, StatusCakeError } from '../../statuscake/errors.ts';
import { leastSeconds } from '../../statuscake/pacing/rate-limit.ts';
import { accountMark } from '../common/account-mark.ts';
import { explain } from '../common/failure.ts';
import { session } from '../common/session.ts';
import { writeFiles } from '../common/whole-files.ts';
import { gatherFacts, refuseCost, type StackFacts } from './facts.ts';
import { diffOf, filesOf } from './files.ts';
import { readJournal, renameInJournal } from './journal.ts';
import { slaOptions } from './options.ts';
import { monthsLookedAt, slaOf } from './stack-sla.ts';
import { Store } from './store.ts';
import { type FailedStack, readTask, type StackTerms } from './terms.ts';
import { gatherTimes, planTimes, type TimesPlan } from './times.ts';

/** Failures that are none of a single stack. */
const OF_ALL: readonly ErrorKind[] = [
  'credentials',
  'rate-limit',
  'timeout',
  'connection',
  'unresolved',
  'unreachable',
  'proxy',
  'tls',
  'stopped',
];

/** So many failures are told in a message; the result has all of them. */
const FAILURES_IN_MESSAGE = 10;

/** Reports what stacks were, beside what they were to be. */
export const module = defineModule({
  name: 'status_cake_sla',
  argument_spec: slaOptions,
  relations: {},

  async run(invocation) {
    const { parameters, checkMode, diffMode, hide, warn } = invocation;
    const now = Math.floor(Date.now() / 1000);
    const { api_url: url, api_key: token } = parameters;
    const journalFolder = parameters.journal || null;
    return session(invocation, [], async (client) => {
      const { period, stacks } = readTask(parameters, now);
      const account = accountMark(url, token);
      const store = new Store(parameters.store, period.zone, account);
      const formerNames = formerNamesOf(stacks);
      const journal = journalFolder === null ? [] : readJournal(journalFolder, formerNames, warn);
      const known = new Set(
        [...formerNames].flatMap(([former, stack]) => (store.rename(former, stack) > 0 ? [former] : [])),
      );
      const isInJournal = journalFolder !== null && renameInJournal(journalFolder, formerNames).length > 0;
      if (formerNames.size > 0 && !isInJournal && known.size === 0) {
        const names = [...formerNames].map(([former, stack]) => `${stack} (was ${former})`);
        warn(
          `neither store nor journal know the former name of these stacks, so renamed_from can be taken out: ${listFirst(names, FAILURES_IN_MESSAGE)}`,
        );
      }
      const settings = {
        tagPrefix: parameters.tag_prefix,
        requestLimit: parameters.request_limit,
        now,
        warn,
        certificates: parameters.certificates,
        heartbeats: parameters.heartbeats,
      };
      const gathered = await gatherFacts(client, store, stacks, period, settings, failedStack);
      const facts = gathered.filter((each): each is StackFacts => 'months' in each);
      const failed = gathered.filter((each): each is FailedStack => 'error' in each);
      // A stack that cannot be reported under its new name may not have it yet.
      const renamed = new Map(
        [...formerNames].filter(([, stack]) => !failed.some(({ terms }) => terms.stack === stack)),
      );
      const entries = journalFolder === null ? [] : renameInJournal(journalFolder, renamed);
      const plans = new Map<string, TimesPlan[]>();
      for (const [index, each] of gathered.entries()) {
        const stack = stacks[index]?.stack;
        if (parameters.response_times && stack !== undefined && 'months' in each) {
          plans.set(stack, plansOf(each, period, now, store));
        }
      }
      let needed = 0;
      const times = await gatherTimes(
        client,
        plans,
        (requests) => {
          needed = client.usage.requests + requests;
          refuseCost(client, needed, parameters.request_limit);
          return !checkMode;
        },
        (stack, error) => warn(`the response times of ${stack} could not be collected: ${reasonOf(error)}`),
      );
      const slas = gathered.flatMap((each, index) => {
        const terms = stacks[index];
        return terms && 'months' in each
          ? [slaOf(terms, period, now, each, times.get(terms.stack)?.months ?? [], journal)]
          : [];
      });
      for (const warning of slas.flatMap(({ warnings }) => warnings)) {
        warn(warning);
      }

      const unreported = failed.map(({ terms: { stack }, error }) => ({ stack, error: String(hide(error)) }));
      // Where there is nothing to tell, the reports that are there stay.
      const files = slas.length === 0 ? [] : filesOf(parameters, period, slas, unreported);
      const changes = files.filter(({ before, text }) => before !== text);
      const news = store.changes(
        facts.flatMap((each) => each.news),
        [...times.values()].flatMap((each) => each.news),
      );
      if (!checkMode) {
        store.write(news, renamed.keys());
        writeFiles('journal', entries);
        writeFiles('output', changes);
      }
      const result: JsonObject = {
        changed:
          changes.length + news.length + entries.length > 0 ||
          [...renamed.keys()].some((former) => known.has(former)),
        stacks: [...slas.map(({ report }) => toJson(report)), ...unreported],
        files: files.map(({ path }) => path),
        changed_files: changes.map(({ path }) => path),
        ...(diffMode && { diff: changes.map(diffOf) }),
        ...(checkMode &&
          needed > 0 && {
            api: { needed_requests: needed, needed_seconds: leastSeconds(needed, client.rateLimits) },
          }),
      };
      if (failed.length > 0) {
        const reasons = unreported.map(({ stack, error }) => `${stack}: ${error}`);
        throw new ModuleFailure(
          `${failed.length} of ${stacks.length} stacks could not be reported: ${listFirst(reasons, FAILURES_IN_MESSAGE)}`,
          result,
        );
      }
      return result;
    });
  },
});

/** Returns what is left to collect of the response times of a stack in a period. */
function plansOf({ months }: StackFacts, period: Period, now: number, store: Store): TimesPlan[] {
  return monthsLookedAt(period, now).own.flatMap((bounds) => {
    const month = months.get(bounds.label);
    return month ? [planTimes(month, bounds, store.readTimes(month.stack, month.month))] : [];
  });
}

/** @throws what is no matter of one stack */
function failedStack(terms: StackTerms, error: unknown): FailedStack {
  return { terms, error: reasonOf(error) };
}

/** Why something did not come about for a stack. Throws what is no matter of one stack. */
function reasonOf(error: unknown): string {
  if (error instanceof StatusCakeError && OF_ALL.includes(error.facts.kind)) {
    throw error;
  }
  const failure = explain(error);
  if (failure instanceof ModuleFailure) {
    return oneLine(failure.message);
  }
  throw failure;
}

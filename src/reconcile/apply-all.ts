import type { StatusCakeClient } from '../statuscake/client.ts';
import { type ErrorKind, StatusCakeError } from '../statuscake/errors.ts';
import { type Applied, apply, foresee } from './apply.ts';
import type { PlannedCheck } from './stack-plan.ts';

/** What became of a planned check. */
export interface Outcome extends Applied {
  readonly check: PlannedCheck;
  /** Why it was not done. */
  readonly error?: StatusCakeError;
}

const WRITES_AT_A_TIME = 16;

/** After one of these no other request will fare better. */
const HOPELESS: ReadonlySet<ErrorKind> = new Set([
  'credentials',
  'unresolved',
  'unreachable',
  'tls',
  'stopped',
]);

/** What will become of planned checks, if all goes well. */
export function foreseeAll(checks: readonly PlannedCheck[]): Outcome[] {
  return checks.map((check) => ({ check, ...foresee(check.step) }));
}

/**
 * Carries out all steps, side by side, and deletions last, so that nobody is without a check that takes the place of
 * another. What carries a stack's tag goes at the very end: it shows which stack the others belong to. One that fails does not stop the others, unless they could only fail the same way. Outcomes come in the order
 * of the checks.
 */
export async function applyAll(
  client: StatusCakeClient,
  checks: readonly PlannedCheck[],
): Promise<Outcome[]> {
  const outcomes = new Map<PlannedCheck, Outcome>();
  let hopeless: StatusCakeError | undefined;

  const applyOne = async (check: PlannedCheck): Promise<void> => {
    try {
      if (hopeless) throw hopeless;
      outcomes.set(check, { check, ...(await apply(client, check.step)) });
    } catch (error) {
      if (!(error instanceof StatusCakeError)) throw error;
      if (HOPELESS.has(error.facts.kind)) hopeless = error;
      outcomes.set(check, { check, ...foresee(check.step), error });
    }
  };
  const turnOf = ({ step: { action, resource } }: PlannedCheck): number => {
    if (action !== 'deleted') return 0;
    return resource.tagField === undefined ? 1 : 2;
  };
  for (const turn of [0, 1, 2]) {
    // All take from one iterator: a queue of thousands of promises would keep in memory what is long done.
    const rest = checks.filter((check) => turnOf(check) === turn).values();
    const work = async (): Promise<void> => {
      for (const check of rest) await applyOne(check);
    };
    await Promise.all(Array.from({ length: WRITES_AT_A_TIME }, work));
  }
  return checks.map((check) => outcomes.get(check)).filter((outcome) => outcome !== undefined);
}

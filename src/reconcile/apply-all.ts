import pLimit from 'p-limit';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { type ErrorKind, StatusCakeError } from '../statuscake/errors.ts';
import { apply } from './apply.ts';
import type { PlannedCheck } from './stack-plan.ts';

/** What became of a planned check. */
export interface Outcome {
  readonly check: PlannedCheck;
  readonly id: string | null;
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

/**
 * Carries out all steps, side by side, and deletions last, so that nobody is without a check that takes the place of
 * another. One that fails does not stop the others, unless they could only fail the same way. Outcomes come in the order
 * of the checks.
 */
export async function applyAll(
  client: StatusCakeClient,
  checks: readonly PlannedCheck[],
): Promise<Outcome[]> {
  const side = pLimit(WRITES_AT_A_TIME);
  const outcomes = new Map<PlannedCheck, Outcome>();
  let hopeless: StatusCakeError | undefined;

  const applyOne = async (check: PlannedCheck): Promise<void> => {
    try {
      if (hopeless) throw hopeless;
      outcomes.set(check, { check, id: await apply(client, check.step) });
    } catch (error) {
      if (!(error instanceof StatusCakeError)) throw error;
      if (HOPELESS.has(error.facts.kind)) hopeless = error;
      outcomes.set(check, { check, id: check.step.id, error });
    }
  };
  const isDeletion = ({ step }: PlannedCheck) => step.action === 'deleted';
  for (const group of [checks.filter((check) => !isDeletion(check)), checks.filter(isDeletion)]) {
    await Promise.all(group.map((check) => side(applyOne, check)));
  }
  return checks.map((check) => outcomes.get(check)).filter((outcome) => outcome !== undefined);
}

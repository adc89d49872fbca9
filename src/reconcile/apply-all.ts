import type { StatusCakeClient } from '../statuscake/client.ts';
import { type ErrorKind, isForbidden, StatusCakeError } from '../statuscake/errors.ts';
import { contactGroup } from '../statuscake/resources/contact-group.ts';
import { maintenanceWindow } from '../statuscake/resources/maintenance-window.ts';
import { updateResource } from '../statuscake/writing.ts';
import { type Applied, apply, preview } from './apply.ts';
import { readUsedGroups } from './group-purge.ts';
import { concernedBy, type PlannedCheck } from './stack-plan.ts';
import { windowMover } from './window-successors.ts';

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
  'proxy',
  'tls',
  'stopped',
]);

/** Returns the outcomes of planned checks, if all goes well. */
export function previewAll(checks: readonly PlannedCheck[]): Outcome[] {
  return checks.map((check) => ({ check, ...preview(check.step) }));
}

/**
 * Carries out all steps, those of a phase side by side, and deletions last, so that nobody is without a check that takes the
 * place of another. The last phases of a stack wait until those before have succeeded. One step that fails does not stop the others,
 * unless they could only fail the same way. Outcomes come in the order of the checks.
 */
export async function applyAll(
  client: StatusCakeClient,
  checks: readonly PlannedCheck[],
): Promise<Outcome[]> {
  const outcomes = new Map<PlannedCheck, Outcome>();
  const usedGroups = once(() => readUsedGroups(client));
  const moveWindows = windowMover(client);
  /** Checks of which a part is done already. */
  const prepared = new Set<PlannedCheck>();
  let hopeless: StatusCakeError | undefined;
  /** Kinds of resource and writes that the plan of the account does not allow. */
  const forbidden = new Map<string, StatusCakeError>();

  const applyOne = async (check: PlannedCheck, phase: Phase, kept: string | null): Promise<void> => {
    const isFirst = phase === 'mark' || phase === 'prepare';
    try {
      const known = hopeless ?? forbidden.get(featureOf(check));
      if (known) {
        throw known;
      }
      if (kept !== null) {
        throw refused(kept);
      }
      const { resource, id, adoption } = check.step;
      if (isFirst) {
        await updateResource(client, resource, String(id), adoption ?? {});
        prepared.add(check);
        return;
      }
      if (resource === contactGroup && (await usedGroups()).has(String(id))) {
        throw stillUsed();
      }
      const step = prepared.has(check) ? { ...check.step, adoption: null } : check.step;
      const applied = await apply(client, step, moveWindows);
      const { unfinished } = applied;
      if (unfinished && HOPELESS.has(unfinished.facts.kind)) {
        hopeless = unfinished;
      }
      outcomes.set(check, { check, ...applied, ...(unfinished && { error: unfinished }) });
    } catch (error) {
      if (!(error instanceof StatusCakeError)) {
        throw error;
      }
      if (HOPELESS.has(error.facts.kind)) {
        hopeless = error;
      }
      if (isForbidden(error)) {
        forbidden.set(featureOf(check), error);
      }
      const isBegun = prepared.has(check);
      outcomes.set(check, { check, ...preview(check.step), error, ...(isBegun && { unfinished: error }) });
    } finally {
      if (check.step.action !== 'unchanged' && !isFirst) {
        client.advance();
      }
    }
  };
  for (const phase of PHASES) {
    const failed = [...outcomes.values()].filter(({ error }) => error !== undefined);
    const remaining = new Set(
      failed
        .filter(({ check }) => isWaitedFor(check, phase))
        .flatMap(({ check }) => waitingFor(check, phase)),
    );
    // Without a mark no later run would know what this one has begun, and without its window it would wake people.
    const unprepared = new Set(
      failed
        .filter(({ check }) => phasesOf(check).length > 1 && !prepared.has(check))
        .flatMap(({ check }) => concernedBy(check)),
    );
    const isWaiting = PHASES.indexOf(phase) >= PHASES.indexOf('name');
    // All take from one iterator: a queue of thousands of promises would keep in memory what is long done.
    const rest = checks
      .filter((check) => !outcomes.has(check))
      .filter((check) => phase === (prepared.has(check) ? phaseOf(check) : phasesOf(check)[0]))
      .values();
    const work = async (): Promise<void> => {
      for (const check of rest) {
        const isUnprepared = concernedBy(check).some((stack) => unprepared.has(stack));
        const isHeld = isWaiting && ownersOf(check, phase).some((stack) => remaining.has(stack));
        await applyOne(check, phase, isUnprepared ? UNFINISHED : isHeld ? keptIn(phase) : null);
      }
    };
    await Promise.all(Array.from({ length: WRITES_AT_A_TIME }, work));
  }
  return checks.map((check) => outcomes.get(check)).filter((outcome) => outcome !== undefined);
}

/**
 * In this order: tests get the marks of the renames of their stacks; maintenance windows get the tags that tests are to have; what is
 * declared is created or changed; then deletions; then what is named after a stack that is renamed; then what shows the owner of others,
 * by its tags or its signs of SSL tests, goes or moves, and what would show another one comes; then what shows that the rename of a stack
 * has not come to its end; and last what holds for the stack as a whole: maintenance windows lose the tags that no test has any more, and
 * contact groups go. A run that is cut short leaves those for the next.
 */
const PHASES = ['mark', 'prepare', 'ensure', 'purge', 'name', 'release', 'settle', 'conclude'] as const;
type Phase = (typeof PHASES)[number];

function phaseOf({ turn, leaves, step: { action, resource, released } }: PlannedCheck): Phase {
  if (resource === maintenanceWindow || resource === contactGroup) {
    return 'conclude';
  }
  if (turn !== undefined) {
    return turn;
  }
  const isShowing = resource.tagField !== undefined;
  if (action === 'deleted') {
    return isShowing ? 'release' : 'purge';
  }
  return released.length > 0 || (isShowing && leaves !== undefined) ? 'release' : 'ensure';
}

/** Returns the stacks of which a phase leaves alone what it is about where a check has failed. */
function waitingFor(check: PlannedCheck, phase: Phase): readonly string[] {
  return phase === 'name' || phase === 'release' ? ownersOf(check, 'release') : concernedBy(check);
}

/** Returns the stacks that a phase writes something for; what shows an owner, it does for the one that has it until then. */
function ownersOf({ stack, leaves, turn, alsoOf = [] }: PlannedCheck, phase: Phase): readonly string[] {
  return phase === 'release' ? [leaves ?? stack, ...(turn === 'release' ? [stack] : [])] : [stack, ...alsoOf];
}

/** Returns whether a phase waits for a check of the same stack that has failed. */
function isWaitedFor(check: PlannedCheck, phase: Phase): boolean {
  if (phase === 'name' || phase === 'release') {
    const { action, resource, changes } = check.step;
    const isNamed =
      resource.tagField === undefined && action === 'updated' && changes.includes(resource.identity);
    return phaseOf(check) === 'purge' || isNamed;
  }
  // What could not be created never had a former name.
  return phase !== 'settle' || check.step.action !== 'created';
}

/** Returns the phases in which something is written to a check: before others change, if there is anything, and in its turn. */
function phasesOf(check: PlannedCheck): readonly Phase[] {
  const { action, adoption, resource } = check.step;
  // What is made anew gets in its own turn what the old one has to have before.
  const isEarly = adoption !== null && (action !== 'recreated' || check.turn === 'settle');
  const first = resource === maintenanceWindow ? 'prepare' : 'mark';
  return isEarly ? [first, phaseOf(check)] : [phaseOf(check)];
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

/** Returns what the plan of the account allows, or not: an action on a kind of resource. */
function featureOf({ step: { action, resource } }: PlannedCheck): string {
  return `${action} ${resource.name}`;
}

/** Why a check stays as it is while others of its stack are not as declared. */
const UNFINISHED = 'kept as it is until all checks of the stack are as declared';

/** Returns why a check stays as it is that a phase is about. */
function keptIn(phase: Phase): string {
  return phase === 'release'
    ? 'kept until the SSL and page speed tests are as declared whose owner it shows'
    : UNFINISHED;
}

function stillUsed(): StatusCakeError {
  return refused('kept, since a check tells it about failures by now');
}

function refused(message: string): StatusCakeError {
  return new StatusCakeError(message, { kind: 'refused', transient: false, uncertain: false });
}

import type { StatusCakeClient } from '../statuscake/client.ts';
import { isForbidden } from '../statuscake/errors.ts';
import { complement, readAccount } from '../statuscake/reading.ts';
import { identityOf, type Remote, type Resource } from '../statuscake/resource.ts';
import { ssl } from '../statuscake/resources/ssl.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import { type Claims, claim, type Purging } from './claims.ts';
import { type Claim, labelOf, ofKind, type StackDeclaration } from './declaration.ts';
import { type Planner, withoutFaulty } from './faulty-stacks.ts';
import { planGroupPurge } from './group-purge.ts';
import { type OwnedKind, type Ownership, ownershipRule } from './ownership.ts';
import type { Problem } from './problems.ts';
import { type RegionChecker, regionChecker } from './regions.ts';
import { inRenameOrder } from './rename-order.ts';
import { judgeRenames } from './settled-renames.ts';
import { planSigns, type SignSettings } from './signs.ts';
import { type PlannedCheck, planSignsOf, planStacks, type StackPlan } from './stack-plan.ts';
import { isRenamed, judgeStackRenames, type KindAccount } from './stack-renames.ts';
import { judgedBy, NOTHING_READ, readClaimed, type Survey, survey } from './survey.ts';
import { allSuccessions } from './twins.ts';
import { planWindowRenames, readWindows } from './window-renames.ts';

export interface StackSettings extends Purging {
  /** What the tag of a stack begins with; the name of the stack follows. */
  readonly tagPrefix: string;
  /** Delete the contact groups of stacks that are gone. */
  readonly purgeContactGroups: boolean;
}

/** A kind of check that stacks can have. */
export interface CheckKind {
  readonly resource: Resource;
  /** How a check is told to belong to a stack. */
  readonly ownership: Ownership;
}

/**
 * Reads what there is of the kinds that are declared, purged or removed, and plans all of them. Throws a StatusCakeError.
 * What cannot be done as declared is among the problems of the plan, and nothing is to happen then to the stacks that have them.
 * @param mistakes what is known to be wrong with the declarations of the stacks
 */
export async function planAllKinds(
  client: StatusCakeClient,
  all: readonly CheckKind[],
  stacks: readonly StackDeclaration[],
  settings: StackSettings,
  mistakes: readonly Problem[],
): Promise<StackPlan> {
  const own = stacks.filter(({ untouched }) => !untouched);
  const kinds = all.filter(
    ({ resource: { name }, ownership }) =>
      settings.purgeUnlisted ||
      own.some(
        ({ state, checks, formerName }) =>
          state === 'absent' || checks[name] || (formerName !== undefined && ownership !== 'sign'),
      ),
  );
  const resources = kinds.map(({ resource }) => resource);
  // What SSL tests were declared for a stack, its uptime tests tell.
  const surveyed = new Set(
    kinds.some(({ ownership }) => ownership === 'sign') ? [uptime, ...resources] : resources,
  );
  const surveys = new Map<Resource, Survey>(
    await Promise.all(
      [...surveyed].map(async (resource): Promise<[Resource, Survey]> => {
        const declarations = ofKind(stacks, resource.name);
        try {
          return [resource, await survey(client, resource, declarations, settings)];
        } catch (error) {
          // A kind that the plan of the account lacks has no resources to delete.
          if (
            !isForbidden(error) ||
            declarations.some(({ checks, untouched }) => !untouched && checks?.length)
          ) {
            throw error;
          }
          return [resource, NOTHING_READ];
        }
      }),
    ),
  );

  const accounts = accountsOf(kinds, surveys);
  const judged = judgeStackRenames(stacks, accounts, settings.tagPrefix, settings.purgeUnlisted);
  const over = [...judged.settled, ...judged.reused];
  const touched = (declarations: readonly StackDeclaration[]) =>
    declarations.filter(({ untouched }) => !untouched);
  const windows =
    touched([...judged.stacks.filter(isRenamed), ...over]).length > 0 ? await readWindows(client) : [];
  // A mirror deletes what no stack is declared by, but for what may be of one that is.
  const held = settings.purgeUnlisted ? judged.held.map(keptStack) : [];
  const planned = await withoutFaulty(
    [...judged.stacks, ...held],
    [...mistakes, ...judged.problems],
    planner(client, kinds, surveys, windows, over, settings),
  );
  const renames = judgeRenames(
    windowRenames(touched(judged.stacks), judged.settled),
    planned.checks,
    surveys,
    windows,
    settings.tagPrefix,
  );
  const purge = settings.purgeContactGroups
    ? await planGroupPurge(client, stacks, planned.checks, settings)
    : { checks: [], notes: [] };
  return {
    ...planned,
    checks: [...planned.checks, ...purge.checks],
    notes: [...planned.notes, ...judged.notes, ...renames.notes, ...purge.notes],
    isDisputed: planned.isDisputed || renames.arePending || judged.problems.length > 0,
  };
}

/**
 * Returns a function that plans all kinds for stacks. What was read in detail once is not read again.
 * @param over stacks whose renames are over, but for what an interrupted run may have left
 */
function planner(
  client: StatusCakeClient,
  kinds: readonly CheckKind[],
  surveys: Map<Resource, Survey>,
  windows: readonly Remote[],
  over: readonly StackDeclaration[],
  settings: StackSettings,
): Planner {
  const checkRegions = regionChecker(client);
  const details = new Map(kinds.map(({ resource }) => [resource, new Map<string, Remote>()]));
  return async (stacks) => {
    const plans: StackPlan[] = [];
    for (const kind of kinds) {
      plans.push(await planKind(client, kind, stacks, surveys, settings, details.get(kind.resource)));
    }
    const isUptimePlanned = kinds.some(({ resource }) => resource === uptime);
    const signs = isUptimePlanned
      ? undefined
      : planSigns(stacks, NOTHING_CLAIMED, signSettings(surveys, settings));
    const present = stacks.filter(({ state, untouched }) => state === 'present' && !untouched);
    const names = new Set(present.map(({ stack }) => stack));
    const concluding = windowRenames(
      present,
      over.filter(({ stack }) => names.has(stack)),
    );
    const checks = [
      ...inRenameOrder(
        [
          ...plans.flatMap((one) => one.checks),
          ...planWindowRenames(windows, concluding, settings.tagPrefix),
        ],
        stacks.filter(({ untouched }) => !untouched),
        accountsOf(kinds, surveys),
        settings.tagPrefix,
      ),
      ...planSignsOf(signs?.ofOthers ?? []),
    ];
    return {
      checks,
      problems: [...plans.flatMap((one) => one.problems), ...(await regionProblems(checkRegions, checks))],
      notes: plans.flatMap((one) => one.notes),
      isDisputed: plans.some((one) => one.isDisputed),
    };
  };
}

/** Returns the declaration of a stack of which all stays as it is. */
function keptStack(stack: string): StackDeclaration {
  return { stack, state: 'present', checks: {}, domains: [], untouched: 'elsewhere' };
}

function windowRenames(renaming: readonly StackDeclaration[], over: readonly StackDeclaration[]) {
  const of = (declarations: readonly StackDeclaration[], isUnderWay: boolean) =>
    declarations.filter(isRenamed).map((declaration) => ({ ...declaration, isUnderWay }));
  return [...of(renaming, true), ...of(over, false)];
}

async function regionProblems(
  checkRegions: RegionChecker,
  checks: readonly PlannedCheck[],
): Promise<Problem[]> {
  const errors = await checkRegions(checks.map(({ step }) => step));
  return checks.flatMap(({ stack, name: check, step }) => {
    const error = errors.get(step);
    return error ? [{ stack, check, option: error.option, message: error.reason }] : [];
  });
}

async function planKind(
  client: StatusCakeClient,
  kind: CheckKind,
  stacks: readonly StackDeclaration[],
  surveys: Map<Resource, Survey>,
  settings: StackSettings,
  details: Map<string, Remote> = new Map(),
): Promise<StackPlan> {
  for (;;) {
    const { owned, claimed } = await claimKind(client, kind, stacks, surveys, settings);
    const claims = await readClaimed(client, kind.resource, claimed.claims, details);
    const left = claims.flatMap(({ actual }) => actual?.id ?? []);
    const vanished = new Set(claimed.claims.flatMap(({ actual }) => actual?.id ?? []));
    for (const id of left) {
      vanished.delete(id);
    }
    // A resource whose replacement has vanished since it was listed stays, and may be meant now.
    const isBereft = claimed.deletions.some(({ successor }) => successor !== null && vanished.has(successor));
    if (!isBereft) {
      return planOwned(owned, { ...claimed, claims }, stacks, surveys, settings);
    }
    const { account, whole } = surveys.get(kind.resource) ?? NOTHING_READ;
    surveys.set(kind.resource, { account: account.filter(({ id }) => !vanished.has(id)), whole });
  }
}

/** Plans the claims and deletions of a kind; of uptime tests with the signs that they are to carry. */
function planOwned(
  owned: OwnedKind,
  claimed: Claims,
  stacks: readonly StackDeclaration[],
  surveys: ReadonlyMap<Resource, Survey>,
  settings: StackSettings,
): StackPlan {
  if (owned.resource !== uptime) {
    return planStacks(owned, claimed);
  }
  const signs = planSigns(stacks, claimed, signSettings(surveys, settings));
  const planned = planStacks(owned, claimed, signs.ofClaims);
  return { ...planned, checks: [...planned.checks, ...planSignsOf(signs.ofOthers)] };
}

function accountsOf(kinds: readonly CheckKind[], surveys: ReadonlyMap<Resource, Survey>): KindAccount[] {
  return kinds.map((kind) => ({ ...kind, account: accountOf(surveys, kind.resource) }));
}

function accountOf(surveys: ReadonlyMap<Resource, Survey>, resource: Resource): readonly Remote[] {
  return (surveys.get(resource) ?? NOTHING_READ).account;
}

async function claimKind(
  client: StatusCakeClient,
  { resource, ownership }: CheckKind,
  stacks: readonly StackDeclaration[],
  surveys: Map<Resource, Survey>,
  settings: StackSettings,
): Promise<{ owned: OwnedKind; claimed: Claims }> {
  const { successions, gone } = await allSuccessions(client, resource, accountOf(surveys, resource));
  const decide = () => {
    const rule = ownershipRule(ownership, stacks, taggedIn(surveys), settings.tagPrefix);
    const owned = { resource, rule };
    const account = accountOf(surveys, resource).filter(({ id }) => !gone.has(id));
    return { owned, claimed: claim(owned, ofKind(stacks, resource.name), account, settings, successions) };
  };
  const decided = decide();
  // What stacks there are, and what SSL tests they declare, only all uptime tests tell.
  const isTold = ownership === 'tag' || surveys.get(uptime)?.whole;
  if (isTold || !reachesOut(decided.owned, decided.claimed)) {
    return decided;
  }
  const rows = await readAccount(client, uptime);
  surveys.set(uptime, { account: await complement(client, uptime, judgedBy(uptime), rows), whole: true });
  return decide();
}

/**
 * Returns whether something would be deleted, taken or created that may be another stack's, as far as is known: what stacks can share, what
 * none seems to have, and what would stand beside such.
 */
function reachesOut(
  { resource, rule }: OwnedKind,
  { claims, deletions, remarks }: Pick<Claims, 'claims' | 'deletions' | 'remarks'>,
): boolean {
  const isTaken = ({ check, actual }: Claim) =>
    actual !== null && identityOf(resource, actual) !== labelOf(resource, check);
  return (!rule.exclusive && deletions.length > 0) || remarks.beside.length > 0 || claims.some(isTaken);
}

const NOTHING_CLAIMED = { claims: [], deletions: [], kept: new Set<string>() };

function signSettings(
  surveys: ReadonlyMap<Resource, Survey>,
  { tagPrefix, purge }: StackSettings,
): SignSettings {
  return { tests: accountOf(surveys, uptime), sslTests: accountOf(surveys, ssl), tagPrefix, purge };
}

function taggedIn(surveys: ReadonlyMap<Resource, Survey>): Remote[] {
  return [...surveys].flatMap(([{ tagField }, { account }]) => (tagField === undefined ? [] : account));
}

import type { StatusCakeClient } from '../statuscake/client.ts';
import { isForbidden } from '../statuscake/errors.ts';
import { readAllWith } from '../statuscake/reading.ts';
import type { Remote, Resource } from '../statuscake/resource.ts';
import { CHECKS } from '../statuscake/resources.ts';
import { ssl } from '../statuscake/ssl.ts';
import { uptime } from '../statuscake/uptime.ts';
import { type Claims, claim, type OwnedKind, type Purging } from './claims.ts';
import { ofKind, type StackDeclaration } from './declaration.ts';
import { ruleFor } from './rules.ts';
import { planStacks, type StackPlan } from './stack-plan.ts';
import { judgedBy, NOTHING_READ, readClaimed, type Survey, survey } from './survey.ts';
import { allSuccessions } from './twins.ts';

export interface StackSettings extends Purging {
  /** What the tag of a stack begins with; the name of the stack follows. */
  readonly tagPrefix: string;
}

/**
 * Reads what there is of the kinds that are declared, purged or removed, and plans all of them. Throws a StatusCakeError;
 * what cannot be done as declared is among the problems of the plan.
 */
export async function planAllKinds(
  client: StatusCakeClient,
  stacks: readonly StackDeclaration[],
  settings: StackSettings,
): Promise<StackPlan> {
  const kinds = CHECKS.filter(
    ({ name }) =>
      settings.purgeUnlisted || stacks.some(({ state, checks }) => state === 'absent' || checks[name]),
  );
  // SSL tests belong to stacks by their hosts, which the uptime tests of a stack show.
  const surveyed = new Set(kinds.includes(ssl) ? [uptime, ...kinds] : kinds);
  const surveys = new Map<Resource, Survey>(
    await Promise.all(
      [...surveyed].map(async (resource): Promise<[Resource, Survey]> => {
        const declarations = ofKind(stacks, resource.name);
        try {
          return [resource, await survey(client, resource, declarations, settings)];
        } catch (error) {
          // Of what the plan of the account lacks there is nothing that would have to go.
          if (!isForbidden(error) || declarations.some(({ checks }) => checks?.length)) throw error;
          return [resource, NOTHING_READ];
        }
      }),
    ),
  );

  const plans: StackPlan[] = [];
  for (const resource of kinds) {
    plans.push(await planKind(client, resource, stacks, surveys, settings));
  }
  return {
    checks: plans.flatMap(({ checks }) => checks),
    problems: plans.flatMap(({ problems }) => problems),
    notes: plans.flatMap(({ notes }) => notes),
  };
}

async function planKind(
  client: StatusCakeClient,
  resource: Resource,
  stacks: readonly StackDeclaration[],
  surveys: Map<Resource, Survey>,
  settings: StackSettings,
): Promise<StackPlan> {
  for (;;) {
    const { kind, claimed } = await claimKind(client, resource, stacks, surveys, settings);
    const claims = await readClaimed(client, resource, claimed.claims);
    const left = claims.flatMap(({ actual }) => actual?.id ?? []);
    const vanished = new Set(claimed.claims.flatMap(({ actual }) => actual?.id ?? []));
    for (const id of left) vanished.delete(id);
    // What was to go because of one that has vanished since it was listed stays, and may be what is meant now.
    const isBereft = claimed.deletions.some(({ successor }) => successor !== null && vanished.has(successor));
    if (!isBereft) return planStacks(kind, { ...claimed, claims });
    const { account, whole } = surveys.get(resource) ?? NOTHING_READ;
    surveys.set(resource, { account: account.filter(({ id }) => !vanished.has(id)), whole });
  }
}

async function claimKind(
  client: StatusCakeClient,
  resource: Resource,
  stacks: readonly StackDeclaration[],
  surveys: Map<Resource, Survey>,
  settings: StackSettings,
): Promise<{ kind: OwnedKind; claimed: Claims }> {
  const { account: listed } = surveys.get(resource) ?? NOTHING_READ;
  const { successions, gone } = await allSuccessions(client, resource, listed);
  const decide = () => {
    const kind = { resource, rule: ruleFor(resource, stacks, taggedIn(surveys), settings.tagPrefix) };
    const { account: read } = surveys.get(resource) ?? NOTHING_READ;
    const account = gone.size > 0 ? read.filter(({ id }) => !gone.has(id)) : read;
    return { kind, claimed: claim(kind, ofKind(stacks, resource.name), account, settings, successions) };
  };
  const decided = decide();
  const isShareable = !decided.kind.rule.exclusive && decided.claimed.deletions.length > 0;
  if (!isShareable || surveys.get(uptime)?.whole) return decided;
  // Before anything goes that other stacks may have a claim on, their tests have to be known.
  surveys.set(uptime, { account: await readAllWith(client, uptime, judgedBy(uptime)), whole: true });
  return decide();
}

function taggedIn(surveys: ReadonlyMap<Resource, Survey>): Remote[] {
  return [...surveys].flatMap(([{ tagField }, { account }]) => (tagField === undefined ? [] : account));
}

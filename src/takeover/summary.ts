import type { Takeover } from './takeover.ts';

/** How many of everything there are in a takeover. */
export interface Counts {
  readonly checks: number;
  readonly stacks: number;
  readonly assigned: number;
  readonly unassigned: number;
  /** Of the unassigned, those that the inventory knows. */
  readonly known: number;
  readonly twins: number;
  readonly paused: number;
  readonly passwords: number;
  /** IDs in the declarations. */
  readonly ids: number;
  /** Of these, those that stay after the takeover. */
  readonly kept_ids: number;
}

/** Counts what there is. */
export function countsOf({ stacks, unassigned, twins, open, groups }: Takeover): Counts {
  const declarations = stacks.flatMap(({ declarations }) => declarations);
  // Stacks can share an SSL test.
  const assigned = new Map(
    declarations.map(({ check }) => [`${check.kind.option} ${check.remote.id}`, check]),
  );
  const all = [...assigned.values(), ...unassigned];
  const left = [...open, ...groups.flatMap((group) => group.left)];
  return {
    checks: all.length,
    stacks: stacks.length,
    assigned: assigned.size,
    unassigned: unassigned.length,
    known: unassigned.filter(({ isKnown }) => isKnown).length,
    twins: twins.length,
    paused: all.filter(({ remote }) => remote.paused === true).length,
    passwords: left.filter(({ isSecret }) => isSecret).length,
    ids: declarations.filter(({ id }) => id !== null).length,
    kept_ids: declarations.filter(({ keepsId }) => keepsId).length,
  };
}

/** Tells them in a line. */
export function describeCounts(counts: Counts): string {
  const { checks, stacks, assigned, unassigned, known, twins } = counts;
  const isKnown = known === 0 ? '' : known === unassigned ? ' (all known)' : ` (${known} of them known)`;
  return (
    `${assigned} of ${checks} checks belong to ${stacks} ${stacks === 1 ? 'stack' : 'stacks'}, ${unassigned} to none${isKnown}` +
    (twins === 0 ? '' : `; ${twins} ${twins === 1 ? 'group' : 'groups'} of twins`)
  );
}

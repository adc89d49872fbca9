import type { Ownership } from '../reconcile/ownership.ts';
import { compareDigits, identityOf, type Remote, type Resource } from '../statuscake/resource.ts';

/** A kind of check that stacks can have, under the name by which a stack declares checks of it. */
export interface Kind {
  readonly option: string;
  readonly resource: Resource;
  readonly ownership: Ownership;
}

/** A check that the account holds, read in full. */
export interface HeldCheck {
  readonly kind: Kind;
  readonly remote: Remote;
  /** Its name; of an SSL test its URL. */
  readonly label: string;
}

/** Returns a check of a kind from what the API answered. */
export function heldCheck(kind: Kind, remote: Remote): HeldCheck {
  return { kind, remote, label: identityOf(kind.resource, remote) };
}

/** Returns the name of a check as a report tells it: in quotes where somebody might not see all of it. */
export function shownName(name: string): string {
  return name.trim() === name ? name : JSON.stringify(name);
}

/** Returns where a check looks; nothing for a heartbeat test, which is called. */
export function urlOf({ remote: { website_url: url } }: HeldCheck): string | null {
  return typeof url === 'string' ? url : null;
}

/** For sorting, the oldest first. */
export function byAge(one: HeldCheck, other: HeldCheck): number {
  return compareDigits(one.remote.id, other.remote.id);
}

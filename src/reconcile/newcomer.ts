import {
  identityOf,
  normaliseIdentity,
  type Remote,
  type Resource,
  type Values,
} from '../statuscake/resource.ts';
import { actualAddress, declaredAddress, isWholeAddress } from './addresses.ts';
import type { Found, Naming } from './find.ts';
import { tagsIn } from './marks.ts';
import { noRemarks, notesOf } from './remarks.ts';

/** What was found for a declared resource, or taken for it, and what the user should know of that. */
interface Consideration {
  readonly found: Found;
  readonly notes: readonly string[];
}

/**
 * Considers what was found by name for a single declared resource: whether its former name is of use, and where there is nothing, what
 * tests the same, which is adopted where it is the only one and may be. Pure.
 * @param tagPrefix what the tags of stacks begin with: what carries one has an owner
 */
export function consider(
  resource: Resource,
  { name, formerName }: Naming,
  found: Found,
  declared: Values,
  { adoptByUrl, tagPrefix }: { readonly adoptByUrl: boolean; readonly tagPrefix: string },
): Consideration {
  const { actual, account = [] } = found;
  const label = normaliseIdentity(resource, name);
  const remarks = noRemarks();
  const remark = (text: string) => ({ stack: '', text });
  const notes = () => notesOf(resource, remarks, (entries) => entries.map(({ text }) => text).join(', '));
  if (actual !== null) {
    if (formerName !== null && identityOf(resource, actual) === label) {
      remarks.settled.push(remark(label));
    }
    return { found, notes: notes() };
  }
  const address = declaredAddress(resource, declared);
  const alike = account.filter(
    (remote) =>
      address !== undefined &&
      actualAddress(resource, remote) === address &&
      hasNoOwner(resource, remote, tagPrefix),
  );
  const [first] = alike;
  if (first && adoptByUrl && alike.length === 1 && isWholeAddress(resource, declared)) {
    return { found: { ...found, actual: first }, notes: [] };
  }
  if (formerName !== null) {
    remarks.missing.push(remark(`${label} (was ${formerName})`));
  }
  if (first) {
    const names = alike.map((remote) => `${JSON.stringify(identityOf(resource, remote))} (ID ${remote.id})`);
    remarks.beside.push(remark(`${JSON.stringify(label)} beside ${names.join(' and ')}`));
  }
  return { found, notes: notes() };
}

/** Returns whether no stack has a resource, as far as its tags tell. */
function hasNoOwner(resource: Resource, remote: Remote, tagPrefix: string): boolean {
  const { tagField } = resource;
  if (tagField === undefined) {
    return true;
  }
  return tagField in remote && !tagsIn(resource, remote).some((tag) => tag.startsWith(tagPrefix));
}

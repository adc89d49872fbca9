import type { Applied } from '../../reconcile/apply.ts';
import { listFirst } from '../../reconcile/listing.ts';
import type { Step } from '../../reconcile/plan.ts';
import { knowsComputedFields, type Resource } from '../../statuscake/resource.ts';

/** So many names are told in a message; the result has all of them. */
const NAMES_IN_MESSAGE = 10;

/** A step that was carried out, with what people call the resource that it was for. */
interface Done extends Applied {
  readonly name: string;
  readonly step: Step;
}

/**
 * Warnings about resources that are there, but of which no read has shown what the API has decided, such as the URL of a
 * heartbeat test: one for each kind of resource.
 */
export function warningsOfUnknown(done: readonly Done[]): string[] {
  const unknown = done.filter(
    ({ step, id, computed }) =>
      step.action !== 'deleted' && id !== null && !knowsComputedFields(step.resource, { ...computed, id }),
  );
  const kinds = new Map<Resource, Done[]>();
  for (const one of unknown) {
    kinds.set(one.step.resource, [...(kinds.get(one.step.resource) ?? []), one]);
  }
  return [...kinds].map(([{ kind, computed = [] }, group]) => {
    const texts = group.map(({ name, id }) => `${JSON.stringify(name)} (ID ${id})`);
    const reason = group.find(({ unread }) => unread !== undefined)?.unread ?? 'the API does not show it yet';
    return `The ${computed.join(' and ')} could not be read of the ${kind} ${listFirst(texts, NAMES_IN_MESSAGE)}: ${reason}; run it again to be told`;
  });
}

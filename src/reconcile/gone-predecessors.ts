import type { Step } from './plan.ts';
import { markOf } from './succession.ts';

/** Returns the IDs of those that a new resource is the replacement of only by way of the one that it replaces. */
export function remotePredecessors({ action, id, predecessors }: Step): string[] {
  return action === 'recreated' ? predecessors.filter((each) => each !== id) : [];
}

/** Returns a step without the tags of what is gone for good: of that no run has anything to finish. Pure. */
export function withoutGone(step: Step, isGone: (id: string) => boolean): Step {
  const { tagField } = step.resource;
  const marks = remotePredecessors(step).filter(isGone).map(markOf);
  if (tagField === undefined || marks.length === 0) {
    return step;
  }
  const tags = step.form[tagField] as readonly string[];
  return { ...step, form: { ...step.form, [tagField]: tags.filter((tag) => !marks.includes(tag)) } };
}

/** What the collection is called, and what the names of all that is in it begin with. */
export const COLLECTION = 'stack_ops.statuscake';

/** The group of actions whose defaults a play sets once for all modules, as `group/stack_ops.statuscake.statuscake`. */
export const ACTION_GROUP = 'statuscake';

import { OptionError } from '../../reconcile/option-error.ts';
import type { Check } from '../common/values.ts';

/**
 * Refuses the one rate of a page speed test that is right both in minutes and in seconds, where the playbook shows by its
 * `username` that it was written for the retired API, which counted in minutes.
 */
export const checkPagespeed: Check = (values, { username }) => {
  if (values.check_rate !== 60 || (username ?? null) === null) {
    return;
  }
  throw new OptionError(
    'check_rate',
    '60 were minutes in the retired API, for which username was needed, and are seconds now: give 3600 for an hour, ' +
      'or leave username out for a minute',
  );
};

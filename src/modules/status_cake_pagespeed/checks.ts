import { PlanError } from '../../reconcile/plan.ts';
import type { Revision } from '../common/values.ts';

/** Node codes of the retired API, such as `AU1` or `EU12`; those of today are words such as `london`. */
const RETIRED_NODE = /^[A-Z]+\d+$/;

/** Refuses regions of an uptime test that only the retired API knew. */
export const refuseRetiredNodes: Revision = (values) => {
  const regions = Array.isArray(values.regions) ? values.regions.map((region) => String(region).trim()) : [];
  const node = regions.find((region) => RETIRED_NODE.test(region));
  if (node === undefined) return values;
  throw new PlanError(
    'regions',
    `${node} is a node code of the retired API; give region codes such as london or paris ` +
      '(the API lists them at /uptime-locations)',
  );
};

/**
 * Refuses the one rate of a page speed test that is right both in minutes and in seconds, where the playbook shows by its
 * `username` that it was written for the retired API, which counted in minutes.
 */
export const refuseHourInMinutes: Revision = (values, { username }) => {
  if (values.check_rate !== 60 || (username ?? null) === null) return values;
  throw new PlanError(
    'check_rate',
    '60 were minutes in the retired API, for which username was needed, and are seconds now: give 3600 for an hour, ' +
      'or leave username out for a minute',
  );
};

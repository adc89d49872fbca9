import { PlanError } from '../reconcile/plan.ts';
import type { Revision } from './values.ts';

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

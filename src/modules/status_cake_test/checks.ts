import { OptionError } from '../../reconcile/option-error.ts';
import type { Check } from '../common/values.ts';

/** Node codes of the retired API, such as `AU1` or `EU12`; those of today are words such as `london`. */
const RETIRED_NODE = /^[A-Z]+\d+$/;

/** Refuses regions of an uptime test that only the retired API knew. */
export const checkUptime: Check = (values) => {
  const regions = Array.isArray(values.regions) ? values.regions.map((region) => String(region).trim()) : [];
  const node = regions.find((region) => RETIRED_NODE.test(region));
  if (node === undefined) {
    return;
  }
  throw new OptionError(
    'regions',
    `${node} is a node code of the retired API; give region codes such as london or paris ` +
      '(the API lists them at /uptime-locations)',
  );
};

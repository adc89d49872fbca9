import type { Parameters } from '../ansible/argument-spec.ts';
import { PlanError } from '../reconcile/plan.ts';
import type { Values } from '../statuscake/resource.ts';
import { uptimeOptions } from './options/uptime.ts';

export type UptimeParameters = Parameters<typeof uptimeOptions>;

/** Node codes of the retired API, such as `AU1` or `EU12`; those of today are words such as `london`. */
const RETIRED_NODE = /^[A-Z]+\d+$/;

/**
 * The declared fields of an uptime test: the options that were given, since one left out is not managed.
 * @throws PlanError for a value that only the retired API knew
 */
export function uptimeValues(parameters: Partial<UptimeParameters>): Values {
  const node = parameters.regions?.find((region) => RETIRED_NODE.test(region.trim()));
  if (node !== undefined) {
    throw new PlanError(
      'regions',
      `${node.trim()} is a node code of the retired API; give region codes such as london or paris ` +
        '(the API lists them at /uptime-locations)',
    );
  }
  const names = Object.keys(uptimeOptions) as (keyof typeof uptimeOptions)[];
  const given = names.filter((name) => (parameters[name] ?? null) !== null);
  return Object.fromEntries(given.map((name) => [name, parameters[name] ?? null]));
}

/**
 * Checks an ID, which becomes part of a path.
 * @throws PlanError when it is not digits
 */
export function checkId(id: string | null): void {
  if (id !== null && !/^\d+$/.test(id)) {
    throw new PlanError('id', `must be digits, as the API shows it, got: ${id}`);
  }
}

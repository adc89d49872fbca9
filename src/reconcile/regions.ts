import type { StatusCakeClient } from '../statuscake/client.ts';
import { isForbidden, isMissing } from '../statuscake/errors.ts';
import { readLocations } from '../statuscake/locations.ts';
import { normalise } from '../statuscake/resource.ts';
import { listFirst } from './listing.ts';
import { OptionError } from './option-error.ts';
import type { Step } from './plan.ts';

/** So many codes are told in a message. */
const CODES_IN_MESSAGE = 60;

/** Returns what is wrong with regions that steps write, by step. Throws a StatusCakeError. */
export type RegionChecker = (steps: readonly Step[]) => Promise<ReadonlyMap<Step, OptionError>>;

/**
 * Returns a function that looks for regions which the API would refuse, perhaps after a part was written: codes that no location
 * has. The locations are read once, and only where a step writes a region that its resource does not have yet.
 */
export function regionChecker(client: StatusCakeClient): RegionChecker {
  const readings = new Map<string, Promise<ReadonlySet<string> | null>>();
  const read = (path: string) => {
    const reading = readings.get(path) ?? readCodes(client, path);
    readings.set(path, reading);
    return reading;
  };
  return async (steps) => {
    const errors = new Map<Step, OptionError>();
    for (const step of steps) {
      for (const { name, locations } of step.resource.fields) {
        const added = locations === undefined ? [] : addedBy(step, name);
        const known = locations !== undefined && added.length > 0 ? await read(locations) : null;
        const strange = known && added.find((region) => !known.has(region));
        if (known && strange) {
          errors.set(step, new OptionError(name, unknown(strange, String(locations), known)));
        }
      }
    }
    return errors;
  };
}

/** Returns the items of a set that a step adds to what is there. */
function addedBy({ form, before }: Step, name: string): string[] {
  const present = normalise('set', before?.[name]) as string[];
  const written = (form[name] ?? []) as readonly string[];
  return written.filter((item) => !present.includes(item));
}

function unknown(region: string, path: string, known: ReadonlySet<string>): string {
  const listed = listFirst([...known].sort(), CODES_IN_MESSAGE);
  return `there is no region ${region}; the API lists at ${path}: ${listed}`;
}

/** Returns the codes of all locations; `null` where the account has no such list, so that nothing can be said of a code. */
async function readCodes(client: StatusCakeClient, path: string): Promise<ReadonlySet<string> | null> {
  try {
    return new Set((await readLocations(client, path)).map(({ region_code: code }) => code));
  } catch (error) {
    if (isForbidden(error) || isMissing(error)) {
      return null;
    }
    throw error;
  }
}

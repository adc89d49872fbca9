import type { StatusCakeClient } from '../statuscake/client.ts';
import { isForbidden, isMissing } from '../statuscake/errors.ts';
import { readLocations } from '../statuscake/locations.ts';
import { normalise } from '../statuscake/resource.ts';
import { listFirst } from './listing.ts';
import { OptionError } from './option-error.ts';
import type { Step } from './plan.ts';

/** So many codes are told in a message. */
const CODES_IN_MESSAGE = 60;

/**
 * Returns what is wrong with regions that steps write: the API refuses a code that no location has, after a part may have been
 * written. The locations are read once, and only where a step writes a region that its resource does not have yet.
 * @throws StatusCakeError
 */
export async function unknownRegions(
  client: StatusCakeClient,
  steps: readonly Step[],
): Promise<Map<Step, OptionError>> {
  const errors = new Map<Step, OptionError>();
  const codes = new Map<string, Promise<ReadonlySet<string> | null>>();
  for (const step of steps) {
    for (const { name, locations } of step.resource.fields) {
      if (locations === undefined || step.form[name] === undefined) {
        continue;
      }
      const present = new Set(normalise('set', step.before?.[name]) as string[]);
      const added = (normalise('set', [...(step.form[name] as string[])]) as string[]).filter(
        (region) => !present.has(region),
      );
      if (added.length === 0) {
        continue;
      }
      const reading = codes.get(locations) ?? readCodes(client, locations);
      codes.set(locations, reading);
      const known = await reading;
      const strange = known && added.find((region) => !known.has(region));
      if (known && strange) {
        errors.set(step, new OptionError(name, unknown(strange, locations, known)));
      }
    }
  }
  return errors;
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

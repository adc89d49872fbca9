import type { Parameters } from '../../ansible/argument-spec.ts';
import { defineModule } from '../../ansible/module.ts';
import type { JsonObject } from '../../json.ts';
import { valuesOf } from '../../reconcile/plan.ts';
import { judgedBy } from '../../reconcile/survey.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { isForbidden } from '../../statuscake/errors.ts';
import { readLocations } from '../../statuscake/locations.ts';
import { detailsReader, readAllWith } from '../../statuscake/reading.ts';
import { otherFieldsOf, type Remote, type Resource, showsField } from '../../statuscake/resource.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { session } from '../common/session.ts';
import { isWanted, judgedFields, queryFor, refuseUnknown } from './filter.ts';
import { globPattern } from './glob.ts';
import { LOCATIONS, READABLE, type Readable } from './kinds.ts';
import { infoOptions } from './options.ts';

type InfoParameters = Parameters<typeof infoOptions>;

/** Has the lists of tests and heartbeats show their percentages, which they are otherwise asked to leave out. */
const WITH_PERCENTAGES = { nouptime: false };

/** Reads what there is, and changes nothing. */
export const module = defineModule({
  name: 'status_cake_info',
  argument_spec: infoOptions,
  relations: {},

  run(invocation) {
    const { parameters, warn } = invocation;
    return session(invocation, [], async (client) => {
      const kinds = [...new Set(parameters.kinds)];
      for (const kind of kinds) {
        refuseUnknown(READABLE.get(kind), parameters);
      }
      const result: JsonObject = {};
      const facts: JsonObject = {};
      const unavailable: string[] = [];
      for (const kind of kinds) {
        try {
          const readable = READABLE.get(kind);
          if (readable) {
            const { resource } = readable;
            const remotes = await read(client, readable, parameters, warn);
            result[kind] = remotes.map(
              (remote) => ({ ...valuesOf(resource, remote), id: remote.id }) as JsonObject,
            );
            facts[kind] = Object.fromEntries(
              remotes.map((remote) => [remote.id, otherFieldsOf(resource, remote) as JsonObject]),
            );
          } else {
            result[kind] = await locations(client, LOCATIONS.get(kind) ?? '', parameters.name);
          }
        } catch (error) {
          unavailable.push(kind);
          // Nothing was read, if this is the last of them.
          if (!isForbidden(error) || unavailable.length === kinds.length) {
            throw error;
          }
          warn(`the account has no access to ${kind}, so they were not read: ${error.message}`);
        }
      }
      return { changed: false, ...result, facts, unavailable };
    });
  },
});

async function read(
  client: StatusCakeClient,
  readable: Readable,
  parameters: InfoParameters,
  warn: (message: string) => void,
): Promise<Remote[]> {
  const { resource, ownership } = readable;
  const tests = ownership === 'sign' ? await testsOfStack(client, parameters) : [];
  const query = { ...queryFor(resource, parameters), ...(parameters.uptime && WITH_PERCENTAGES) };
  const list = await readAllWith(client, resource, judgedFields(resource, parameters), query);
  const wanted = list.filter(isWanted(readable, parameters, tests));
  const missing = leftOut(resource, wanted);
  if (!parameters.details) {
    if (missing.length > 0) {
      warn(
        `The list of ${resource.kind}s leaves out ${missing.join(', ')}: set details to true to read them.`,
      );
    }
    return wanted;
  }
  const isOverview = resource.fields.some(({ shown }) => shown === 'details');
  if (!isOverview && missing.length === 0) {
    return wanted;
  }
  const readWhole = detailsReader(client, resource);
  const whole = await Promise.all(wanted.map(({ id }) => readWhole(id)));
  // What was deleted since the list was read is not there any more.
  return whole.filter((remote) => remote !== null);
}

/**
 * Names of the fields that a list should show and no row of it does; what some row shows is unset in the others. Text that is
 * unset is left out of every read, so where only texts are missing, nothing is.
 */
function leftOut({ fields }: Resource, rows: readonly Remote[]): string[] {
  const missing = fields.filter(
    (field) => field.shown === 'list' && rows.length > 0 && !rows.some((row) => showsField(field, row)),
  );
  return missing.every(({ type }) => type === 'string') ? [] : missing.map(({ name }) => name);
}

/** Returns the uptime tests of a stack, if one is asked for: they tell which SSL tests belong to it. */
async function testsOfStack(client: StatusCakeClient, parameters: InfoParameters): Promise<Remote[]> {
  const { stack, tag_prefix } = parameters;
  if (stack === null) {
    return [];
  }
  const wanted = { stack, tag_prefix, tags: null, name: null, status: null };
  const list = await readAllWith(client, uptime, judgedBy(uptime), queryFor(uptime, wanted));
  return list.filter(isWanted({ resource: uptime, ownership: 'tag' }, wanted, []));
}

async function locations(client: StatusCakeClient, path: string, name: string | null): Promise<JsonObject[]> {
  const pattern = name === null ? null : globPattern(name);
  const list = await readLocations(client, path);
  return list.filter(({ region_code: code }) => pattern?.test(String(code)) ?? true) as JsonObject[];
}

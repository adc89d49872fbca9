import type { JsonObject, JsonValue, Parameters } from '../ansible/argument-spec.ts';
import { diffEntry } from '../ansible/diff.ts';
import { defineModule } from '../ansible/module.ts';
import { apply } from '../reconcile/apply.ts';
import { findByName } from '../reconcile/find.ts';
import { needsDetails, PlanError, planAbsent, planPresent, type Step } from '../reconcile/plan.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { readAll, readDetails } from '../statuscake/reading.ts';
import type { Remote } from '../statuscake/resource.ts';
import { uptime } from '../statuscake/uptime.ts';
import { connect } from './connection.ts';
import { groupResolver } from './contact-groups.ts';
import { explain } from './failure.ts';
import { checkOptions, verifyOption } from './options/check.ts';
import { connectionOptions } from './options/connection.ts';
import { uptimeOptions } from './options/uptime.ts';
import { checkId, uptimeValues } from './uptime-values.ts';

const argument_spec = {
  ...connectionOptions,
  ...uptimeOptions,
  id: checkOptions.id,
  state: {
    type: 'str',
    choices: ['present', 'absent'],
    default: 'present',
    description: ['Whether the test is to be as declared, or not to be there.'],
  },
  ...verifyOption,
  recreate: { ...checkOptions.recreate, default: false },
  update_password: { ...checkOptions.update_password, default: 'on_create' },
} as const;

type TestParameters = Parameters<typeof argument_spec>;

/** Keeps one uptime test present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_test',
  argument_spec,
  relations: { required_one_of: [['name', 'id']] },

  async run({ parameters, checkMode, diffMode, warn, interruption }) {
    const client = connect(parameters, interruption);
    try {
      const step = await plan(client, parameters);
      if (step.action === 'recreated' && parameters.basic_username === null) {
        warn(
          'The API does not show basic_username and basic_password: a test that had them loses them with recreate.',
        );
      }
      const id = checkMode ? step.id : await apply(client, step);
      return report(step, id, client, diffMode);
    } catch (error) {
      throw explain(error, client.usage);
    }
  },
});

async function plan(client: StatusCakeClient, parameters: TestParameters): Promise<Step> {
  checkId(parameters.id);
  if (parameters.state === 'absent') return planAbsent(uptime, await find(client, parameters));
  // One after the other: an unknown group then ends the run before the account is read.
  const values = uptimeValues(parameters);
  const resolve = await groupResolver(client, [values]);
  const desired = resolve(values);
  const found = await find(client, parameters);
  if (found === null && parameters.id !== null) {
    throw new PlanError('id', `there is no uptime test with id ${parameters.id}: leave id out to create one`);
  }
  const complete =
    parameters.id !== null || found === null || !needsDetails(uptime, desired, found, parameters);
  const actual = complete ? found : await readDetails(client, uptime, found.id);
  const { recreate, update_password: writeHidden, verify } = parameters;
  return planPresent(uptime, desired, actual, { recreate, writeHidden, verify });
}

async function find(client: StatusCakeClient, { id, name }: TestParameters): Promise<Remote | null> {
  if (id !== null) return readDetails(client, uptime, id);
  return findByName(uptime, await readAll(client, uptime), String(name));
}

function report(step: Step, id: string | null, client: StatusCakeClient, diffMode: boolean): JsonObject {
  const title = `${step.resource.kind} ${JSON.stringify((step.after ?? step.before)?.name ?? '')}`;
  return {
    changed: step.action !== 'unchanged',
    action: step.action,
    id,
    changes: [...step.changes],
    test: (step.after && { ...step.after, id }) as JsonValue,
    api: { ...client.usage },
    ...(diffMode && {
      diff: diffEntry(title, step.before as JsonObject | null, step.after as JsonObject | null),
    }),
  };
}

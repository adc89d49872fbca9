import type { JsonObject, JsonValue, Parameters } from '../ansible/argument-spec.ts';
import { diffEntry } from '../ansible/diff.ts';
import { defineModule } from '../ansible/module.ts';
import { apply } from '../reconcile/apply.ts';
import { namesGroups, resolveGroups } from '../reconcile/contact-groups.ts';
import { findByName } from '../reconcile/find.ts';
import { needsDetails, PlanError, planAbsent, planPresent, type Step } from '../reconcile/plan.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { contactGroup } from '../statuscake/contact-group.ts';
import { isMissing } from '../statuscake/errors.ts';
import { readAll, readDetails } from '../statuscake/reading.ts';
import type { Remote, Values } from '../statuscake/resource.ts';
import { uptime } from '../statuscake/uptime.ts';
import { connect } from './connection.ts';
import { explain } from './failure.ts';
import { connectionOptions } from './options/connection.ts';
import { uptimeOptions } from './options/uptime.ts';
import { uptimeValues } from './uptime-values.ts';

const argument_spec = {
  ...connectionOptions,
  ...uptimeOptions,
  id: {
    type: 'str',
    description: [
      'ID of the test, for one whose name is to change or is not unique. Without it the test is found by its I(name).',
    ],
  },
  state: {
    type: 'str',
    choices: ['present', 'absent'],
    default: 'present',
    description: ['Whether the test is to be as declared, or not to be there.'],
  },
  recreate: {
    type: 'bool',
    default: false,
    description: [
      'Lets a different I(test_type) delete the test and create it again, with its other settings but without its history.',
    ],
  },
  update_password: {
    type: 'str',
    choices: ['on_create', 'always'],
    default: 'on_create',
    description: [
      'When to write I(basic_username) and I(basic_password), which cannot be read back and so not compared.',
      'C(on_create) writes them to new tests only. C(always) writes them at every run, which then reports a change.',
    ],
  },
} as const;

type TestParameters = Parameters<typeof argument_spec>;

/** Keeps one uptime test present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_test',
  argument_spec,
  relations: { required_one_of: [['name', 'id']] },

  async run({ parameters, checkMode, diffMode, warn }) {
    const client = connect(parameters);
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
    } finally {
      await client.close();
    }
  },
});

async function plan(client: StatusCakeClient, parameters: TestParameters): Promise<Step> {
  const values = uptimeValues(parameters);
  if (parameters.id !== null && !/^\d+$/.test(parameters.id)) {
    throw new PlanError('id', `id must be digits, as the API shows it, got: ${parameters.id}`);
  }
  if (parameters.state === 'absent') return planAbsent(uptime, await find(client, parameters));
  // One after the other: an unknown group then ends the run before the account is read.
  const desired = await withGroupIds(client, values);
  const found = await find(client, parameters);
  if (found === null && parameters.id !== null) {
    throw new PlanError('id', `there is no uptime test with id ${parameters.id}: leave id out to create one`);
  }
  const complete = parameters.id !== null || found === null || !needsDetails(uptime, desired, found);
  const actual = complete ? found : await readDetails(client, uptime, found.id);
  const { recreate, update_password: writeHidden } = parameters;
  return planPresent(uptime, desired, actual, { recreate, writeHidden });
}

async function find(client: StatusCakeClient, { id, name }: TestParameters): Promise<Remote | null> {
  if (id === null) return findByName(uptime, await readAll(client, uptime), String(name));
  try {
    return await readDetails(client, uptime, id);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function withGroupIds(client: StatusCakeClient, values: Values): Promise<Values> {
  const groups = values.contact_groups;
  if (!Array.isArray(groups) || !namesGroups(groups as string[])) return values;
  const known = await readAll(client, contactGroup);
  return { ...values, contact_groups: resolveGroups(groups as string[], known) };
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

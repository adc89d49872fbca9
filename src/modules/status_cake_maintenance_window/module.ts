import { defineModule } from '../../ansible/module.ts';
import type { JsonObject } from '../../json.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { isStackName } from '../../reconcile/ownership.ts';
import type { Step } from '../../reconcile/plan.ts';
import { isForbidden, isUncertain, StatusCakeError } from '../../statuscake/errors.ts';
import type { Values } from '../../statuscake/resource.ts';
import { maintenanceWindow } from '../../statuscake/resources/maintenance-window.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { NoAccess } from '../common/connection.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import { explain } from '../common/failure.ts';
import { idOption, renamedFromOption, stateOption, tagPrefixOption } from '../common/options.ts';
import { nameResolver } from '../common/references.ts';
import { givenFields } from '../common/values.ts';
import { maintenanceWindowOptions } from './options.ts';
import { checkTimes, withLocalTimes } from './times.ts';

/** Keeps one maintenance window present as declared, or absent, which ends it. */
export const module = defineModule({
  name: 'status_cake_maintenance_window',
  argument_spec: {
    ...connectionOptions,
    ...maintenanceWindowOptions,
    stacks: {
      type: 'list',
      elements: 'str',
      description: ['Names of stacks, whose tags are added to I(tags).'],
    },
    ...tagPrefixOption,
    ...idOption,
    ...renamedFromOption,
    ...stateOption,
    duplicates: {
      type: 'str',
      choices: ['error', 'remove'],
      default: 'error',
      version_added: '1.3.0',
      description: [
        'What to do when the account holds several windows of this name, as two machines may have made at the same time.',
        'C(error) lists them. C(remove) keeps the oldest and deletes the others; with C(state=absent) it deletes all.',
      ],
    },
    when_unavailable: {
      type: 'str',
      choices: ['fail', 'warn'],
      default: 'fail',
      description: [
        'What to do where the window cannot be kept as declared, as where the account has no access to maintenance windows on a small plan, where the API does not accept the token, or where it does not answer.',
        'C(warn) says so and is no failure, so that a deployment goes on. What is wrong with the options fails all the same.',
      ],
    },
  },
  relations: { required_one_of: [['name', 'id']] },

  async run(invocation) {
    const { parameters, warn } = invocation;
    const isExcused = parameters.when_unavailable === 'warn';
    let attempt: Step | undefined;
    const doWithout = (error: Error): JsonObject => {
      const isLacking = isForbidden(error);
      const failure = explain(error) as Error;
      // The same for every window, since Ansible prints what is equal once.
      const what = isLacking
        ? 'the account has no maintenance windows, so failures are told at all times'
        : WITHOUT_WINDOW[parameters.state];
      warn(`${what}: ${isLacking ? error.message : failure.message}`);
      // What was to be created and was refused is not there; nor is what no write was sent for.
      const isInDoubt = attempt !== undefined && (attempt.action !== 'created' || isUncertain(error));
      return { ...NOTHING_DONE, available: !isLacking, in_doubt: isInDoubt };
    };
    try {
      const result = await ensure(invocation, {
        resource: maintenanceWindow,
        returns: 'maintenance_window',
        identity: parameters.name,
        keepsOldest: parameters.duplicates === 'remove',
        async declare(lookup) {
          const values = withStacks(givenFields(maintenanceWindow, parameters), parameters);
          // What is no time is told before anything is read.
          checkTimes(values, new Date());
          return (await nameResolver(lookup, 'tests', uptime, [values]))(values);
        },
        review(step) {
          attempt = step;
        },
        adapt: (values, actual) => withLocalTimes(values, actual, new Date()),
        excuse: (error) => (isExcused && error instanceof StatusCakeError ? doWithout(error) : undefined),
      });
      return { available: true, ...result };
    } catch (error) {
      if (isExcused && error instanceof NoAccess) {
        return doWithout(error);
      }
      throw error;
    }
  },
});

/** What it means that a window cannot be kept as declared, as the beginning of a warning. */
const WITHOUT_WINDOW = {
  present: 'no maintenance window could be opened, so failures are told',
  absent: 'the maintenance window could not be closed, and ends when its time is over',
} as const;

const NOTHING_DONE = { changed: false, action: 'unchanged', id: null, changes: [], maintenance_window: null };

/** Returns the declared values with the tags of stacks among their tags. */
function withStacks(
  values: Values,
  { stacks, tag_prefix: prefix }: { readonly stacks: string[] | null; readonly tag_prefix: string },
): Values {
  if (stacks === null) {
    return values;
  }
  const strange = stacks.find((stack) => !isStackName(stack));
  if (strange !== undefined) {
    throw new OptionError(
      'stacks',
      `names may have letters, digits, '.', '_' and '-', got: ${JSON.stringify(strange)}`,
    );
  }
  const tags = Array.isArray(values.tags) ? values.tags : [];
  return { ...values, tags: [...tags, ...stacks.map((stack) => prefix + stack)] };
}

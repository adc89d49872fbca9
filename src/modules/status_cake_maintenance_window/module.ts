import { defineModule } from '../../ansible/module.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { isStackName } from '../../reconcile/ownership.ts';
import { isForbidden } from '../../statuscake/errors.ts';
import type { Values } from '../../statuscake/resource.ts';
import { maintenanceWindow } from '../../statuscake/resources/maintenance-window.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import { idOption, stateOption, tagPrefixOption } from '../common/options.ts';
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
    ...stateOption,
    when_unavailable: {
      type: 'str',
      choices: ['fail', 'warn'],
      default: 'fail',
      description: [
        'What to do where the account has no access to maintenance windows, as on a small plan.',
        'C(warn) does nothing but say so, and is no failure.',
      ],
    },
  },
  relations: { required_one_of: [['name', 'id']] },

  async run(invocation) {
    const { parameters, warn } = invocation;
    const result = await ensure(invocation, {
      resource: maintenanceWindow,
      returns: 'maintenance_window',
      identity: parameters.name,
      async declare(lookup) {
        const values = withStacks(givenFields(maintenanceWindow, parameters), parameters);
        // What is no time is told before anything is read.
        checkTimes(values, new Date());
        return (await nameResolver(lookup, 'tests', uptime, [values]))(values);
      },
      adapt: (values, actual) => withLocalTimes(values, actual, new Date()),
      excuse(error) {
        if (parameters.when_unavailable === 'fail' || !isForbidden(error)) {
          return undefined;
        }
        // The same for every window, since Ansible prints what is equal once.
        warn(`the account has no maintenance windows, so failures are told at all times: ${error.message}`);
        return { ...NOTHING_DONE, available: false };
      },
    });
    return { available: true, ...result };
  },
});

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

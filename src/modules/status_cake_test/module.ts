import { defineModule } from '../../ansible/module.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import {
  adoptByUrlOption,
  idOption,
  renamedFromOption,
  replacementOptions,
  stateOption,
  verifyOption,
} from '../common/options.ts';
import { withGroupIds } from '../common/references.ts';
import { declaredValues, givenFields } from '../common/values.ts';
import { checkUptime } from './checks.ts';
import { LOST_CREDENTIALS, sealFor, unverifiedCredentials } from './credentials.ts';
import { statusCodeRelations, uptimeOptions } from './options.ts';
import { withStatusCodes } from './status-codes.ts';

/** Keeps one uptime test present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_test',
  argument_spec: {
    ...connectionOptions,
    ...uptimeOptions,
    ...idOption,
    ...renamedFromOption,
    ...adoptByUrlOption,
    ...stateOption,
    ...verifyOption,
    recreate: { ...replacementOptions.recreate, default: false },
    update_password: { ...replacementOptions.update_password, default: 'on_change' },
  },
  relations: { required_one_of: [['name', 'id']], ...statusCodeRelations },

  async run(invocation) {
    const { parameters, warn } = invocation;
    const { recreate, update_password: writeHidden, verify } = parameters;
    const sealing = await sealFor(parameters.api_key, [givenFields(uptime, parameters)]);
    return ensure(invocation, {
      resource: uptime,
      returns: 'test',
      identity: parameters.name,
      declare: (lookup) =>
        withGroupIds(
          lookup,
          declaredValues(uptime, parameters, { check: checkUptime, revise: withStatusCodes }),
        ),
      policy: { recreate, writeHidden, verify, ...sealing },
      review(step) {
        if (step.action === 'recreated' && parameters.basic_username === null) {
          warn(`${LOST_CREDENTIALS}.`);
        }
        const name = String(step.before?.name);
        unverifiedCredentials([{ name, step }]).forEach(warn);
      },
    });
  },
});

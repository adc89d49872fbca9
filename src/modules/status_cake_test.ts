import { defineModule } from '../ansible/module.ts';
import { uptime } from '../statuscake/uptime.ts';
import { LOST_CREDENTIALS } from './credentials.ts';
import { ensure } from './ensure.ts';
import { idOption, replacementOptions, stateOption, verifyOption } from './options/check.ts';
import { connectionOptions } from './options/connection.ts';
import { statusCodeRelations, uptimeOptions } from './options/uptime.ts';
import { withGroupIds } from './references.ts';
import { reviseUptime } from './uptime-values.ts';
import { givenFields } from './values.ts';

/** Keeps one uptime test present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_test',
  argument_spec: {
    ...connectionOptions,
    ...uptimeOptions,
    ...idOption,
    ...stateOption,
    ...verifyOption,
    recreate: { ...replacementOptions.recreate, default: false },
    update_password: { ...replacementOptions.update_password, default: 'on_create' },
  },
  relations: { required_one_of: [['name', 'id']], ...statusCodeRelations },

  run(invocation) {
    const { parameters, warn } = invocation;
    const { recreate, update_password: writeHidden, verify } = parameters;
    return ensure(invocation, {
      resource: uptime,
      returns: 'test',
      identity: parameters.name,
      declare: (client) => withGroupIds(client, reviseUptime(givenFields(uptime, parameters), parameters)),
      policy: { recreate, writeHidden, verify },
      review({ action }) {
        if (action === 'recreated' && parameters.basic_username === null) {
          warn(`${LOST_CREDENTIALS}.`);
        }
      },
    });
  },
});

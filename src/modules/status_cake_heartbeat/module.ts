import { defineModule } from '../../ansible/module.ts';
import { heartbeat } from '../../statuscake/resources/heartbeat.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import { idOption, renamedFromOption, stateOption, verifyOption } from '../common/options.ts';
import { withGroupIds } from '../common/references.ts';
import { givenFields } from '../common/values.ts';
import { heartbeatOptions } from './options.ts';

/** Keeps one heartbeat test present as declared, or absent, and tells the URL to call. */
export const module = defineModule({
  name: 'status_cake_heartbeat',
  argument_spec: {
    ...connectionOptions,
    ...heartbeatOptions,
    ...idOption,
    ...renamedFromOption,
    ...stateOption,
    ...verifyOption,
  },
  relations: { required_one_of: [['name', 'id']] },

  run(invocation) {
    const { parameters } = invocation;
    return ensure(invocation, {
      resource: heartbeat,
      returns: 'test',
      identity: parameters.name,
      declare: (lookup) => withGroupIds(lookup, givenFields(heartbeat, parameters)),
      policy: { verify: parameters.verify },
    });
  },
});

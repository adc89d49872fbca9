import { defineModule } from '../ansible/module.ts';
import { pagespeed } from '../statuscake/pagespeed.ts';
import { ensure } from './ensure.ts';
import { idOption, stateOption } from './options/check.ts';
import { connectionOptions } from './options/connection.ts';
import { pagespeedOptions } from './options/pagespeed.ts';
import { withGroupIds } from './references.ts';
import { refuseHourInMinutes } from './retired.ts';
import { givenFields } from './values.ts';

/** Keeps one page speed test present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_pagespeed',
  argument_spec: { ...connectionOptions, ...pagespeedOptions, ...idOption, ...stateOption },
  relations: { required_one_of: [['name', 'id']] },

  run(invocation) {
    const { parameters } = invocation;
    return ensure(invocation, {
      resource: pagespeed,
      returns: 'test',
      identity: parameters.name,
      declare: (client) =>
        withGroupIds(client, refuseHourInMinutes(givenFields(pagespeed, parameters), parameters)),
    });
  },
});

import { defineModule } from '../../ansible/module.ts';
import { pagespeed } from '../../statuscake/resources/pagespeed.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import { adoptByUrlOption, idOption, renamedFromOption, stateOption } from '../common/options.ts';
import { withGroupIds } from '../common/references.ts';
import { declaredValues } from '../common/values.ts';
import { checkPagespeed } from './checks.ts';
import { pagespeedOptions } from './options.ts';

/** Keeps one page speed test present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_pagespeed',
  argument_spec: {
    ...connectionOptions,
    ...pagespeedOptions,
    ...idOption,
    ...renamedFromOption,
    ...adoptByUrlOption,
    ...stateOption,
  },
  relations: { required_one_of: [['name', 'id']] },

  run(invocation) {
    const { parameters } = invocation;
    return ensure(invocation, {
      resource: pagespeed,
      returns: 'test',
      identity: parameters.name,
      declare: (lookup) =>
        withGroupIds(lookup, declaredValues(pagespeed, parameters, { check: checkPagespeed })),
    });
  },
});

import { defineModule } from '../../ansible/module.ts';
import { ssl } from '../../statuscake/resources/ssl.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import { renamedFromOption, stateOption } from '../common/options.ts';
import { withGroupIds } from '../common/references.ts';
import { declaredValues } from '../common/values.ts';
import { checkSsl } from './checks.ts';
import { sslIdOption, sslOptions } from './options.ts';

/** Keeps the test of one certificate present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_ssl',
  argument_spec: {
    ...connectionOptions,
    ...sslOptions,
    ...sslIdOption,
    ...renamedFromOption,
    ...stateOption,
  },
  relations: { required_one_of: [['website_url', 'id']] },

  run(invocation) {
    const { parameters } = invocation;
    return ensure(invocation, {
      resource: ssl,
      returns: 'test',
      identity: parameters.website_url,
      declare: (lookup) => withGroupIds(lookup, declaredValues(ssl, parameters, { check: checkSsl })),
    });
  },
});

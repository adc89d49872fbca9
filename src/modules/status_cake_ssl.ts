import { defineModule } from '../ansible/module.ts';
import { ssl } from '../statuscake/ssl.ts';
import { ensure } from './ensure.ts';
import { stateOption } from './options/check.ts';
import { connectionOptions } from './options/connection.ts';
import { sslIdOption, sslOptions } from './options/ssl.ts';
import { withGroupIds } from './references.ts';
import { checkSsl } from './ssl-values.ts';
import { givenFields } from './values.ts';

/** Keeps the test of one certificate present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_ssl',
  argument_spec: { ...connectionOptions, ...sslOptions, ...sslIdOption, ...stateOption },
  relations: { required_one_of: [['website_url', 'id']] },

  run(invocation) {
    const { parameters } = invocation;
    return ensure(invocation, {
      resource: ssl,
      returns: 'test',
      identity: parameters.website_url,
      declare: (client) => withGroupIds(client, checkSsl(givenFields(ssl, parameters), parameters)),
    });
  },
});

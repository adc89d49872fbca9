import { defineModule } from '../../ansible/module.ts';
import { contactGroup } from '../../statuscake/resources/contact-group.ts';
import { connectionOptions } from '../common/connection-options.ts';
import { ensure } from '../common/ensure.ts';
import { idOption, renamedFromOption, stateOption } from '../common/options.ts';
import { givenFields } from '../common/values.ts';
import { contactGroupOptions } from './options.ts';
import { refuseWhileUsed } from './usage.ts';

/** Keeps one contact group present as declared, or absent. */
export const module = defineModule({
  name: 'status_cake_contact_group',
  argument_spec: {
    ...connectionOptions,
    ...contactGroupOptions,
    ...idOption,
    ...renamedFromOption,
    ...stateOption,
    force: {
      type: 'bool',
      default: false,
      description: [
        'Delete the group even though tests still tell it about failures, of which nobody may be told any more.',
        'Without it every test of the account is read before a group is deleted, at a request for every hundred.',
      ],
    },
  },
  relations: { required_one_of: [['name', 'id']] },

  run(invocation) {
    const { parameters } = invocation;
    return ensure(invocation, {
      resource: contactGroup,
      returns: 'contact_group',
      identity: parameters.name,
      declare: async () => givenFields(contactGroup, parameters),
      isShared: true,
      async review(step, client) {
        if (step.action === 'deleted' && !parameters.force) {
          await refuseWhileUsed(client, step);
        }
      },
    });
  },
});

import type { ArgumentSpec, Option } from '../../ansible/argument-spec.ts';
import type { HeartbeatField } from '../../statuscake/resources/heartbeat.ts';
import { contactGroupsOption } from '../common/options.ts';

/** Every field of a heartbeat test as an option, under the API's name. */
export const heartbeatOptions = {
  name: { type: 'str', description: ['Name of the test, by which it is found.'] },
  period: {
    type: 'int',
    minimum: 30,
    maximum: 172800,
    description: ['Seconds that may pass from one call to the next.'],
  },
  ...contactGroupsOption,
  host: { type: 'str', description: ['Name of the hosting provider, for information.'] },
  paused: { type: 'bool', description: ['Expect no calls.'] },
  tags: { type: 'list', elements: 'str', description: ['Tags of the test.'] },
} as const satisfies ArgumentSpec & Record<HeartbeatField, Option>;

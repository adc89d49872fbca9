import type { ArgumentSpec } from '../../ansible/argument-spec.ts';

/** Where the API is, who asks, and with how much patience: options that every module takes. */
export const connectionOptions = {
  api_key: {
    type: 'str',
    no_log: true,
    aliases: ['api_token', 'token'],
    environment: ['STATUSCAKE_API_TOKEN', 'STATUSCAKE_API_KEY'],
    description: [
      'Token of the StatusCake API, from the page I(API keys) of the account.',
      'Required, here or in the environment of the controller.',
    ],
  },
  username: {
    type: 'str',
    removed_in_version: '2.0.0',
    removed_from_collection: 'stack_ops.statuscake',
    description: [
      'Accepted so that old playbooks go on working, and not used: the token alone identifies the account.',
    ],
  },
  api_url: {
    type: 'str',
    default: 'https://api.statuscake.com/v1',
    environment: ['STATUSCAKE_API_URL'],
    description: [
      'Base URL of the API. Plain C(http) is accepted for the loopback addresses only, where a simulator may run.',
    ],
  },
  api_timeout: {
    type: 'int',
    default: 30,
    minimum: 1,
    maximum: 600,
    description: ['Seconds that one request may take, from connecting to the last byte of the answer.'],
  },
  api_retries: {
    type: 'int',
    default: 5,
    minimum: 0,
    maximum: 20,
    description: [
      'How often a request is tried again when the service fails, the connection breaks or the answer is damaged.',
      'Waits double from half a second to half a minute. Waiting for the rate limit (HTTP 429) does not count.',
      'A request that may have created something is looked up first, and repeated only when it has not.',
    ],
  },
  api_deadline: {
    type: 'int',
    minimum: 1,
    description: [
      'Seconds after which no other request starts, and no answer to a read is waited for; a write under way has five seconds more.',
      'The task then fails and says what is missing; the next run does the rest.',
    ],
  },
  api_silence: {
    type: 'int',
    minimum: 1,
    version_added: '1.3.0',
    description: [
      'Seconds without any response to what was asked after which the task ends as with I(api_deadline), however long I(api_timeout) and I(api_retries) would go on.',
      'Waiting for the rate limit, or for another run, is no silence.',
    ],
  },
  rate_share: {
    type: 'float',
    default: 1,
    minimum: 0.01,
    maximum: 1,
    version_added: '1.2.0',
    description: [
      "Part of the account's rate limit to keep to, up to 1, which is all of it.",
      'Lower it where much else talks to the account. Tasks that share a I(state_directory) keep to their parts of it together.',
    ],
  },
  list_max_age: {
    type: 'int',
    default: 0,
    minimum: 0,
    maximum: 60,
    environment: ['STATUSCAKE_LIST_MAX_AGE'],
    version_added: '1.3.0',
    description: [
      'Seconds for which tasks use a list of the account that another one has read, together with all that these modules have written since.',
      'With C(0) every task reads its own. More saves most requests where many tasks or hosts run at a time; what others change meanwhile is found that much later.',
      'It holds for tasks of one user on one machine, or that share a I(state_directory).',
    ],
  },
  state_directory: {
    type: 'path',
    environment: ['STATUSCAKE_STATE_DIRECTORY'],
    version_added: '1.2.0',
    description: [
      'Folder in which runs leave what others have to know: the requests of late, and who is at work on what.',
      'Made where it is missing, for this user alone, and otherwise used as it is. Without it, a folder in the temporary directory.',
      'Jobs on several machines that name a folder which they share keep to the rate limit together, and out of the way of each other.',
      'Whatever is in it may be lost: that makes runs slower. Where it cannot be used, a warning says so.',
    ],
  },
} as const satisfies ArgumentSpec;

import type { ArgumentSpec, Option, OptionRelations } from '../../ansible/argument-spec.ts';
import type { UptimeField } from '../../statuscake/resources/uptime.ts';
import { contactGroupsOption } from '../common/options.ts';

/** Every field of an uptime test as an option, under the API's name and with the names that older modules used. */
export const uptimeOptions = {
  name: {
    type: 'str',
    description: [
      'Name of the test, by which it is found. Together with I(id) it is the name that the test shall have.',
    ],
  },
  website_url: {
    type: 'str',
    aliases: ['url'],
    description: ['URL, host name or IP address to test.'],
  },
  test_type: {
    type: 'str',
    choices: ['DNS', 'HEAD', 'HTTP', 'PING', 'SMTP', 'SSH', 'TCP'],
    description: ['How to test.', 'Cannot be changed on an existing test, except with I(recreate=true).'],
  },
  check_rate: {
    type: 'int',
    choices: [0, 30, 60, 300, 900, 1800, 3600, 86400],
    description: ['Seconds from one check to the next.'],
  },
  basic_username: {
    type: 'str',
    aliases: ['basicuser'],
    description: ['User name for HTTP basic authentication. The API never shows it: see I(update_password).'],
  },
  basic_password: {
    type: 'str',
    no_log: true,
    aliases: ['basicpass'],
    description: ['Password for HTTP basic authentication. The API never shows it: see I(update_password).'],
  },
  confirmation: {
    type: 'int',
    minimum: 0,
    maximum: 3,
    description: ['How many other servers have to confirm a failure before an alert.'],
  },
  ...contactGroupsOption,
  custom_header: {
    type: 'dict',
    description: [
      'HTTP headers to send with each check, as a dict or JSON text. C({}) clears them.',
      'Everybody with access to the account can read them, and so they are no secret in results and diffs.',
    ],
  },
  dns_ips: {
    type: 'list',
    elements: 'str',
    description: ['IP addresses that a DNS test compares with what the name resolves to.'],
  },
  dns_server: { type: 'str', description: ['Name server that a DNS test asks: host name or IP address.'] },
  do_not_find: {
    type: 'bool',
    description: ['Turns I(find_string) round: the test is down when the string is there.'],
  },
  enable_ssl_alert: {
    type: 'bool',
    description: ['Alert when the certificate of the URL is soon to expire.'],
  },
  final_endpoint: {
    type: 'str',
    aliases: ['final_location'],
    description: ['URL at which the redirects have to end.'],
  },
  find_string: {
    type: 'str',
    description: ['Text that has to be in the answer for the test to be up.'],
  },
  follow_redirects: {
    type: 'bool',
    aliases: ['follow_redirect'],
    description: ['Follow redirects.'],
  },
  host: { type: 'str', description: ['Name of the hosting provider, for information.'] },
  include_header: {
    type: 'bool',
    description: ['Look for I(find_string) in the headers of the answer, too.'],
  },
  paused: { type: 'bool', description: ['Do not run the test.'] },
  port: {
    type: 'int',
    minimum: 0,
    maximum: 65535,
    aliases: ['tcp_port'],
    description: ['Port to connect to, for TCP, SMTP and SSH tests.'],
  },
  post_body: {
    type: 'dict',
    description: [
      'Form fields to send with a POST, as a dict or JSON text; makes the check a POST. C({}) clears it.',
    ],
  },
  post_raw: { type: 'str', description: ['Body to send with a POST as it stands; makes the check a POST.'] },
  regions: {
    type: 'list',
    elements: 'str',
    aliases: ['node_locations'],
    description: ['Codes of the regions to test from, such as C(london) or C(paris).'],
  },
  status_codes_csv: {
    type: 'list',
    elements: 'str',
    aliases: ['status_codes'],
    description: [
      'HTTP status codes that count as a failure, as a list or separated by commas.',
      'A test starts with a long list, which C(default) writes out again.',
    ],
  },
  good_status_codes: {
    type: 'list',
    elements: 'str',
    version_added: '1.2.0',
    description: [
      'HTTP status codes that count as success, all others from 100 to 599 as a failure: the other way to say I(status_codes_csv).',
      'Without I(follow_redirects) the code of a redirect is one of them, too.',
    ],
  },
  tags: { type: 'list', elements: 'str', aliases: ['test_tags'], description: ['Tags of the test.'] },
  timeout: {
    type: 'int',
    minimum: 5,
    maximum: 75,
    description: ['Seconds after which a check without an answer counts as a failure.'],
  },
  trigger_rate: {
    type: 'int',
    minimum: 0,
    maximum: 60,
    description: ['Minutes that a failure has to last before an alert.'],
  },
  use_jar: { type: 'bool', description: ['Keep cookies from one redirect to the next.'] },
  user_agent: { type: 'str', description: ['User agent that the checks announce.'] },
} as const satisfies ArgumentSpec & Record<UptimeField, Option>;

/** The status codes that mean down are declared in one form only. */
export const statusCodeRelations = {
  mutually_exclusive: [['status_codes_csv', 'good_status_codes']],
} as const satisfies OptionRelations;

import {
  address,
  commaSeparated,
  filledText,
  freeText,
  integer,
  jsonObject,
  listOf,
  oneOf,
  single,
  statusCode,
  type TextType,
} from '../field-types.ts';
import { isUptimeRegion, serversIn } from '../locations.ts';
import type { Field, Resource } from '../resource.ts';
import { contactGroupIds, flag, paused, status, tags, uptime } from './shared-fields.ts';

/** What a test alerts on that was never given status codes. */
const DEFAULT_STATUS_CODES: readonly string[] = (
  '204,205,206,303,400,401,403,404,405,406,408,410,413,444,429,494,495,496,499,500,501,502,503,504,505,506,' +
  '507,508,509,510,511,521,522,523,524,520,598,599'
).split(',');

const region: TextType<string> = (text) =>
  isUptimeRegion(text) ? { value: text } : { refused: `there is no region ${text}` };

const regions: Field<readonly string[]> = {
  name: 'regions',
  written: listOf(region),
  initial: [],
  readName: 'servers',
  readShape: serversIn,
};

/** `/uptime`. Types, bounds and initial values are those of the API reference. */
export const uptimeTests: Resource = {
  path: 'uptime',
  listsOverview: true,
  byHand: {
    name: 'made by hand',
    test_type: 'HTTP',
    website_url: 'https://made-by-hand.example.com/',
    check_rate: 300,
  },
  fields: [
    { name: 'name', written: single(filledText), required: true, overview: true },
    {
      name: 'test_type',
      written: single(oneOf(['DNS', 'HEAD', 'HTTP', 'PING', 'SMTP', 'SSH', 'TCP'])),
      required: true,
      createOnly: true,
      overview: true,
    },
    { name: 'website_url', written: single(address), required: true, overview: true },
    {
      name: 'check_rate', // seconds
      written: single(oneOf([0, 30, 60, 300, 900, 1800, 3600, 86400])),
      required: true,
      overview: true,
    },
    { name: 'basic_username', written: single(freeText), writeOnly: true },
    { name: 'basic_password', written: single(freeText), writeOnly: true },
    { name: 'confirmation', written: single(integer({ minimum: 0, maximum: 3 })), initial: 2 },
    contactGroupIds,
    { name: 'custom_header', written: single(jsonObject) },
    { name: 'dns_ips', written: listOf(filledText), initial: [] },
    { name: 'dns_server', written: single(freeText) },
    flag('do_not_find'),
    flag('enable_ssl_alert'),
    { name: 'final_endpoint', written: single(freeText) },
    { name: 'find_string', written: single(freeText) },
    flag('follow_redirects'),
    { name: 'host', written: single(freeText) },
    flag('include_header'),
    { name: 'last_tested_at' },
    { name: 'next_location' },
    paused,
    { name: 'port', written: single(integer({ minimum: 0 })) },
    { name: 'post_body', written: single(jsonObject) },
    { name: 'post_raw', written: single(freeText) },
    { name: 'processing', initial: false },
    { name: 'processing_on' },
    { name: 'processing_state' },
    regions,
    status,
    {
      name: 'status_codes_csv',
      written: single(commaSeparated(statusCode)),
      initial: DEFAULT_STATUS_CODES,
      readName: 'status_codes',
    },
    tags,
    { name: 'timeout', written: single(integer({ minimum: 5, maximum: 75 })), initial: 15 }, // seconds
    { name: 'trigger_rate', written: single(integer({ minimum: 0, maximum: 60 })), initial: 0 }, // minutes
    uptime,
    flag('use_jar'),
    { name: 'user_agent', written: single(freeText) },
  ],
};

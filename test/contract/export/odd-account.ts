import fc from 'fast-check';
import type { JsonObject } from '../../../src/json.ts';
import type { Account } from '../../../src/simulator/account/account.ts';
import type { Values } from '../../../src/simulator/account/values.ts';

/** An account such as nobody would make, with rules that give some of it to stacks. */
export interface OddAccount {
  readonly groups: readonly Values[];
  readonly tests: readonly Values[];
  readonly heartbeats: readonly Values[];
  readonly ssl: readonly Values[];
  readonly pagespeed: readonly Values[];
  /** By the place in these lists, one after the other: the stack of a check, or nothing. */
  readonly owners: readonly (string | null)[];
}

export const ODD_STACKS = ['acme', 'Globex', 'a.b-c_1'];

/** Longer than a line of the files that are written. */
const LONG =
  'as long as the ones of the customer portal, in which all of the orders since 1998 are: #1, "2" and {{3}}';

const text = fc.oneof(
  fc.string({ minLength: 1, unit: 'binary' }),
  fc.string({ minLength: 90, maxLength: 300 }),
  fc.constant(LONG),
  fc.constantFrom(
    'yes',
    '007',
    '1:30',
    '2026-01-01',
    '{{ name }}',
    '{% x %}',
    'null',
    '~',
    '=',
    '- a',
    'a: b',
    ' x ',
    '#',
    "it's",
    '"',
    '\\',
    '<b>',
    'é',
  ),
  fc.constantFrom(
    'https://robot:rosebud@example.com/',
    'https://example.com/?api_key=0123456789abcdef',
    'a@b://c',
  ),
);
const name = fc.oneof(
  text,
  fc.constantFrom(...ODD_STACKS).map((stack) => `${stack} x`),
  fc.constantFrom(' ', 'twin', 'acme twin'),
);
const url = fc.oneof(
  fc.webUrl({ validSchemes: ['https', 'http'], withQueryParameters: true }),
  fc.constantFrom(
    'https://acme.example.com/liveness',
    'https://acme.example.com/readiness',
    'https://acme.example.com',
    `https://acme.example.com/${'path/'.repeat(20)}`,
    'https://robot:rosebud@acme.example.com/',
    'https://acme.example.com/readiness?token=ab',
    '192.0.2.1',
    'acme.example.com',
  ),
);
const secureUrl = fc.oneof(
  fc.webUrl({ validSchemes: ['https'] }),
  fc.constantFrom(
    'https://acme.example.com',
    'https://acme.example.com/',
    'https://ACME.example.com/x',
    'https://acme.example.com/?key=ab',
  ),
);
const tag = fc.oneof(
  text.filter((tag) => !tag.trim().startsWith('stack-') && tag.trim() !== ''),
  fc.constantFrom(
    'production',
    'settings-0123abcd',
    'credentials-0123-0123abcd',
    'ssl-0123abcd',
    ' a ',
    '1',
    '01',
  ),
);
const tags = fc
  .tuple(fc.array(tag, { maxLength: 3 }), fc.constantFrom(null, null, null, ...ODD_STACKS))
  .map(([own, stack]) => (stack === null ? own : [...own, `stack-${stack}`]));
const groups = fc.subarray(['0', '1', '2', '3', '4', '5']);
const days = fc
  .uniqueArray(fc.integer({ min: 1, max: 90 }), { minLength: 3, maxLength: 3 })
  .map((list) => list.map(String));
const dictionary = fc
  .dictionary(fc.oneof(fc.string({ minLength: 1 }), fc.constant(LONG)), fc.oneof(text, fc.string()))
  .map((dict) => JSON.stringify(dict));
const secretDictionary = fc.constantFrom('{"Authorization":"ab"}', '{"user":"robot","password":"ab"}');
const codes = fc.oneof(
  fc.uniqueArray(fc.integer({ min: 100, max: 599 }).map(String), { minLength: 1, maxLength: 5 }),
  fc
    .uniqueArray(fc.integer({ min: 100, max: 599 }).map(String), { maxLength: 5 })
    .map((good) =>
      [...Array(500).keys()].map((code) => String(100 + code)).filter((code) => !good.includes(code)),
    ),
  fc.constant(['200', '1000']),
);

const uptimeTest = fc.record(
  {
    name,
    website_url: url,
    test_type: fc.constantFrom('DNS', 'HEAD', 'HTTP', 'HTTP', 'HTTP', 'PING', 'SMTP', 'SSH', 'TCP'),
    check_rate: fc.constantFrom(0, 30, 60, 300, 900, 1800, 3600, 86400),
    basic_username: text,
    basic_password: text,
    confirmation: fc.integer({ min: 0, max: 3 }),
    contact_groups: groups,
    custom_header: fc.oneof(dictionary, secretDictionary),
    dns_ips: fc.array(fc.ipV4(), { maxLength: 3 }),
    dns_server: text,
    do_not_find: fc.boolean(),
    enable_ssl_alert: fc.boolean(),
    final_endpoint: text,
    find_string: text,
    follow_redirects: fc.boolean(),
    host: text,
    include_header: fc.boolean(),
    paused: fc.boolean(),
    port: fc.integer({ min: 0, max: 70000 }),
    post_body: fc.oneof(dictionary, secretDictionary),
    post_raw: fc.oneof(text, fc.constant('password=ab')),
    regions: fc.subarray(['london', 'paris', 'toronto']),
    status_codes_csv: codes,
    tags,
    timeout: fc.integer({ min: 5, max: 75 }),
    trigger_rate: fc.integer({ min: 0, max: 60 }),
    use_jar: fc.boolean(),
    user_agent: text,
  },
  { requiredKeys: ['name', 'website_url', 'test_type', 'check_rate'] },
);
const heartbeat = fc.record(
  {
    name,
    period: fc.integer({ min: 30, max: 172_800 }),
    contact_groups: groups,
    host: text,
    paused: fc.boolean(),
    tags,
  },
  { requiredKeys: ['name', 'period'] },
);
const sslTest = fc.record(
  {
    website_url: secureUrl,
    check_rate: fc.constantFrom(300, 600, 1800, 3600, 86400, 2073600),
    alert_at: days,
    alert_broken: fc.boolean(),
    alert_expiry: fc.boolean(),
    alert_mixed: fc.boolean(),
    alert_reminder: fc.boolean(),
    contact_groups: groups,
    follow_redirects: fc.boolean(),
    hostname: text,
    paused: fc.boolean(),
    user_agent: text,
  },
  { requiredKeys: ['website_url', 'check_rate', 'alert_at'] },
);
const pagespeedTest = fc.record(
  {
    name,
    website_url: url,
    check_rate: fc.constantFrom(60, 300, 600, 900, 1800, 3600, 86400),
    region: fc.constantFrom('AU', 'CA', 'DE', 'UK', 'US', 'USW'),
    alert_bigger: fc.nat(),
    alert_slower: fc.nat(),
    alert_smaller: fc.nat(),
    contact_groups: groups,
    paused: fc.boolean(),
  },
  { requiredKeys: ['name', 'website_url', 'check_rate', 'region'] },
);
const group = fc.record({
  name: fc.oneof(text, fc.constantFrom('Operations', 'Operations', '5', ' ')),
  email_addresses: fc.constant(['a@example.com']),
});

export const oddAccount: fc.Arbitrary<OddAccount> = fc.record({
  groups: fc.array(group, { maxLength: 4 }),
  tests: fc.array(uptimeTest, { maxLength: 8 }),
  heartbeats: fc.array(heartbeat, { maxLength: 3 }),
  ssl: fc.array(sslTest, { maxLength: 3 }),
  pagespeed: fc.array(pagespeedTest, { maxLength: 3 }),
  owners: fc.array(fc.option(fc.constantFrom(...ODD_STACKS)), { minLength: 17, maxLength: 17 }),
}) as fc.Arbitrary<OddAccount>;

/** An account in which every text is longer than a line. */
export const LONG_ACCOUNT: OddAccount = {
  groups: [{ name: LONG, email_addresses: ['a@example.com'] }],
  tests: [
    {
      name: LONG,
      website_url: `https://acme.example.com/${'path/'.repeat(20)}`,
      test_type: 'HTTP',
      check_rate: 300,
      contact_groups: ['0'],
      custom_header: JSON.stringify({ 'X-Probe': LONG, [LONG]: 'x' }),
      dns_server: LONG,
      final_endpoint: LONG,
      find_string: LONG,
      host: LONG,
      post_body: JSON.stringify({ answer: LONG }),
      tags: [LONG],
      user_agent: LONG,
    },
    { name: `${LONG} 2`, website_url: LONG, test_type: 'HTTP', check_rate: 300, post_raw: LONG },
    {
      name: `${LONG} liveness`,
      website_url: `https://acme.example.com/${'path/'.repeat(20)}liveness`,
      test_type: 'HTTP',
      check_rate: 60,
      contact_groups: ['0'],
      find_string: LONG,
      tags: [LONG],
    },
  ],
  heartbeats: [{ name: LONG, period: 1800, host: LONG, tags: [LONG] }],
  ssl: [
    {
      website_url: `https://acme.example.com/${'path/'.repeat(20)}`,
      check_rate: 86400,
      alert_at: ['1', '7', '30'],
      hostname: LONG,
      user_agent: LONG,
    },
  ],
  pagespeed: [
    {
      name: `acme ${LONG}`,
      website_url: `https://${LONG}`,
      check_rate: 1800,
      region: 'UK',
      contact_groups: ['0'],
    },
  ],
  owners: ['acme', 'acme', 'acme', 'acme', 'acme', 'acme'],
};

/** Fills an account, and returns rules that find its stacks. */
export function fill(
  account: Account,
  { groups, tests, heartbeats, ssl, pagespeed, owners }: OddAccount,
): JsonObject[] {
  const ids = groups.map((each) => account.contactGroups.create(each).id);
  // Of a group that is gone, its ID stays.
  const gone = account.contactGroups.create({ name: 'gone' }).id;
  account.contactGroups.delete(gone);
  const withGroups = ({ contact_groups: places, ...check }: Values): Values =>
    places === undefined
      ? check
      : { ...check, contact_groups: (places as string[]).map((place) => ids[Number(place)] ?? gone) };
  const lists = [
    [account.uptimeTests, tests],
    [account.heartbeats, heartbeats],
    [account.sslTests, ssl],
    [account.pagespeedTests, pagespeed],
  ] as const;
  const created = lists.flatMap(([collection, list]) =>
    list.map((check) => collection.create(withGroups(check)).id),
  );
  return ODD_STACKS.map((stack) => ({
    stack,
    ids: created.filter((_, index) => owners[index] === stack),
  })).filter(({ ids: own }) => own.length > 0);
}

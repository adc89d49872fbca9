import type { Account } from '../../../src/simulator/account/account.ts';

/** The customers of an account that people have filled by hand for years, each with how they wrote its name. */
const CUSTOMERS = [
  { stack: 'acme', spelt: 'ACME', host: 'acme.example.com' },
  { stack: 'globex', spelt: 'Globex', host: 'globex.example.com' },
  { stack: 'initech', spelt: 'initech', host: 'initech.example.com' },
  { stack: 'umbrella', spelt: 'UMBRELLA', host: 'umbrella.example.com' },
  { stack: 'hooli', spelt: 'Hooli', host: 'hooli.example.com' },
  { stack: 'wonka', spelt: 'Wonka', host: 'wonka.example.com' },
  { stack: 'stark', spelt: 'Stark', host: 'stark.example.com' },
  { stack: 'wayne', spelt: 'wayne', host: 'wayne.example.com' },
  { stack: 'tyrell', spelt: 'Tyrell', host: 'status.tyrell.example.org' },
  { stack: 'cyberdyne', spelt: 'Cyberdyne', host: 'cyberdyne.example.com' },
  { stack: 'soylent', spelt: 'Soylent', host: 'soylent.example.com' },
  { stack: 'aperture', spelt: 'Aperture', host: 'aperture.example.com' },
] as const;

/** The names of the stacks of a grown account, sorted. */
export const GROWN_STACKS: readonly string[] = CUSTOMERS.map(({ stack }) => stack as string).sort();

/** Rules that find all of its stacks. */
export const GROWN_RULES = [
  { tag: '^customer:(?<stack>.+)$' },
  { host: '^(?<stack>[a-z]+)\\.example\\.com$' },
  { host: '\\.(?<stack>[a-z]+)\\.example\\.org$' },
  { stack: 'globex', names: ['Old shop', 'nightly dump'] },
  {
    name: '^(?<stack>acme|initech|umbrella|hooli|wonka|stark|wayne|tyrell|cyberdyne|soylent|aperture) ',
    lower: true,
  },
];

/** What of it belongs to no stack. */
export const OF_NOBODY = ['Company website', 'test test'];

/**
 * Fills an account as one that has grown: 60 checks of 12 customers and of nobody, with names as people give them, twins, groups, headers,
 * regions, and all kinds. Returns how many checks there are.
 */
export function growAccount({
  contactGroups,
  uptimeTests,
  heartbeats,
  sslTests,
  pagespeedTests,
}: Account): number {
  const operations = contactGroups.create({
    name: 'Operations',
    email_addresses: ['operations@example.com'],
  }).id;
  const onCall = contactGroups.create({ name: 'On call', mobile_numbers: ['+447700900123'] }).id;
  const both = [operations, onCall];
  for (const [index, { stack, spelt, host }] of CUSTOMERS.entries()) {
    const url = `https://${host}`;
    uptimeTests.create({
      name: [`${spelt} prod - up`, `${spelt} liveness`, `[PROD] ${spelt} alive?`][index % 3],
      website_url: `${url}/liveness`,
      test_type: 'HTTP',
      check_rate: stack === 'wonka' ? 900 : 60,
      contact_groups: both,
      tags: ['production'],
    });
    if (stack !== 'soylent') {
      uptimeTests.create({
        name: index % 2 === 0 ? `${spelt} readiness` : `${spelt} prod - deps`,
        website_url: `${url}/readiness`,
        test_type: 'HTTP',
        check_rate: 300,
        confirmation: 1,
        contact_groups: both,
        tags: ['production'],
        ...(index % 4 === 1 && { custom_header: '{"X-Probe":"statuscake"}', user_agent: 'Probe/1.0' }),
        ...(index % 4 === 2 && { regions: ['london', 'paris'], timeout: 30 }),
      });
    }
    if (index % 2 === 0 || index > 6) {
      sslTests.create({
        website_url: url,
        check_rate: 86400,
        alert_at: ['1', '7', '30'],
        alert_broken: true,
        alert_expiry: true,
        alert_reminder: index % 4 === 0,
        contact_groups: both,
      });
    }
    if (index % 3 === 0 || index > 6) {
      heartbeats.create({
        name: `${spelt} backup`,
        period: 90000,
        contact_groups: [operations],
        tags: [`customer:${stack}`],
      });
    }
    if (index % 3 === 1) {
      uptimeTests.create({
        name: `${spelt} front page`,
        website_url: `${url}/`,
        test_type: 'HTTP',
        check_rate: 900,
        find_string: 'Welcome',
        status_codes_csv: ['404', '500', '502', '503'],
        follow_redirects: true,
        contact_groups: [operations],
        paused: stack === 'globex',
      });
    }
    if (index % 3 === 2) {
      uptimeTests.create({
        name: `${spelt} database`,
        website_url: host,
        test_type: 'TCP',
        port: 27017,
        check_rate: 300,
        contact_groups: both,
      });
    }
  }
  // Made again by somebody who did not find the first one.
  uptimeTests.create({
    name: 'acme liveness',
    website_url: 'https://acme.example.com/liveness/',
    test_type: 'HTTP',
    check_rate: 300,
  });
  uptimeTests.create({
    name: 'acme liveness (2)',
    website_url: 'https://acme.example.com/liveness',
    test_type: 'HTTP',
    check_rate: 300,
    contact_groups: [operations],
  });
  uptimeTests.create({
    name: 'Old shop',
    website_url: 'https://shop.globex-old.example.net/',
    test_type: 'HEAD',
    check_rate: 1800,
    basic_username: 'robot',
    basic_password: 'rosebud',
    contact_groups: [operations],
  });
  heartbeats.create({
    name: 'nightly dump',
    period: 86400,
    host: 'Example Hosting',
    contact_groups: [operations],
  });
  uptimeTests.create({
    name: 'wayne DNS',
    website_url: 'wayne.example.com',
    test_type: 'DNS',
    dns_ips: ['192.0.2.7'],
    dns_server: 'ns.example.com',
    check_rate: 300,
    contact_groups: both,
  });
  uptimeTests.create({
    name: 'umbrella mail',
    website_url: 'umbrella.example.com',
    test_type: 'SMTP',
    port: 25,
    check_rate: 300,
    contact_groups: both,
    trigger_rate: 5,
  });
  uptimeTests.create({
    name: 'stark ping',
    website_url: 'stark.example.com',
    test_type: 'PING',
    check_rate: 300,
    contact_groups: both,
  });
  for (const stack of ['acme', 'hooli', 'wonka']) {
    pagespeedTests.create({
      name: `${stack} front page`,
      website_url: `https://${stack}.example.com/`,
      check_rate: 1800,
      region: 'UK',
      alert_slower: 4000,
      contact_groups: [operations],
    });
  }
  uptimeTests.create({
    name: 'Company website',
    website_url: 'https://www.example.net',
    test_type: 'HTTP',
    check_rate: 300,
    contact_groups: [operations],
  });
  uptimeTests.create({
    name: 'test test',
    website_url: 'https://example.org',
    test_type: 'HTTP',
    check_rate: 86400,
    paused: true,
  });
  return [uptimeTests, heartbeats, sslTests, pagespeedTests].reduce(
    (sum, collection) => sum + collection.all().length,
    0,
  );
}

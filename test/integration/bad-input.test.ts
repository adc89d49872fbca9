import { ACME, BACKUP, CERTIFICATE, COMPACTION, FRONT_PAGE, OPERATORS } from './support/examples.ts';
import { describeFailures } from './support/failures.ts';
import type { Scenario } from './support/scenarios.ts';

const seedAcme: Scenario['seed'] = ({ uptimeTests }) => uptimeTests.create(ACME);

describeFailures('options that cannot be right', {
  'an unknown option': {
    options: { ...ACME, find_text: 'Welcome' },
    says: ['Unsupported parameters for (status_cake_test) module: find_text', 'find_string'],
    sends: 0,
  },
  'neither name nor id': {
    options: { website_url: ACME.website_url },
    says: ['one of the following is required: name, id'],
    sends: 0,
  },
  'a wrong choice': {
    options: { ...ACME, test_type: 'HTTPS' },
    says: ['test_type', 'DNS, HEAD, HTTP, PING, SMTP, SSH, TCP', 'HTTPS'],
    sends: 0,
  },
  'a state that is none': {
    options: { ...ACME, state: 'paused' },
    says: ['state', 'present, absent', 'paused'],
    sends: 0,
  },
  'a check_rate between two of the API': {
    options: { ...ACME, check_rate: 45 },
    says: ['check_rate', '0, 30, 60, 300, 900, 1800, 3600, 86400', '45'],
    sends: 0,
  },
  'more confirmations than the API takes': {
    options: { ...ACME, confirmation: 5 },
    says: ['confirmation', 'between 0 and 3', '5'],
    sends: 0,
  },
  'a timeout out of bounds': {
    options: { ...ACME, timeout: 4 },
    says: ['timeout', 'between 5 and 75', '4'],
    sends: 0,
  },
  'a port that is not a number': {
    options: { ...ACME, port: 'https' },
    says: ['port', 'int'],
    sends: 0,
  },
  'malformed JSON': {
    options: { ...ACME, post_body: '{"stack": "acme"' },
    says: ['post_body', 'unable to convert to dict'],
    sends: 0,
  },
  'a password of a wrong type': {
    options: { ...ACME, basic_password: { is: 'rosebud-password-of-the-robot' }, port: 'https' },
    says: ['port'],
    sends: 0,
  },
  'a node code of the retired API': {
    options: { ...ACME, regions: ['AU1'] },
    says: ['regions', 'AU1', 'london', '/uptime-locations'],
    sends: 0,
  },
  'an id that is none': {
    options: { ...ACME, id: 'acme' },
    says: ['id: must be digits', 'acme'],
    sends: 0,
  },
  'a name that is emptied': {
    seed: seedAcme,
    options: { id: 1, name: '' },
    says: ['name: cannot be empty'],
    sends: 0,
  },
});

describeFailures('what the account does not allow', {
  'an unknown contact group': {
    seed({ contactGroups }) {
      contactGroups.create({ name: 'Operations' });
      contactGroups.create({ name: 'On call' });
    },
    options: { ...ACME, contact_groups: ['Operations', 'Sales'] },
    says: ['no contact group "Sales"', '"On call" (2)', '"Operations" (1)'],
    sends: 1,
  },
  'a contact group whose name two bear': {
    seed({ contactGroups }) {
      contactGroups.create({ name: 'Operations' });
      contactGroups.create({ name: 'Operations' });
    },
    options: { ...ACME, contact_groups: ['Operations'] },
    says: ['several contact groups are named "Operations"', '1, 2'],
    sends: 1,
  },
  'an unknown region': {
    options: { ...ACME, regions: ['atlantis'] },
    says: ['regions: there is no region atlantis', 'london', '/uptime-locations'],
    sends: 2,
  },
  'a contact group of an ID that does not exist': {
    options: { ...ACME, contact_groups: ['404'] },
    says: ['POST /uptime', 'contact_groups: there is no contact group 404'],
    sends: 2,
  },
  'two tests of one name': {
    seed({ uptimeTests }) {
      uptimeTests.create(ACME);
      uptimeTests.create(ACME);
    },
    options: { ...ACME, state: 'absent' },
    says: ['2 uptime tests are named "acme liveness"', '1, 2', 'id'],
    sends: 1,
  },
  'an id that does not exist': {
    options: { ...ACME, id: 404 },
    says: ['no uptime test with id 404', 'leave id out'],
    // The second looks for what may have taken its place.
    sends: 2,
  },
  'another test_type without recreate': {
    seed: seedAcme,
    options: { ...ACME, test_type: 'PING' },
    says: ['test_type', 'HTTP to PING', 'recreate', 'history'],
    sends: 2,
  },
  'a new test without an address': {
    options: { name: ACME.name },
    says: ['website_url: is required', ACME.name],
    sends: 1,
  },
});

describeFailures('options of the other modules that cannot be right', {
  'a heartbeat test by the URL of another kind': {
    module: 'status_cake_heartbeat',
    options: { ...BACKUP, website_url: ACME.website_url },
    says: ['Unsupported parameters for (status_cake_heartbeat) module: website_url', 'period'],
    sends: 0,
  },
  'a period out of bounds': {
    module: 'status_cake_heartbeat',
    options: { ...BACKUP, period: 10 },
    says: ['period', 'between 30 and 172800', '10'],
    sends: 0,
  },
  'a period with its unit': {
    module: 'status_cake_heartbeat',
    options: { ...BACKUP, period: '1d' },
    says: ['period', 'int'],
    sends: 0,
  },
  'neither URL nor id of a certificate': {
    module: 'status_cake_ssl',
    options: { check_rate: 3600 },
    says: ['one of the following is required: website_url, id'],
    sends: 0,
  },
  'a URL without a certificate': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, website_url: 'http://acme.example.com' },
    says: ['website_url: has to begin with https://', 'http://acme.example.com'],
    sends: 0,
  },
  'a domain alone, under the older name of the option': {
    module: 'status_cake_ssl',
    options: { domain: 'acme.example.com' },
    says: ['website_url: has to begin with https://', 'acme.example.com'],
    sends: 0,
  },
  'two days to be reminded on': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, alert_at: '7,30' },
    says: ['alert_at: takes three different numbers of days', '1,7,30', 'got: 7,30'],
    sends: 0,
  },
  'four days to be reminded on': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, alert_at: [1, 7, 30, 60] },
    says: ['alert_at: takes three different', 'got: 1,7,30,60'],
    sends: 0,
  },
  'a day twice': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, alert_at: [7, '7', 30] },
    says: ['alert_at: takes three different', 'got: 7,7,30'],
    sends: 0,
  },
  'no days at all': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, alert_at: [] },
    says: ['alert_at: takes three different'],
    sends: 0,
  },
  'a day that is over': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, alert_at: [0, 7, 30] },
    says: ['alert_at: takes three different', 'got: 0,7,30'],
    sends: 0,
  },
  'a check_rate of another kind of test': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, check_rate: 60 },
    says: ['check_rate', '300, 600, 1800, 3600, 86400, 2073600', '60'],
    sends: 0,
  },
  'a region of another kind of test': {
    module: 'status_cake_pagespeed',
    options: { ...FRONT_PAGE, region: 'london' },
    says: ['region', 'AU, CA, DE, FR, IN, JP, NL, SG, UK, US, USW', 'london'],
    sends: 0,
  },
  'a negative bound': {
    module: 'status_cake_pagespeed',
    options: { ...FRONT_PAGE, alert_slower: -1 },
    says: ['alert_slower', 'at least 0', '-1'],
    sends: 0,
  },
  'neither name nor id of a contact group': {
    module: 'status_cake_contact_group',
    options: { email_addresses: OPERATORS.email_addresses },
    says: ['one of the following is required: name, id'],
    sends: 0,
  },
  'an id of a contact group that is none': {
    module: 'status_cake_contact_group',
    options: { ...OPERATORS, id: '../uptime/1' },
    says: ['id: must be digits', '../uptime/1'],
    sends: 0,
  },
  'an interval that the API does not know': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, repeat_interval: '3d' },
    says: ['repeat_interval', 'never, 1d, 1w, 2w, 1m', '3d'],
    sends: 0,
  },
  'a duration without its unit': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, end_at: 45 },
    says: ['end_at: takes a time such as', '45m', 'got: 45'],
    sends: 0,
  },
  'a duration of nothing': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, end_at: '0h' },
    says: ['end_at:', 'does not come after start_at'],
    sends: 0,
  },
  'a time in words': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, start_at: 'tomorrow' },
    says: ['start_at: takes a time such as', 'or now', 'got: tomorrow'],
    sends: 0,
  },
  'a date that YAML has made of a time': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, start_at: '2030-01-06 02:00:00' },
    says: [
      'start_at: takes a time such as 2026-12-24T22:00:00Z, 2026-12-24T22:00:00 in quotes',
      'got: 2030-01-06 02:00:00',
    ],
    sends: 0,
  },
  'a time zone that there is not': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, timezone: 'Europe/Atlantis' },
    says: ['timezone: there is no time zone Europe/Atlantis', 'such as Europe/London'],
    sends: 0,
  },
  'a duration beyond all time': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, end_at: '999999999999d' },
    says: ['end_at:', '999999999999d'],
    sends: 0,
  },
  'a day that no month has': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, start_at: '2030-02-30T02:00:00Z', end_at: '2h' },
    says: ['start_at: takes a time', 'got: 2030-02-30T02:00:00Z'],
    sends: 0,
  },
  'an end before the beginning': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, end_at: '2030-01-06T01:00:00Z' },
    says: ['end_at: 2030-01-06T01:00:00Z does not come after start_at, 2030-01-06T02:00:00Z'],
    sends: 0,
  },
  'a stack whose name would be two tags': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, stacks: ['acme, globex'] },
    says: ['stacks: names may have letters', '"acme, globex"'],
    sends: 0,
  },
});

describeFailures('what the account does not allow the other modules', {
  'a heartbeat test of an unknown contact group': {
    module: 'status_cake_heartbeat',
    options: { ...BACKUP, contact_groups: ['Sales'] },
    says: ['contact_groups: there is no contact group "Sales"', 'none'],
    sends: 1,
  },
  'an id of a heartbeat test that does not exist': {
    module: 'status_cake_heartbeat',
    options: { ...BACKUP, id: 404 },
    says: ['id: there is no heartbeat test with id 404', 'leave id out'],
    sends: 1,
  },
  'a contact group that is none of the account': {
    module: 'status_cake_ssl',
    options: { ...CERTIFICATE, contact_groups: [404] },
    says: ['POST /ssl', 'contact_groups: there is no contact group 404'],
    sends: 2,
  },
  'a new page speed test without a region': {
    module: 'status_cake_pagespeed',
    options: { ...FRONT_PAGE, region: undefined },
    says: ['region: is required', FRONT_PAGE.name],
    sends: 1,
  },
  'an email address that is none': {
    module: 'status_cake_contact_group',
    options: { ...OPERATORS, email_addresses: ['operations'] },
    says: ['POST /contact-groups', 'email_addresses: operations is not an email address'],
    sends: 2,
  },
  'a new maintenance window without its times': {
    module: 'status_cake_maintenance_window',
    options: { name: COMPACTION.name, end_at: '2h', tags: ['mongodb'] },
    says: ['start_at: is required', COMPACTION.name],
    sends: 1,
  },
  'a time that the clocks of the zone skip': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, timezone: 'Europe/Berlin', start_at: '2030-03-31T02:30:00', end_at: '2h' },
    says: ['start_at: 2030-03-31T02:30:00 in Europe/Berlin never comes there', 'choose another time'],
    sends: 1,
  },
  'a moment that the clocks of the zone show twice': {
    module: 'status_cake_maintenance_window',
    options: { ...COMPACTION, timezone: 'Europe/Berlin', start_at: '2030-10-27T01:30:00Z', end_at: '2h' },
    says: ['start_at: 2030-10-27T02:30:00 in Europe/Berlin comes twice there', 'timezone UTC'],
    sends: 1,
  },
});

import { ACME } from './support/examples.ts';
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
    sends: 1,
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
    says: ['POST /uptime', 'regions: there is no region atlantis'],
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
    sends: 1,
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

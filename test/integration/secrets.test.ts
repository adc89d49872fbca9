import { describeFailures, PASSWORD } from './support/failures.ts';

const TEST = { name: 'acme liveness', basic_password: PASSWORD };
const module = 'status_cake_stack';

describeFailures('a password in a wrong place', {
  'in a list of lists': {
    module,
    options: { stack: 'acme', tests: [[TEST]] },
    says: ["'tests' must by a list, not 'list'", 'at tests[0]'],
    sends: 0,
  },
  'in a dict where a list of stacks is meant': {
    module,
    options: { stacks: { acme: { tests: [TEST] } } },
    says: ["'stacks' is of type <class 'dict'>"],
    sends: 0,
  },
  'under a misspelt name': {
    module,
    options: { stacks: [{ stack: 'acme', tests: [{ name: 'a', basic_passwd: PASSWORD }] }] },
    says: ['stacks.tests.basic_passwd', 'at stacks[0] (acme) tests[0] (a)'],
    sends: 0,
  },
  'of a kind that has none': {
    module,
    options: { stack: 'acme', heartbeats: [TEST] },
    says: ['heartbeats.basic_password', 'at heartbeats[0] (acme liveness)'],
    sends: 0,
  },
});

import { readFileSync, rmSync, statSync } from 'node:fs';
import { expect } from 'vitest';
import { ACME, OPERATORS } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_stack';
const URL = 'https://acme.example.com';
const test = (name: string, more = {}) => ({ name, website_url: URL, ...more });

describeScenarios('what is too much for a message', {
  'is told by its first entries, its counts and the file in which all of it is': {
    seed({ uptimeTests }) {
      for (let number = 1; number <= 120; number += 1) {
        const stack = `stack-old-${number % 4}`;
        uptimeTests.create({
          ...ACME,
          name: `test ${number} https://robot:rosebud@example.com`,
          tags: [stack],
        });
      }
    },
    tasks: [
      {
        module,
        options: { stacks: [{ stack: 'acme', tests: [test('acme live')] }], purge_unlisted_stacks: true },
      },
    ],
    verify({ outcomes: [outcome], run }) {
      const msg = outcome?.msg ?? '';
      const file = String(outcome?.deletions_file);
      expect(outcome).toMatchObject({ failed: true, writes: [], deletions_count: 120 });
      expect(outcome?.deletions).toHaveLength(20);
      expect(msg).toMatch(
        /^nothing was written; the plan deletes 120 checks of 4 stacks \(120 uptime tests\), and deletion_limit is 50: old-\d: test \d+ https:[^ ]* \(\d+\), .*; and 100 more; all of them are in \/.*; raise deletion_limit if that is meant$/,
      );
      expect(msg.match(/test \d+ /g)).toHaveLength(20);
      const text = readFileSync(file, 'utf8');
      expect(JSON.parse(text)).toHaveLength(120);
      expect(text).not.toContain('rosebud');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(Math.max(...run.output.split('\n').map(({ length }) => length))).toBeLessThan(6000);
      rmSync(file);
    },
  },
});

describeScenarios('a contact group that is gone', {
  'is one mistake, which names the checks that need it and stops no other stack': {
    seed: ({ contactGroups }) => contactGroups.create(OPERATORS),
    tasks: [
      {
        module,
        options: {
          defaults: { contact_groups: [OPERATORS.name] },
          stacks: [
            {
              stack: 'acme',
              defaults: { contact_groups: ['Sales'] },
              tests: ['a', 'b', 'c'].map((name) => test(name)),
            },
            { stack: 'globex', tests: [test('globex live')] },
            { stack: 'initech', tests: [test('initech live', { contact_groups: ['Sales'] })] },
          ],
        },
      },
    ],
    verify({ outcomes: [outcome], simulator }) {
      const reason = `contact_groups: there is no contact group "Sales"; the account has "${OPERATORS.name}" (1)`;
      expect(outcome).toMatchObject({
        failed: true,
        changed: true,
        msg: `nothing was written of 2 stacks: ${reason} (needed by acme: a, b, c; initech: initech live)`,
        summary: { created: 1, failed: 0 },
        problems: { length: 4 },
        stacks: {
          acme: { changed: false, failed: true, msg: expect.stringContaining(reason) },
          globex: { changed: true, summary: { created: 1 } },
          initech: { changed: false, failed: true, msg: expect.stringContaining(reason) },
        },
      });
      expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: 'globex live' }]);
    },
  },

  'leaves alone what its stack has, of whatever kind, and what is to go of others goes': {
    seed({ uptimeTests, heartbeats }) {
      uptimeTests.create({ ...ACME, name: 'acme old', tags: ['stack-acme'] });
      uptimeTests.create({ ...ACME, name: 'globex old', tags: ['stack-globex'] });
      heartbeats.create({ name: 'acme backup', period: 60, tags: ['stack-acme'] });
    },
    tasks: [
      {
        module,
        options: {
          purge_unlisted_stacks: true,
          stacks: [
            { stack: 'acme', tests: [test('acme live', { contact_groups: ['Sales'] })], heartbeats: [] },
            { stack: 'globex', tests: [] },
          ],
        },
      },
    ],
    verify({ outcomes: [outcome], simulator }) {
      expect(outcome).toMatchObject({ failed: true, summary: { deleted: 1 } });
      expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: 'acme old' }]);
      expect(simulator.account.heartbeats.all()).toHaveLength(1);
    },
  },
});

describeScenarios('a failure that many checks have', {
  'is told once, whatever ID is in it': {
    seed({ uptimeTests }) {
      for (const name of ['a', 'b', 'c']) {
        uptimeTests.create({ ...ACME, name, tags: ['stack-acme'] });
      }
    },
    intercept: ({ method }, proceed) =>
      method === 'PUT' ? { status: 503, headers: {}, body: '{"message":"busy"}' } : proceed(),
    tasks: [
      {
        module,
        options: {
          stack: 'acme',
          api_retries: 0,
          tests: ['a', 'b', 'c'].map((name) => ({ ...ACME, name, check_rate: 60 })),
        },
      },
    ],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({
        failed: true,
        msg: expect.stringMatching(
          /^3 of 3 checks are not as declared: a, b, c: PUT \/uptime\/1: HTTP 503; busy; run it again/,
        ),
        stacks: { acme: { failed: true, msg: expect.stringContaining('PUT /uptime/1: HTTP 503; busy') } },
      });
    },
  },
});

/** What Python takes for the end of a line, and JSON for a character like any other. */
const LINE_ENDS = 'a\u0085b\u2028c\u2029d';

describeScenarios('a text with ends of lines that JSON does not know', {
  'is in a result as the account holds it': {
    seed: ({ uptimeTests }) => uptimeTests.create({ ...ACME, name: LINE_ENDS }),
    tasks: [
      { module: 'status_cake_test', options: { ...ACME, name: LINE_ENDS }, keywords: { check_mode: true } },
      { module: 'status_cake_info', options: { kinds: ['tests'] } },
    ],
    verify({ outcomes: [test, info] }) {
      expect(test).toMatchObject({ changed: false, test: { name: LINE_ENDS } });
      expect(JSON.stringify(info)).toContain(JSON.stringify(LINE_ENDS));
    },
  },

  'is in the message of a mistake': {
    tasks: [{ module, options: { stack: LINE_ENDS } }],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({ failed: true, invocation: { module_args: { stack: LINE_ENDS } } });
      expect(outcome?.msg).toContain('a b c d');
    },
  },
});

import { beforeAll, describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import type { ArgumentSpec, Option } from '../../src/ansible/argument-spec.ts';
import type { JsonObject } from '../../src/json.ts';
import { MODULES as ALL_MODULES } from '../../src/modules/index.ts';
import { module as statusCakeContactGroup } from '../../src/modules/status_cake_contact_group/module.ts';
import { module as statusCakeExport } from '../../src/modules/status_cake_export/module.ts';
import { module as statusCakeHeartbeat } from '../../src/modules/status_cake_heartbeat/module.ts';
import { module as statusCakeInfo } from '../../src/modules/status_cake_info/module.ts';
import { infoOptions } from '../../src/modules/status_cake_info/options.ts';
import { module as statusCakeMaintenanceWindow } from '../../src/modules/status_cake_maintenance_window/module.ts';
import { module as statusCakePagespeed } from '../../src/modules/status_cake_pagespeed/module.ts';
import { module as statusCakeSla } from '../../src/modules/status_cake_sla/module.ts';
import { module as statusCakeSsl } from '../../src/modules/status_cake_ssl/module.ts';
import { module as statusCakeStack } from '../../src/modules/status_cake_stack/module.ts';
import { module as statusCakeTest } from '../../src/modules/status_cake_test/module.ts';
import type { Account } from '../../src/simulator/account/account.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible, warningsIn } from './support/ansible.ts';
import { ACME, BACKUP, CERTIFICATE, COMPACTION, FRONT_PAGE, OPERATORS } from './support/examples.ts';
import { inTemporaryFolder } from './support/folders.ts';
import { runEntries, runTasks } from './support/playbook.ts';
import { expectKnownFields } from './support/requests.ts';

interface DocumentedOption {
  readonly type: string;
  readonly description: readonly string[];
  readonly elements?: string;
  readonly default?: unknown;
  readonly choices?: readonly unknown[];
  readonly aliases?: readonly string[];
}

/** What `ansible-doc -j` says of a module. */
interface Page {
  readonly doc: {
    readonly options: Readonly<Record<string, DocumentedOption>>;
    readonly attributes: Readonly<Record<string, { support: string }>>;
  };
  readonly examples: string;
  readonly return: Readonly<Record<string, { description: unknown; returned: string; type: string }>>;
}

/** What Ansible adds to the results of all modules, or takes out of them. */
const OF_EVERY_RESULT = ['changed', 'failed', 'invocation'];

function ansibleDoc(...args: string[]) {
  return inTemporaryFolder((folder) => runAnsible('ansible-doc', args, folder));
}

interface Documented {
  readonly module: { readonly name: string; readonly argument_spec: ArgumentSpec };
  /** Options of a task that has a result with all that a good one holds. */
  readonly options: JsonObject;
  /** Puts what the examples refer to into an account, besides contact groups. */
  readonly seed?: (account: Account) => void;
  /** What the first run of each example reports, where that is not a change each time. */
  readonly changed?: readonly boolean[];
  /** What a run of the examples warns about, such as a task of an old playbook. */
  readonly warned?: readonly string[];
  /** What the page says of diff mode, where there is nothing to show. */
  readonly diffMode?: 'N/A';
}

const USERNAME = "Param 'username' is deprecated";
/** Of `local_action`, from ansible-core 2.19 on. */
const MAPPING = 'Using a mapping for `action` is deprecated';

const MODULES: readonly Documented[] = [
  { module: statusCakeTest, options: { ...ACME }, warned: [USERNAME, MAPPING] },
  { module: statusCakeHeartbeat, options: BACKUP },
  { module: statusCakeSsl, options: CERTIFICATE, warned: [USERNAME] },
  { module: statusCakePagespeed, options: FRONT_PAGE },
  { module: statusCakeContactGroup, options: OPERATORS },
  {
    module: statusCakeMaintenanceWindow,
    options: COMPACTION,
    seed: ({ uptimeTests }) => uptimeTests.create({ ...ACME, name: 'acme readiness' }),
  },
  {
    module: statusCakeStack,
    options: { stack: 'acme', tests: [{ ...ACME }] },
    // Of renames, which the account has nothing for, and which are done when they are run again.
    warned: ['nothing either of the name', 'renamed_from has done its work', 'the former name of these'],
  },
  {
    module: statusCakeInfo,
    options: { kinds: [...infoOptions.kinds.choices] },
    seed: ({ uptimeTests }) =>
      uptimeTests.create({ ...ACME, name: 'acme readiness', tags: ['stack-acme'], status: 'down' }),
    changed: [false, false, false, false, true, false],
    diffMode: 'N/A',
  },
  {
    module: statusCakeExport,
    options: {
      rules: [{ name: '^(?<stack>acme) ' }],
      directory: '~/inventory',
      report_directory: '~/reports',
    },
    seed: ({ uptimeTests }) => {
      uptimeTests.create({ ...ACME, name: 'acme liveness' });
      uptimeTests.create({ ...ACME, name: 'Globex readiness', website_url: 'https://example.net' });
      const name = 'Shop of the customer with the blue logo';
      uptimeTests.create({ ...ACME, name, website_url: 'https://shop.example.org' });
    },
    changed: [false, true, true],
  },
  {
    module: statusCakeSla,
    options: { stacks: [{ stack: 'acme', target: 99.9 }], store: '~/sla', output: '~/reports' },
    seed: ({ uptimeTests }) => {
      uptimeTests.create({ ...ACME, name: 'acme liveness', tags: ['stack-acme'] });
      uptimeTests.create({ ...ACME, name: 'globex liveness', tags: ['stack-globex'] });
    },
    // Of the note in the example, as long as its month is the one before this.
    warned: ['there is no incident at'],
  },
];

test('the page of every module is looked at', () => {
  expect(MODULES.map(({ module }) => module.name)).toEqual(ALL_MODULES.map(({ name }) => name));
});

describe.each(MODULES)(
  'ansible-doc $module.name',
  ({ module: { name, argument_spec: spec }, options, seed, changed, warned = [], diffMode = 'full' }) => {
    let page: Page;

    beforeAll(async () => {
      const { stdout, stderr } = await ansibleDoc('-j', name);
      expect(stderr).toBe('');
      page = JSON.parse(stdout)[name];
    });

    it('documents exactly the options that there are', () => {
      expect(Object.keys(page.doc.options).sort()).toEqual(Object.keys(spec).sort());
    });

    it.each(Object.entries<Option>(spec))('documents %s as it is declared', (option, declared) => {
      const documented = page.doc.options[option];
      expect(documented?.description.length).toBeGreaterThan(0);
      expect(documented?.type).toBe(declared.type ?? 'str');
      expect(documented?.elements).toEqual(declared.elements);
      expect(documented?.default).toEqual(declared.default);
      expect(documented?.choices).toEqual(declared.choices);
      expect(documented?.aliases ?? []).toEqual(declared.aliases ?? []);
    });

    it('documents what check mode, diff mode and a second run do', () => {
      expect(page.doc.attributes).toMatchObject({
        check_mode: { support: 'full' },
        diff_mode: { support: diffMode },
        idempotent: { support: 'full' },
      });
    });

    it('documents every value of a result', async () => {
      const simulator = await startSimulator({ token: 'token' });
      seed?.(simulator.account);
      const { results } = await runTasks([{ module: name, options, keywords: { diff: true } }], {
        environment: { STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: 'token' },
      });
      await simulator.close();
      const returned = Object.keys(results[0] ?? {}).filter((key) => !OF_EVERY_RESULT.includes(key));
      expect(Object.keys(page.return)).toEqual(expect.arrayContaining(returned));
      for (const value of Object.values(page.return)) {
        expect(value).toMatchObject({ returned: expect.any(String), type: expect.any(String) });
        expect(value.description).toBeTruthy();
      }
    });

    it('has examples that do their work once, and find nothing to do when they are run again', async () => {
      const simulator = await startSimulator({ token: 'my-api-key' });
      simulator.account.contactGroups.create({ name: 'Operations' });
      simulator.account.contactGroups.create({ name: 'On call' });
      seed?.(simulator.account);
      const examples = parse(page.examples) as Record<string, unknown>[];
      expect(examples.length).toBeGreaterThan(0);
      const { exitCode, results, output } = await runEntries(
        examples.flatMap((example) => [example, example]),
        { environment: { STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: 'my-api-key' } },
      );
      await simulator.close();
      expect(exitCode, output).toBe(0);
      expect(results.map(({ changed }) => changed)).toEqual(
        examples.flatMap((_, index) => [changed?.[index] ?? true, false]),
      );
      expectKnownFields(simulator.requests);
      const unexpected = warningsIn(output).filter((line) => !warned.some((text) => line.includes(text)));
      expect(unexpected).toEqual([]);
    });
  },
);

test('a page is one that people can read, under both names of a module', async () => {
  const { exitCode, stdout, stderr } = await ansibleDoc('status_cake_test', 'status_cake_uptime');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const part of ['OPTIONS', 'ATTRIBUTES', 'EXAMPLES', 'RETURN VALUES', 'Node.js 20 or newer']) {
    expect(stdout.split(part)).toHaveLength(3);
  }
});

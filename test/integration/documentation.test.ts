import { beforeAll, describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import type { ArgumentSpec, JsonObject, Option } from '../../src/ansible/argument-spec.ts';
import { module as statusCakeStack } from '../../src/modules/status_cake_stack.ts';
import { module as statusCakeTest } from '../../src/modules/status_cake_test.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible } from './support/ansible.ts';
import { ACME } from './support/examples.ts';
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

/** The modules, each with a task that has a result with all that a good one holds. */
const MODULES: [string, ArgumentSpec, JsonObject][] = [
  ['status_cake_test', statusCakeTest.argument_spec, { ...ACME }],
  ['status_cake_stack', statusCakeStack.argument_spec, { stack: 'acme', tests: [{ ...ACME }] }],
];

describe.each(MODULES)('ansible-doc %s', (name, spec, options) => {
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
      diff_mode: { support: 'full' },
      idempotent: { support: 'full' },
    });
  });

  it('documents every value of a result', async () => {
    const simulator = await startSimulator({ token: 'token' });
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
    const examples = parse(page.examples) as Record<string, unknown>[];
    expect(examples.length).toBeGreaterThan(0);
    const { exitCode, results, output } = await runEntries(
      examples.flatMap((example) => [example, example]),
      { environment: { STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: 'my-api-key' } },
    );
    await simulator.close();
    expect(exitCode, output).toBe(0);
    expect(results.map(({ changed }) => changed)).toEqual(examples.flatMap(() => [true, false]));
    expectKnownFields(simulator.requests);
  });
});

test('a page is one that people can read, under both names of a module', async () => {
  const { exitCode, stdout, stderr } = await ansibleDoc('status_cake_test', 'status_cake_uptime');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  for (const part of ['OPTIONS', 'ATTRIBUTES', 'EXAMPLES', 'RETURN VALUES', 'Node.js 20 or newer']) {
    expect(stdout.split(part)).toHaveLength(3);
  }
});

import { afterEach, beforeEach } from 'vitest';
import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { type Modes, runModule } from './module-run.ts';

type Run = (options: JsonObject, modes?: Modes) => Promise<JsonObject>;

/** An account in which checks get other names and stacks, and what there is in it. */
export interface ChangingAccount {
  readonly simulator: Simulator;
  /** Runs the module for stacks. */
  readonly run: Run;
  /** Returns what runs another module. */
  runOf(module: AnsibleModule): Run;
  /** Makes an uptime test by hand, and returns its ID. */
  seed(name: string, tags: string[], url?: string, more?: JsonObject): string;
  /** The uptime tests by their IDs. */
  tests(): Record<string, { readonly name: unknown; readonly tags: unknown }>;
  /** What every resource is called, by kind and ID. */
  everything(): string[];
  idsOf(): string[];
  writes(): string[];
}

/** Returns where a stack answers. */
export const urlOf = (stack: string, path = '') => `https://${stack}.example.com${path}`;

export const warningsOf = (result: JsonObject) => (result.warnings ?? []) as string[];

/** Returns an account that each test of a file finds as new. */
export function useChangingAccount(): ChangingAccount {
  const token = 'contract-token';
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ token });
  });
  afterEach(() => simulator.close());
  const runOf = (module: AnsibleModule) => (options: JsonObject, modes?: Modes) =>
    runModule(module, simulator, token, options, modes);
  const everything = () =>
    simulator.account.collections.flatMap((collection) =>
      collection
        .all()
        .map(
          (entry) =>
            `${collection.resource.path} ${entry.id} ${entry.name ?? entry.website_url} ${entry.tags ?? ''}`,
        ),
    );
  return {
    get simulator() {
      return simulator;
    },
    run: runOf(stackModule),
    runOf,
    seed: (name, tags, url = urlOf('acme'), more = {}) =>
      simulator.account.uptimeTests.create({
        name,
        website_url: url,
        test_type: 'HTTP',
        check_rate: 300,
        tags,
        ...more,
      }).id,
    tests: () =>
      Object.fromEntries(
        simulator.account.uptimeTests.all().map(({ id, name, tags }) => [id, { name, tags }]),
      ),
    everything,
    idsOf: () => everything().map((line) => line.split(' ').slice(0, 2).join(' ')),
    writes: () =>
      simulator.requests
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.slice(3)}`),
  };
}

import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import type { JsonObject } from '../../../src/json.ts';
import { module as exporter } from '../../../src/modules/status_cake_export/module.ts';
import { module as stackModule } from '../../../src/modules/status_cake_stack/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';
import { fill, ODD_STACKS, type OddAccount, oddAccount } from './odd-account.ts';
import { stacksIn } from './written-inventory.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'any-token';

/** ROUND_TRIPS=150 tries as many inventories. */
const TRIPS = Number(process.env.ROUND_TRIPS ?? 12);

/** What an inventory may hold when an account is written into it. */
interface Past {
  /** What was written before. */
  readonly written: 'nothing' | 'this account' | 'another account';
  /** The stacks whose files were edited then. */
  readonly edited: readonly string[];
  /** Whether somebody made a list of what is nobody's, in the file of the group. */
  readonly isListed: boolean;
  /** Variables that somebody has set, by the files in which they stand; hosts.yml is the inventory. */
  readonly variables: Readonly<Record<string, JsonObject>>;
  /** What the file of the group says besides. */
  readonly more: JsonObject;
}

const variables = fc
  .record(
    {
      contact_groups: fc.constant(['4711']),
      regions: fc.constant(['london']),
      tags: fc.constant(['theirs']),
      defaults: fc.constantFrom({ timeout: 70 }, { confirmation: 3, ssl: { alert_mixed: false } }),
      paused: fc.boolean(),
      tests: fc.constant([{ name: 'theirs', website_url: 'https://example.com/', check_rate: 300 }]),
      heartbeats: fc.constant([{ name: 'theirs', period: 3600 }]),
      liveness_enabled: fc.boolean(),
      liveness_path: fc.constant('/alive'),
      liveness_find_string: fc.constant('up'),
      readiness_enabled: fc.boolean(),
      readiness_check_rate: fc.constant(900),
      readiness_name: fc.constant('theirs'),
      ssl_enabled: fc.boolean(),
      ssl_alert_at: fc.constant([2, 3, 4]),
      unmanaged: fc.constant(['theirs']),
    },
    { requiredKeys: [] },
  )
  .map((values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`statuscake_stack_${name}`, value])),
  ) as fc.Arbitrary<JsonObject>;

const past: fc.Arbitrary<Past> = fc.record({
  written: fc.constantFrom('nothing', 'this account', 'this account', 'another account'),
  edited: fc.subarray(ODD_STACKS, { maxLength: 2 }),
  isListed: fc.boolean(),
  variables: fc.dictionary(
    fc.constantFrom('hosts.yml', 'group_vars/all.yml', 'group_vars/stacks/main.yml', 'group_vars/stacks/z/z'),
    variables,
    { maxKeys: 2 },
  ),
  more: fc.oneof(fc.constant({}), fc.constant({}), variables),
});

async function withSimulator(use: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ token: TOKEN });
  try {
    await use(simulator);
  } finally {
    await simulator.close();
  }
}

/** All that an account holds, but for tags. */
function held({ account }: Simulator): unknown {
  return structuredClone(
    account.collections.map((collection) => collection.all().map(({ tags: _, ...entry }) => entry)),
  );
}

/** Writes an account into an inventory, and returns the names of its stacks. */
async function write(simulator: Simulator, rules: JsonObject[], directory: string): Promise<string[]> {
  const result = await runModule(exporter, simulator, TOKEN, { rules, directory });
  expect(result).not.toHaveProperty('failed');
  return (result.stacks as { stack: string }[]).map(({ stack }) => stack);
}

/** Does to an inventory what people do. Returns the stacks whose files stay as they are. */
function happen(directory: string, { written, edited, isListed, variables: set, more }: Past): string[] {
  const fileOf = (stack: string) => join(directory, `host_vars/${stack}/statuscake.yml`);
  const group = join(directory, 'group_vars/stacks/statuscake.yml');
  const there = ODD_STACKS.filter((stack) => existsSync(fileOf(stack)));
  const touched = edited.filter((stack) => there.includes(stack));
  for (const stack of touched) {
    appendFileSync(fileOf(stack), '# mine\n');
  }
  if (existsSync(group)) {
    appendFileSync(group, isListed ? 'statuscake_stack_unmanaged: [test]\n' : '');
    appendFileSync(group, Object.keys(more).length > 0 ? `\n${stringify(more)}` : '');
  }
  for (const [name, values] of Object.entries(set)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, stringify(name === 'hosts.yml' ? { stacks: { vars: values } } : values));
  }
  return written === 'another account' ? there : touched;
}

/** Whether what happened is nothing that a file which stays as it is could be hit by. */
const isHarmless = ({ written, variables: set, more }: Past) =>
  written !== 'another account' && Object.keys(set).length === 0 && Object.keys(more).length === 0;

/** Checks that have come since, which are not of a stack whose file stays, and have names and URLs of their own. */
function since(added: OddAccount, kept: readonly string[]): OddAccount {
  const ofOthers = ({ tags, name, ...check }: OddAccount['tests'][number]) => ({
    ...check,
    name: `${name} since`,
    ...(Array.isArray(tags) && { tags: tags.filter((tag) => !String(tag).startsWith('stack-')) }),
  });
  return {
    groups: [],
    tests: added.tests.map(ofOthers),
    heartbeats: added.heartbeats.map(ofOthers),
    // These are of a stack by their names, or where another of the URL is.
    pagespeed: kept.length > 0 ? [] : added.pagespeed,
    ssl: kept.length > 0 ? [] : added.ssl,
    owners: added.owners.map((owner) => (owner !== null && kept.includes(owner) ? null : owner)),
  };
}

test('of any account, written into any inventory, the variables change tags only', async () => {
  await fc.assert(
    fc.asyncProperty(oddAccount, oddAccount, oddAccount, past, async (odd, other, added, event) => {
      const directory = mkdtempSync(join(tmpdir(), 'status-cake-'));
      try {
        if (event.written === 'another account') {
          await withSimulator(async (simulator) => {
            await write(simulator, fill(simulator.account, other), directory);
          });
        }
        await withSimulator(async (simulator) => {
          const rules = fill(simulator.account, odd);
          if (event.written === 'this account') {
            await write(simulator, rules, directory);
          }
          const kept = happen(directory, event);
          rules.push(...fill(simulator.account, since(added, kept)));
          const stacks = await write(simulator, rules, directory);
          const declared = stacksIn(directory).filter(
            ({ stack }) => stacks.includes(stack ?? null) && (isHarmless(event) || !kept.includes(stack)),
          );
          if (declared.length === 0) {
            return;
          }
          const before = held(simulator);
          const options = { stacks: declared, deletion_limit: 0 };
          const result = await runModule(stackModule, simulator, TOKEN, options);
          expect(result.failed, String(result.msg)).toBeUndefined();
          expect(held(simulator)).toEqual(before);
        });
      } finally {
        rmSync(directory, { recursive: true });
      }
    }),
    { numRuns: TRIPS, endOnFailure: true },
  );
}, 300_000);

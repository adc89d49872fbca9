/**
 * `npm start`: the main job on this machine, without an account. Starts a simulator of StatusCake, then runs the playbooks
 * that a user would run on a few example stacks, and says what happens and why.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { END_WITHIN } from '../example-stack/stack.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { ExampleInventory } from './inventory.ts';

const ROOT = join(import.meta.dirname, '../..');
const TOKEN = 'demo-token';
/** What the simulator lets tests have gone through for the report at the end. */
const PAST = { seconds: 90 * 86_400, seed: 7 };

const simulator = await startSimulator({
  token: TOKEN,
  requestsPerSecond: 5,
  runTests: { speed: 120 },
});
let running: ChildProcess | undefined;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    running?.kill('SIGINT');
    void simulator.close();
  });
}

const folder = await mkdtemp(join(tmpdir(), 'status-cake-demo-'));
try {
  await tell(await ExampleInventory.copyTo(folder));
} catch (error) {
  process.exitCode = interrupted ? 130 : 1;
  console.error(interrupted ? '\nInterrupted' : error);
} finally {
  await rm(folder, { recursive: true, force: true });
  await delay(END_WITHIN);
  await simulator.close();
}

async function tell(inventory: ExampleInventory): Promise<void> {
  const { account } = simulator;
  const play = (name: string, ...options: readonly string[]) => runPlaybook(inventory, name, options);
  const forgotten = {
    name: 'umbrella liveness',
    tags: ['stack-umbrella'],
    test_type: 'HTTP',
    check_rate: 300,
  };
  account.uptimeTests.create({ ...forgotten, website_url: 'https://umbrella.example.com/liveness' });

  say(
    'Three customers get their stacks, and with them their StatusCake tests and whom those tell. Shown is what changes.',
  );
  await play('provision');
  say(
    'Nothing has changed since: but for maintenance windows, which come and go, the same playbook writes nothing.',
  );
  await play('provision');
  const change = ['-e', 'statuscake_stack_liveness_check_rate=30'];
  say('Liveness is to be checked twice a minute. What would that change? Nothing is written yet.');
  await play('provision', '--limit', 'acme', ...change, '--check', '--diff');
  say(
    'That is what was meant, so now for real. While acme is deployed it is down, but a maintenance window is open.',
  );
  const stop = breakOnceInMaintenance(inventory, 'acme');
  await play('provision', '--limit', 'acme', ...change);
  stop();
  const { alerts } = account.seriesOf(idOf('acme liveness'));
  console.log(`\nThe window is closed again. Alerts: ${alerts.length === 0 ? 'none' : alerts.length}`);

  say('The Redis of globex dies. StatusCake sees that globex lives, but is not ready:');
  await inventory.kill('globex', 'redis');
  await Promise.all([
    simulator.waitForStatus(idOf('globex readiness'), 'down'),
    simulator.waitForStatus(idOf('acme readiness'), 'up'),
  ]);
  for (const { name, status } of account.uptimeTests.all()) {
    console.log(`  ${status}\t${name}`);
  }

  say('The customer initech leaves: first its tests go, then its stack, then its line in the inventory.');
  await play('decommission', '--limit', 'initech');
  await inventory.remove('initech');

  say(
    'Somebody has deleted a test by hand, and umbrella left long ago. One task mirrors the whole inventory.',
  );
  account.uptimeTests.delete(idOf('acme readiness'));
  await play('fleet', ...change, '--diff');

  const writes = simulator.requests.filter(({ method }) => method !== 'GET').length;
  say(`All in all ${simulator.requests.length} requests, of which ${writes} wrote. The account now holds:`);
  for (const { name, website_url, check_rate } of account.uptimeTests.all()) {
    console.log(`  ${name}: ${website_url} every ${check_rate} seconds`);
  }

  say(
    'Had they run for a quarter already: what was every customer promised for the last month, and what did they get?',
  );
  account.imagine(PAST);
  const reports = await mkdtemp(join(tmpdir(), 'statuscake-reports-'));
  const folders = { statuscake_sla_output: reports, statuscake_sla_store: join(folder, 'sla') };
  await play('sla', '-e', JSON.stringify(folders));
  const [period = ''] = await readdir(reports);
  console.log(`\nThe reports of ${period} are for you to look at: ${join(reports, period, 'index.html')}`);
}

/** Kills the service of a stack as soon as its maintenance window is open; its deployment starts it again. */
function breakOnceInMaintenance(inventory: ExampleInventory, stack: string): () => void {
  return simulator.intercept(async ({ method, path }, proceed) => {
    const response = await proceed();
    if (method === 'POST' && path.endsWith('/maintenance-windows')) {
      await inventory.kill(stack, 'service');
      await simulator.waitForStatus(idOf(`${stack} liveness`), 'down');
      console.log(`\n(StatusCake finds that ${stack} is down.)`);
    }
    return response;
  });
}

/**
 * Runs a playbook against the simulator.
 * @throws {Error} when it fails
 */
async function runPlaybook(
  inventory: ExampleInventory,
  name: string,
  options: readonly string[],
): Promise<void> {
  if (interrupted) {
    throw new Error('Interrupted');
  }
  const args = [`playbooks/${name}.yml`, ...options];
  console.log(`\n$ ansible-playbook ${args.join(' ')}`);
  const env = {
    ...process.env,
    // Named, since Ansible does not take settings from a folder that everybody may write to.
    ANSIBLE_CONFIG: join(ROOT, 'ansible.cfg'),
    ANSIBLE_INVENTORY: inventory.path,
    ANSIBLE_DISPLAY_OK_HOSTS: 'no',
    ANSIBLE_DISPLAY_SKIPPED_HOSTS: 'no',
    EXAMPLE_STACK_OWNER: String(process.pid),
    STATUSCAKE_API_URL: simulator.url,
    STATUSCAKE_API_TOKEN: TOKEN,
  };
  running = spawn('ansible-playbook', args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(running, 'exit');
  if (code !== 0) {
    throw new Error(`ansible-playbook ended with code ${code}`);
  }
}

function idOf(name: string): string {
  const test = simulator.account.uptimeTests.all().find((each) => each.name === name);
  if (test === undefined) {
    throw new Error(`There is no test ${name}`);
  }
  return test.id;
}

function say(text: string): void {
  console.log(`\n==> ${text}`);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startExampleStack } from '../example-stack/stack.ts';
import { startSimulator } from '../simulator/simulator.ts';

/**
 * `npm start`: the main job on this machine, without an account. Starts the simulator and an example stack, then runs
 * the playbooks that a user would run, and says what happens and why.
 */

const PLAYBOOK = 'playbooks/example_test.yml';
const TOKEN = 'demo-token';

const simulator = await startSimulator({ token: TOKEN, requestsPerSecond: 5 });
const stack = await startExampleStack();
try {
  say(`A StatusCake simulator answers at ${simulator.url}, and a stack called acme at ${stack.url}:`);
  await show('/liveness');
  await show('/readiness');

  say('The stack is new: the playbook creates its two tests.');
  await playbook();
  say('Nothing has changed since: the same playbook reads, compares and writes nothing.');
  await playbook();
  say('Somebody wants to check liveness every five minutes. What would that change? Nothing is written yet.');
  await playbook('-e', 'liveness_check_rate=300', '--check', '--diff');
  say('That is what was meant, so now for real: one request, with only the field that differs.');
  await playbook('-e', 'liveness_check_rate=300');
  say('The stack is decommissioned, and its tests go with it.');
  await playbook('-e', 'stack_state=absent');

  const writes = simulator.requests.filter(({ method }) => method !== 'GET');
  say(`All in all ${simulator.requests.length} requests, of which these wrote:`);
  for (const { method, path, form } of writes) {
    console.log(`  ${method} ${path} ${form.map(([name, value]) => `${name}=${value}`).join(' ')}`);
  }
} finally {
  await stack.close();
  await simulator.close();
}

async function show(path: string): Promise<void> {
  const answer = await fetch(stack.url + path);
  console.log(`  GET ${path}: ${answer.status} ${(await answer.text()).trim()}`);
}

/** Runs the playbook against the simulator. Throws when it fails. */
async function playbook(...options: readonly string[]): Promise<void> {
  const args = [PLAYBOOK, '-e', `stack_url=${stack.url}`, ...options];
  console.log(`\n$ ansible-playbook ${args.join(' ')}`);
  const env = { ...process.env, STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: TOKEN };
  const [code] = await once(spawn('ansible-playbook', args, { stdio: 'inherit', env }), 'exit');
  if (code !== 0) throw new Error(`ansible-playbook ended with code ${code}`);
}

function say(text: string): void {
  console.log(`\n==> ${text}`);
}

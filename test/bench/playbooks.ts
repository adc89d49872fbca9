import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder, ROOT } from '../integration/support/folders.ts';
import { REAL_TIME } from './pace.ts';
import { spread, type Table } from './report.ts';

const TOKEN = 'benchmark-token';
const FORKS = 20;
const ROUNDS = 3;
const WITH_VERIFY = { digest: { statuscake_stack_verify: 'digest' }, details: {} };
const CHECKS = 5;

/** Plays that are not among the playbooks of the project, by name. */
const MADE_PLAYS = {
  alone: { tasks: [{ 'ansible.builtin.debug': { msg: 'nothing' } }] },
  role: { roles: ['statuscake_stack'] },
};

/** A play to measure, and what is hoped for. */
interface Case {
  readonly label: string;
  readonly playbook: 'fleet' | 'provision' | keyof typeof MADE_PLAYS;
  readonly hosts: number;
  readonly variables: object;
  /** How often; the first is the first roll-out, and the others find nothing to do. */
  readonly rounds: number;
  readonly goals: { readonly first: string; readonly unchanged: string };
  readonly requestsPerSecond?: number;
  /** How many uptime tests of others the account has. */
  readonly others?: number;
}

const FIVE_A_SECOND = { requestsPerSecond: REAL_TIME.requestsPerSecond };

const CASES: readonly Case[] = [
  {
    label: 'fleet.yml, 200 hosts',
    playbook: 'fleet',
    hosts: 200,
    variables: {},
    rounds: 1 + ROUNDS,
    goals: { first: '', unchanged: '≤ 3 s' },
  },
  {
    label: 'fleet.yml, 1000 hosts',
    playbook: 'fleet',
    hosts: 1000,
    variables: {},
    rounds: 1 + ROUNDS,
    goals: { first: '', unchanged: '≤ 8 s' },
  },
  {
    label: 'Ansible alone, one debug task on each of 200 hosts',
    playbook: 'alone',
    hosts: 200,
    variables: {},
    rounds: 1 + ROUNDS,
    goals: { first: '', unchanged: '' },
  },
  ...Object.entries(WITH_VERIFY).map(
    ([verify, variables]): Case => ({
      label: `provision.yml, 200 hosts, verify: ${verify}`,
      playbook: 'provision',
      hosts: 200,
      variables: { ...variables, statuscake_stack_defaults: { timeout: 20 } },
      rounds: 2,
      goals: {
        first: '≤ 1030 requests',
        unchanged: verify === 'digest' ? '≤ 30 requests' : '≤ 1030 requests',
      },
    }),
  ),
];

/** `npm run bench -- --real-time` also takes the minutes that a first roll-out needs at the limit of the service. */
const IN_REAL_TIME: readonly Case[] = [
  {
    label: 'provision.yml, 200 hosts, at 5 requests/s',
    playbook: 'provision',
    hosts: 200,
    variables: WITH_VERIFY.digest,
    rounds: 2,
    goals: { first: '≤ 1.05 × requests ÷ 5 + Ansible alone', unchanged: '' },
    ...FIVE_A_SECOND,
  },
  {
    label: 'the role on each host by itself, 40 hosts, 600 other tests in the account, at 5 requests/s',
    playbook: 'role',
    hosts: 40,
    variables: WITH_VERIFY.digest,
    rounds: 2,
    goals: { first: '≤ 260 requests', unchanged: '' },
    others: 600,
    ...FIVE_A_SECOND,
  },
];

/** What one play has cost. */
interface Played {
  readonly seconds: number;
  readonly cpu: number;
  readonly megabytes: number;
  readonly requests: number;
  readonly failed: number;
}

/** The playbooks of the project on many hosts. */
export async function playbooks(pace: { readonly requestsPerSecond: number }): Promise<Table> {
  const cases = pace === REAL_TIME ? [...CASES, ...IN_REAL_TIME] : CASES;
  const rows: string[][] = [];
  for (const measured of cases) {
    const [first, ...others] = await playCase(measured);
    rows.push(describe(`${measured.label}: first`, first ? [first] : [], measured.goals.first));
    rows.push(describe(`${measured.label}: unchanged`, others, measured.goals.unchanged));
  }
  return {
    title: 'The playbooks, on many hosts',
    header: ['', 'wall time, s', 'CPU, s', 'memory, MB', 'requests', 'hosts that failed', 'goal'],
    rows,
    note:
      `Hosts of ${CHECKS} uptime tests each, made for this, on \`ansible-playbook\` with ${FORKS} forks; deployments that do nothing. ` +
      `Medians of ${ROUNDS} runs with the least and the most where there are several. No limit and no latency where none is named. ` +
      'A play in batches tells each host its result by one task a host, which costs as much as the debug task. ' +
      'The CPU time is that of ansible-playbook and all that it starts; memory is the most that ansible-playbook itself had ' +
      'resident. The simulator runs beside it on the same cores. With `verify: details` every test declares an option that the ' +
      'list does not show.',
  };
}

function describe(label: string, runs: readonly Played[], goal: string): string[] {
  const each = (value: (played: Played) => number, digits: number) => spread(runs.map(value), digits);
  return [
    label,
    each(({ seconds }) => seconds, 2),
    each(({ cpu }) => cpu, 1),
    each(({ megabytes }) => megabytes, 0),
    each(({ requests }) => requests, 0),
    String(runs.reduce((sum, { failed }) => sum + failed, 0)),
    goal,
  ];
}

async function playCase({
  playbook,
  hosts,
  variables,
  rounds,
  requestsPerSecond = 0,
  others = 0,
}: Case): Promise<Played[]> {
  const simulator = await startSimulator({ token: TOKEN, requestsPerSecond });
  try {
    for (let number = 1; number <= others; number += 1) {
      const name = `other ${number}`;
      const url = `https://other-${number}.example.com`;
      simulator.account.uptimeTests.create({ name, website_url: url, test_type: 'HTTP', check_rate: 300 });
    }
    return await inTemporaryFolder(async (folder) => {
      await prepare(folder, hosts, { ...variables, statuscake_stack_api_url: simulator.url });
      const runs: Played[] = [];
      for (let round = 0; round < rounds; round += 1) {
        runs.push(await play(folder, playbook, simulator));
      }
      return runs;
    });
  } finally {
    await simulator.close();
  }
}

/** Puts an inventory and a deployment that does nothing into a folder. */
async function prepare(folder: string, hosts: number, variables: object): Promise<void> {
  const names = Array.from({ length: hosts }, (_, number) => `customer-${String(number).padStart(4, '0')}`);
  const tests = ['login', 'search', 'api'].map((check) => ({
    name: `{{ statuscake_stack_name }} ${check}`,
    website_url: `{{ statuscake_stack_base_url }}/${check}`,
    check_rate: 300,
  }));
  const stacks = {
    hosts: Object.fromEntries(names.map((name) => [name, { customer_domain: `${name}.example.com` }])),
    vars: {
      ansible_connection: 'local',
      ansible_python_interpreter: '{{ ansible_playbook_python }}',
      statuscake_stack_api_key: TOKEN,
      statuscake_stack_base_url: 'https://{{ customer_domain }}',
      statuscake_stack_ssl_enabled: false,
      statuscake_stack_tests: tests,
      statuscake_stack_tags: ['production'],
      ...variables,
    },
  };
  // JSON is YAML.
  await writeFile(join(folder, 'hosts.yml'), JSON.stringify({ stacks }));
  await mkdir(join(folder, 'roles/example_stack/tasks'), { recursive: true });
  await writeFile(join(folder, 'roles/example_stack/tasks/main.yml'), '[]');
  for (const [name, play] of Object.entries(MADE_PLAYS)) {
    const plays = [{ hosts: 'stacks', gather_facts: false, ...play }];
    await writeFile(join(folder, `${name}.yml`), JSON.stringify(plays));
  }
}

/** Plays once, under a program that tells what that takes. */
async function play(folder: string, playbook: string, { requests }: Simulator): Promise<Played> {
  const before = requests.length;
  const usage = join(folder, 'usage.json');
  const start = performance.now();
  const child = spawn(
    'python3',
    [
      join(import.meta.dirname, 'usage_of.py'),
      usage,
      'ansible-playbook',
      playbook in MADE_PLAYS ? `${playbook}.yml` : join(ROOT, `playbooks/${playbook}.yml`),
      '--forks',
      String(FORKS),
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        LC_ALL: 'C.UTF-8',
        HOME: folder,
        TMPDIR: folder,
        ANSIBLE_CONFIG: join(ROOT, 'ansible.cfg'),
        ANSIBLE_INVENTORY: join(folder, 'hosts.yml'),
        ANSIBLE_ROLES_PATH: [join(folder, 'roles'), join(ROOT, 'roles')].join(delimiter),
        ANSIBLE_NOCOLOR: 'true',
      },
    },
  );
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const seconds = (performance.now() - start) / 1000;
  const failed = output.match(/failed=[1-9]/g)?.length ?? 0;
  if (code !== 0 && failed === 0) {
    throw new Error(output);
  }
  const { cpu, megabytes } = JSON.parse(await readFile(usage, 'utf8'));
  return { seconds, cpu, megabytes, requests: requests.length - before, failed };
}

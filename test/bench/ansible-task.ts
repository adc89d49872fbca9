import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runAnsible } from '../integration/support/ansible.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { MEASURED_LIBRARY } from './library.ts';
import { median } from './measure.ts';
import { nodeVersion, searchPath } from './node-versions.ts';
import { spread, type Table } from './report.ts';

const TASKS = 20;
const TOKEN = 'benchmark-token';
const GOALS: Record<number, number> = { 20: 0.6, 22: 0.6, 24: 0.45 };

/** A task with one request under ansible-playbook, against one of a Python module that makes the same request. */
export async function ansibleTask(): Promise<Table> {
  const simulator = await startSimulator({ token: TOKEN });
  try {
    const rows: string[][] = [];
    for (const [major, goal] of Object.entries(GOALS)) {
      const times = await timeTasks(simulator.url, searchPath(nodeVersion(Number(major))));
      const own = times('status_cake_test');
      const python = times('open_url_request');
      rows.push([
        `Node.js ${major}`,
        spread(own, 0),
        spread(python, 0),
        (median(own) / median(python)).toFixed(2),
        `≤ ${goal}`,
      ]);
    }
    return {
      title: 'A task with one request under ansible-playbook',
      header: [
        '',
        'task of status_cake_test, ms',
        'task of a Python module with open_url, ms',
        'ratio',
        'goal',
      ],
      rows,
      note:
        `Medians of ${TASKS} tasks each, with quartiles: one playbook for each version of Node.js, in which the two kinds of ` +
        'task take turns; the first of each is left out. Timed by a callback plugin from the start of a task to its result, on ' +
        'the clock of the machine; Ansible with its defaults, no limit, no latency. The Python module does nothing but the same ' +
        'request (`test/bench/open_url_request.py`).',
    };
  } finally {
    await simulator.close();
  }
}

/** Runs a playbook of both kinds of task in turn. Returns the milliseconds of each task of a module, but the first. */
function timeTasks(url: string, path: string): Promise<(module: string) => number[]> {
  return inTemporaryFolder(async (folder) => {
    const pair = [
      {
        status_cake_test: { api_url: url, api_key: TOKEN, name: 'not there', state: 'absent' },
        delegate_to: 'localhost',
      },
      { open_url_request: { url, token: TOKEN }, delegate_to: 'localhost' },
    ];
    const tasks = Array.from({ length: TASKS + 1 }, () => pair).flat();
    const file = join(folder, 'times');
    writeFileSync(
      join(folder, 'playbook.yml'),
      // JSON is YAML.
      JSON.stringify([{ hosts: 'localhost', gather_facts: false, tasks }]),
    );
    writeFileSync(join(folder, 'ansible.cfg'), '');
    const { exitCode, stdout } = await runAnsible('ansible-playbook', ['playbook.yml'], folder, {
      PATH: path,
      TMPDIR: folder,
      ANSIBLE_LIBRARY: [MEASURED_LIBRARY, import.meta.dirname].join(delimiter),
      ANSIBLE_CALLBACK_PLUGINS: join(import.meta.dirname, 'callback_plugins'),
      TASK_TIMES: file,
    });
    if (exitCode !== 0) {
      throw new Error(stdout);
    }
    const times = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    return (module) =>
      times
        .filter(([name]) => name === module)
        .slice(1)
        .map(([, seconds]) => Number(seconds) * 1000);
  });
}

import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runOnTerminal } from './support/ansible.ts';
import { run } from './support/command.ts';
import { inTemporaryFolder, ROOT } from './support/folders.ts';
import { type PlaybookRun, runTasks } from './support/playbook.ts';

const TOKEN = 'c0ffee-token-of-the-account';
const TESTS = Array.from({ length: 20 }, (_, index) => ({
  name: `acme ${index}`,
  website_url: 'https://acme.example.com',
}));
const LINE = /StatusCake: \d+ of 20 checks, \d+ requests, about \d+ s left/g;

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ token: TOKEN, requestsPerSecond: 5 });
});
afterAll(() => simulator.close());

const environment = () => ({
  STATUSCAKE_API_URL: simulator.url,
  STATUSCAKE_API_TOKEN: TOKEN,
  ANSIBLE_CALLBACKS_ENABLED: 'status_cake_progress',
});
const PLUGINS = join(ROOT, 'plugins/callback');

describe('the callback plugin for progress', () => {
  it('tells in a log what a task will cost, how far it has come, and nothing of a short one', async () => {
    await inTemporaryFolder(async (state) => {
      const task = { module: 'status_cake_stack', options: { stack: 'acme', tests: TESTS } };
      const play = (tasks: Parameters<typeof runTasks>[0]): Promise<PlaybookRun> =>
        runTasks(tasks, {
          environment: {
            ...environment(),
            STATUSCAKE_STATE_DIRECTORY: state,
            STATUSCAKE_PROGRESS_INTERVAL: '0.1',
            ANSIBLE_CALLBACK_PLUGINS: `${PLUGINS}:${join(import.meta.dirname, 'support/callback_plugins')}`,
          },
        });
      const { output, results, stdout } = await play([
        { ...task, keywords: { check_mode: true } },
        task,
        { ...task, options: { stack: 'acme', tests: TESTS.slice(0, 1), purge: false } },
      ]);
      expect(results, output).toMatchObject([{ changed: true }, { changed: true }, { changed: false }]);
      expect(stdout).toMatch(/^ {2}without check mode: 2\d requests, about \d s at 5\/s$/m);
      expect(stdout.match(LINE)?.length).toBeGreaterThan(1);
      expect(stdout.slice(stdout.lastIndexOf('TASK ['))).not.toContain('StatusCake: ');
      expect(output).not.toContain('WARNING');
      expect((await readdir(state)).filter((name) => name.includes('progress'))).toEqual([]);
    });
  });

  it('tells nothing of the runs of others, whose processes are none of its own', async () => {
    await inTemporaryFolder(async (state) => {
      const report = { done: 7000, total: 9000, requests: 1, seconds_left: 5 };
      for (const name of [
        `abc.${process.pid}.progress.json`,
        'abc.999999999.progress.json',
        'abc.1.progress.json',
      ]) {
        await writeFile(join(state, name), JSON.stringify(report));
      }
      const tests = TESTS.map(({ website_url }, index) => ({ name: `initech ${index}`, website_url }));
      const { output, results, stdout } = await runTasks(
        [{ module: 'status_cake_stack', options: { stack: 'initech', tests } }],
        {
          environment: {
            ...environment(),
            STATUSCAKE_STATE_DIRECTORY: state,
            STATUSCAKE_PROGRESS_INTERVAL: '0.1',
            ANSIBLE_CALLBACK_PLUGINS: `${PLUGINS}:${join(import.meta.dirname, 'support/callback_plugins')}`,
          },
        },
      );
      expect(results, output).toMatchObject([{ changed: true }]);
      expect(stdout.match(LINE)?.length).toBeGreaterThan(1);
      expect(stdout.match(/StatusCake: .*/g)?.filter((line) => !/ of 20 checks/.test(line))).toEqual([]);
    });
  });

  it('counts one request as people do', async () => {
    const lines = [1, 2].flatMap((requests) =>
      [0, 9].map((total) => JSON.stringify({ done: 0, total, requests, seconds_left: 5 })),
    );
    const told = await runPython(lines.map((report) => `print(describe([${report}]))`).join('\n'));
    expect(told.split('\n')).toEqual([
      'StatusCake: reading, 1 request so far',
      'StatusCake: 0 of 9 checks, 1 request, about 5 s left',
      'StatusCake: reading, 2 requests so far',
      'StatusCake: 0 of 9 checks, 2 requests, about 5 s left',
    ]);
  });

  it('takes any process for its own where there is no /proc that tells', async () => {
    const told = await runPython(
      'import os',
      'print(descends(os.getpid(), os.getppid()), descends(os.getppid(), os.getpid()))',
      'os.path.isdir = lambda path: False',
      'print(descends(os.getppid(), os.getpid()))',
    );
    expect(told.split('\n')).toEqual(['True False', 'True']);
  });

  it('is one line on a terminal, which has gone when Ansible prints its own, and minds no damaged report', async () => {
    await inTemporaryFolder(async (folder) => {
      const task = { status_cake_stack: { stack: 'globex', tests: TESTS.map(globex) } };
      await writeFile(
        join(folder, 'playbook.yml'),
        JSON.stringify([{ hosts: 'localhost', gather_facts: false, tasks: [task] }]),
      );
      for (const text of ['', '{"done": 1}', '[1]']) {
        await writeFile(join(folder, `${text.length}.progress.json`), text);
      }
      const { exitCode, stdout } = await runOnTerminal('ansible-playbook', ['playbook.yml'], folder, {
        ...environment(),
        STATUSCAKE_STATE_DIRECTORY: folder,
        ANSIBLE_CALLBACK_PLUGINS: PLUGINS,
      });
      expect(exitCode, stdout).toBe(0);
      const lines = stdout.split('\n');
      const moving = lines.filter((line) => line.match(LINE));
      expect(moving).toHaveLength(1);
      const states = moving[0]?.split('\r\u001b[K') ?? [];
      expect(states.filter((state) => state.match(LINE)).length).toBeGreaterThan(1);
      expect(states.at(-1)).toMatch(/^changed: \[localhost\]\r?$/);
      expect(stdout).not.toMatch(/Traceback|WARNING/);
    });
  });
});

const globex = ({ website_url }: { website_url: string }, index: number) => ({
  name: `globex ${index}`,
  website_url,
});

/** Returns what a program prints that knows the functions of the plugin. */
async function runPython(...lines: string[]): Promise<string> {
  const program = ['from status_cake_progress import *', ...lines].join('\n');
  const path = [PLUGINS, process.env.ANSIBLE_SITE ?? ''].filter(Boolean).join(delimiter);
  const { stdout, stderr } = await run(process.env.ANSIBLE_PYTHON ?? '/usr/bin/python3', ['-c', program], {
    environment: { PATH: process.env.PATH, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' },
    folder: tmpdir(),
  });
  expect(stderr).toBe('');
  return stdout.trim();
}

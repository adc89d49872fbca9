import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { runOnTerminal } from './support/ansible.ts';
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

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Finished, run } from './support/command.ts';
import { ACME } from './support/examples.ts';
import { inTemporaryFolder, LIBRARY, ROOT } from './support/folders.ts';
import { TOKEN } from './support/scenarios.ts';

/** Where npm test unpacks ansible-runner; it can do so on Debian only. */
const PACKAGES = join(ROOT, 'node_modules/.cache/debian/ansible-runner/usr/lib/python3/dist-packages');
/** What the command that this package installs does. */
const ENTRY = 'import sys; from ansible_runner.__main__ import main; sys.exit(main())';
const PASSWORD = 'rosebud-password-of-the-robot';

interface Run extends Finished {
  readonly events: readonly { event: string; event_data: { res?: { changed?: boolean; diff?: unknown } } }[];
  /** What ansible-runner has left, by the paths of its files. */
  readonly artifacts: Readonly<Record<string, string>>;
  /** The permissions of the file in which it keeps the environment. */
  readonly mode: number;
}

describe.skipIf(!existsSync(PACKAGES))('ansible-runner, which runs the jobs of AWX,', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ token: TOKEN });
  });
  afterAll(() => simulator.close());

  /** Runs tasks in a folder as ansible-runner takes it, with the token in the environment, as AWX puts it there. */
  function play(tasks: readonly unknown[], ...flags: readonly string[]): Promise<Run> {
    return inTemporaryFolder(async (folder) => {
      for (const name of ['env', 'inventory', 'project']) {
        await mkdir(join(folder, name));
      }
      const environment = { STATUSCAKE_API_TOKEN: TOKEN, STATUSCAKE_API_URL: simulator.url };
      const plays = [{ hosts: 'localhost', gather_facts: false, tasks }];
      // JSON is YAML.
      await writeFile(join(folder, 'env/envvars'), JSON.stringify(environment));
      await writeFile(join(folder, 'inventory/hosts'), 'localhost ansible_connection=local\n');
      await writeFile(join(folder, 'project/playbook.yml'), JSON.stringify(plays));
      await cp(LIBRARY, join(folder, 'project/library'), { recursive: true, verbatimSymlinks: true });
      const args = ['-c', ENTRY, 'run', folder, '-p', 'playbook.yml', '--ident', 'job', ...flags];
      const finished = await run('/usr/bin/python3', args, {
        environment: {
          PATH: process.env.PATH,
          PYTHONPATH: PACKAGES,
          HOME: folder,
          LC_ALL: 'C.UTF-8',
        },
        folder,
      });
      const artifacts = await readFiles(join(folder, 'artifacts/job'));
      const events = Object.entries(artifacts).filter(([path]) => path.startsWith('job_events/'));
      return {
        ...finished,
        artifacts,
        events: events.map(([, text]) => JSON.parse(text)),
        mode: (await stat(join(folder, 'artifacts/job/command'))).mode & 0o777,
      };
    });
  }

  it('has events and diffs of our tasks, and no secret in what it leaves', async () => {
    const test = { ...ACME, basic_username: 'robot', basic_password: PASSWORD };
    const task = { status_cake_test: test, delegate_to: 'localhost' };
    const { exitCode, stdout, events, artifacts, mode } = await play(
      [task, { ...task, status_cake_test: { ...test, check_rate: 60, api_key: TOKEN } }],
      '--cmdline',
      '--diff -vvv',
    );
    expect(exitCode, stdout).toBe(0);
    const results = events
      .filter(({ event }) => event === 'runner_on_ok')
      .map(({ event_data }) => event_data.res);
    expect(results).toMatchObject([
      { changed: true, diff: { before: '', after: expect.stringContaining('check_rate: 300') } },
      {
        changed: true,
        diff: { before: expect.any(String), after: expect.stringContaining('check_rate: 60') },
      },
    ]);
    const holding = (secret: string) =>
      Object.keys(artifacts).filter((path) => artifacts[path]?.includes(secret));
    expect(holding(PASSWORD)).toEqual([]);
    // Of its own accord it keeps the environment that it was given, for its owner alone.
    expect(holding(TOKEN)).toEqual(['command']);
    expect(mode).toBe(0o600);
    expect(simulator.account.uptimeTests.all()).toMatchObject([{ check_rate: 60, basic_password: PASSWORD }]);
  });

  it('tells why a task has failed in an event, without a secret', async () => {
    const { exitCode, events, artifacts } = await play([
      { status_cake_test: { ...ACME, check_rate: 61, basic_password: PASSWORD }, delegate_to: 'localhost' },
    ]);
    expect(exitCode).toBe(2);
    const failures = events.filter(({ event }) => event === 'runner_on_failed');
    expect(failures).toMatchObject([{ event_data: { res: { msg: expect.stringContaining('check_rate') } } }]);
    expect(JSON.stringify(artifacts)).not.toContain(PASSWORD);
  });
});

async function readFiles(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(
    files.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')]),
  );
  return Object.fromEntries(texts);
}

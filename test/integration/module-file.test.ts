import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { type Finished, run } from './support/command.ts';
import { ACME } from './support/examples.ts';
import { inTemporaryFolder, MODULE_FILE } from './support/folders.ts';
import { runModule } from './support/module.ts';
import { runEntries } from './support/playbook.ts';
import { TOKEN } from './support/scenarios.ts';

const PATH = process.env.PATH;

/** Requires the one thing that Ansible understands: a JSON object on one line, and here one about a failure. */
function expectFailure({ exitCode, stdout, stderr }: Finished, message: RegExp): void {
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(stdout).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ failed: true, msg: expect.stringMatching(message) });
}

describe('a file of arguments', () => {
  it.each([
    ['text', `api_key=${TOKEN}`],
    ['half of JSON', `{"api_key": "${TOKEN}", "na`],
    ['a list', `["${TOKEN}"]`],
    ['nothing', ''],
    ['null', 'null'],
  ])('that holds %s is an error that quotes nothing of it', async (_, args) => {
    const finished = await runModule(args);
    expectFailure(finished, /args\.json does not hold a JSON object.*Ansible module/);
    expect(finished.stdout).not.toContain(TOKEN);
  });

  it.each([
    ['is missing', ['missing.json'], /missing\.json cannot be read .*ENOENT/],
    ['is a folder', ['.'], /cannot be read .*EISDIR/],
    ['is not named', [], /no file of arguments was given.*playbook/],
  ])('that %s is an error', async (_, args, message) => {
    await inTemporaryFolder(async (folder) => {
      expectFailure(await run(MODULE_FILE, args, { environment: { PATH }, folder }), message);
    });
  });
});

it('an ID beyond the digits of a number is that of the test which is deleted', async () => {
  const simulator = await startSimulator({ token: TOKEN });
  const args = `{"id": 9007199254740993, "state": "absent", "api_key": "${TOKEN}", "api_url": "${simulator.url}"}`;
  expect(await runModule(args)).toMatchObject({ exitCode: 0 });
  expect(simulator.requests).toMatchObject([
    { method: 'GET', path: '/v1/uptime/9007199254740993' },
    // What may have taken its place.
    { method: 'GET', query: expect.stringContaining('tags=replaces-9007199254740993&') },
  ]);
  await simulator.close();
});

describe('the command line', () => {
  it('may have every part quoted, as newer versions of ansible-core do', async () => {
    const simulator = await startSimulator({ token: TOKEN });
    // What is under way may be finished: here it never is.
    const options = { api_url: simulator.url, api_key: TOKEN, api_timeout: 1, ...ACME };
    await inTemporaryFolder(async (folder) => {
      const args = join(folder, "args with 'quotes'.json");
      await writeFile(args, JSON.stringify(options));
      const quoted = [MODULE_FILE, args].map((part) => `'${part.replaceAll("'", `'"'"'`)}'`).join(' ');
      const finished = await run('/bin/sh', ['-c', `'/bin/sh' ${quoted}`], { environment: { PATH }, folder });
      expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(finished.stdout)).toMatchObject({ changed: true, action: 'created', id: '1' });
    });
    await simulator.close();
  });
});

describe('a machine', () => {
  it('without Node.js is told so', async () => {
    await inTemporaryFolder(async (empty) => {
      expectFailure(
        await runModule('{}', { PATH: empty }),
        /needs Node\.js 20 or newer.* no node on the PATH/,
      );
    });
  });

  it('without Node.js is told so by Ansible, too', async () => {
    const task = {
      status_cake_test: { ...ACME },
      delegate_to: 'localhost',
      environment: { PATH: '/nowhere' },
    };
    const { exitCode, results } = await runEntries([task]);
    expect(exitCode).toBe(2);
    expect(results).toMatchObject([
      { failed: true, msg: expect.stringContaining('needs Node.js 20 or newer') },
    ]);
  });

  it('with an old Node.js is told so', async () => {
    await inTemporaryFolder(async (folder) => {
      // Passes for an old one to all that asks it for its version.
      const versions = `{ ...process.versions, node: '18.20.4' }`;
      const pretence = `Object.defineProperties(process, { version: { value: 'v18.20.4' }, versions: { value: ${versions} } });`;
      await writeFile(join(folder, 'old.cjs'), pretence);
      const stub = join(folder, 'node');
      await writeFile(stub, `#!/bin/sh\nexec '${process.execPath}' --require '${folder}/old.cjs' "$@"\n`);
      await chmod(stub, 0o755);
      expectFailure(await runModule('{}', { PATH: folder }), /needs Node\.js 20 or newer.*is v18\.20\.4/);
    });
  });

  it.each([
    ['a flag that there is not', '--no-such-flag', /NODE_OPTIONS/],
    ['a module that is missing', '--require ./missing.cjs', /NODE_OPTIONS/],
    ['no room for what a module keeps in memory', '--max-old-space-size=6', /NODE_OPTIONS/],
    ['a permission model that forbids to read', '--experimental-permission', /NODE_OPTIONS/],
  ])('whose NODE_OPTIONS have %s is told so', async (_, NODE_OPTIONS, message) => {
    expectFailure(await runModule('{}', { NODE_OPTIONS }), message);
  });

  it('whose NODE_OPTIONS forbid to read nothing but the arguments is told so', async () => {
    const NODE_OPTIONS = `--experimental-permission --allow-fs-read=${join(MODULE_FILE, '..', '..')}`;
    const finished = await runModule('{}', { NODE_OPTIONS });
    // Of the permission model Node.js warns itself.
    expectFailure({ ...finished, stderr: '' }, /NODE_OPTIONS .* forbid reading the file of arguments/);
  });

  it('whose NODE_OPTIONS are in order runs the module with them', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFile(join(folder, 'mark.cjs'), 'process.env.STATUSCAKE_API_URL = "marked";');
      const NODE_OPTIONS = `--require=${join(folder, 'mark.cjs')}`;
      const args = JSON.stringify({ name: 'a', api_key: TOKEN });
      expectFailure(await runModule(args, { NODE_OPTIONS }), /api_url is not a URL: marked/);
    });
  });

  it.runIf(process.platform === 'linux')(
    'with a full disk gets exit code 1, and no stack trace',
    async () => {
      await inTemporaryFolder(async (folder) => {
        const command = `'${MODULE_FILE}' missing.json > /dev/full`;
        const finished = await run('/bin/sh', ['-c', command], { environment: { PATH }, folder });
        expect(finished).toEqual({ exitCode: 1, stdout: '', stderr: '' });
      });
    },
  );
});

describe('a signal', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it with a failure that says so',
    async (signal) => {
      const simulator = await startSimulator({ token: TOKEN });
      const asked = new Promise<void>((resolve) => {
        simulator.intercept(() => {
          resolve();
          return new Promise(() => {});
        });
      });
      await inTemporaryFolder(async (folder) => {
        // What is under way may be finished: here it never is.
        const options = { api_url: simulator.url, api_key: TOKEN, api_timeout: 1, ...ACME };
        await writeFile(join(folder, 'args.json'), JSON.stringify(options));
        const child = spawn(MODULE_FILE, ['args.json'], { env: { PATH }, cwd: folder });
        await asked;
        child.kill(signal);
        const [stdout, stderr, [exitCode]] = await Promise.all([
          text(child.stdout),
          text(child.stderr),
          once(child, 'close'),
        ]);
        expectFailure({ exitCode, stdout, stderr }, new RegExp(`stopped by ${signal}.*run it again`));
      });
      await simulator.close();
    },
  );
});

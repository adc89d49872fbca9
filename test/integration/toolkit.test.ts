import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/environment.ts';
import type { JsonObject } from '../../src/json.ts';
import { programsOfAnsible } from './support/ansible.ts';
import { type Finished, run } from './support/command.ts';
import { follow, readDocument } from './support/document.ts';
import { ROOT } from './support/folders.ts';

/** What the page installs from the registry, and the tests from here. */
const OF_REGISTRY = /(?<=npm install .* )(esbuild|typescript|tsx|@types\/node)(?=\s)/g;

const { text: page, blocks } = await readDocument('toolkit.md');

/** Where the tarball is; the project that follows the page is the folder `project` in it. */
let folder: string;
let project: string;
let environment: Environment;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toolkit-'));
  project = join(folder, 'project');
  await mkdir(project);
  const { PATH = '' } = process.env;
  const npm = {
    npm_config_offline: 'true',
    npm_config_cache: join(folder, 'cache'),
    npm_config_audit: 'false',
  };
  environment = {
    PATH: `${await programsOfAnsible(join(folder, 'bin'))}:${PATH}`,
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    ANSIBLE_NOCOLOR: 'true',
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_INVENTORY_UNPARSED_WARNING: 'false',
    ...npm,
  };
  const packed = await run('npm', ['run', '--silent', 'toolkit', '--', folder], {
    environment,
    folder: ROOT,
  });
  expect(packed.exitCode, packed.stderr).toBe(0);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function command(code: string): Promise<Finished> {
  return run('sh', ['-e', '-c', code], { environment, folder: project });
}

it('an empty folder becomes the modules of the page, which do and print what it says', async () => {
  await follow(blocks, project, (code) =>
    command(code.replace(OF_REGISTRY, (name) => join(ROOT, 'node_modules', name))),
  );
  expect(JSON.parse(await readFile(join(project, 'app.json'), 'utf8'))).toEqual({
    volume: 11,
    colour: 'red',
  });
});

describe('the package', () => {
  const installed = () => join(project, 'node_modules/ansible-module-kit');

  it('has no dependency, and brings its types, its page and its licence', async () => {
    const manifest = JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
    expect(await readFile(join(installed(), 'README.md'), 'utf8')).toBe(page);
    expect(await readdir(installed())).toEqual(expect.arrayContaining(['LICENSE', 'ansible', 'toolkit']));
    expect(await readFile(join(installed(), 'toolkit/index.d.ts'), 'utf8')).toContain('defineModule');
  });

  it('knows nothing of the modules of this project', async () => {
    const { stdout } = await command(
      `grep -rilE 'status_?cake' --exclude LICENSE node_modules/ansible-module-kit || true`,
    );
    expect(stdout).toBe('');
  });

  it('has types that know the options of a module', async () => {
    const code = `import type { Parameters } from 'ansible-module-kit';
      import { defineModule } from 'ansible-module-kit';
      const spec = {
        size: { type: 'int', default: 1, description: '' },
        kind: { choices: ['a', 'b'], required: true, description: '' },
        part: { type: 'dict', options: { flag: { type: 'bool', description: '' } }, apply_defaults: true, description: '' },
        parts: { type: 'list', elements: 'dict', options: { name: { description: '' } }, description: '' },
      } as const;
      export function use({ size, kind, part, parts }: Parameters<typeof spec>): [number, 'a' | 'b', boolean | null] {
        // @ts-expect-error: may be null, as it has no default
        parts.length;
        // @ts-expect-error: none of the choices
        kind === 'c';
        const names: (string | null)[] | undefined = parts?.map(({ name }) => name);
        return [size + (names?.length ?? 0), kind, part.flag];
      }
      // @ts-expect-error: an option needs a description
      defineModule({ name: 'x', argument_spec: { size: { type: 'int' } }, run: async () => ({}) });`;
    await writeFile(join(project, 'src/types.ts'), code);
    const { exitCode, stdout } = await command('npx tsc; rm src/types.ts');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });

  it('passes its licence on in what is built', async () => {
    expect(await readFile(join(project, 'library/LICENSES.txt'), 'utf8')).toMatch(
      /^ansible-module-kit \d.*MIT/ms,
    );
  });

  it.each(['index', 'build', 'testing'])('has a page that names all that %s exports', async (entry) => {
    const types = await readFile(join(installed(), `toolkit/${entry}.d.ts`), 'utf8');
    const lists = [...types.matchAll(/^export (?:type )?\{([^}]*)\}/gms)].flatMap(([, list = '']) =>
      list.split(','),
    );
    const own = [...types.matchAll(/^export (?:declare function|interface) (\w+)/gm)].map(([, name]) => name);
    const names = [...lists.map((name) => name.replace(/\btype\b/, '').trim()).filter(Boolean), ...own];
    expect(names.length).toBeGreaterThan(0);
    const reference = page.slice(page.indexOf('## What there is'));
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(reference))).toEqual([]);
  });
});

describe('the program', () => {
  it.each([
    ['a file without a module', 'export const documentation = {};', /src\/odd\.ts exports no module/],
    [
      'a file without documentation',
      'export const module = { name: "odd" };',
      /src\/odd\.ts exports no documentation/,
    ],
    ['a name that no module has', named('No-Module'), /cannot be named "No-Module"/],
    ['a mistake in the code', 'export const module = {', /src\/odd\.ts:1:/],
  ])('says what is wrong with %s, and writes nothing', async (_, code, message) => {
    await writeFile(join(project, 'src/odd.ts'), code);
    const { exitCode, stderr } = await command('npx ansible-module-kit src/odd.ts --out odd');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('at ');
    expect(await readdir(project)).not.toContain('odd');
  });

  it('says how to install esbuild where there is none', async () => {
    const { exitCode, stderr } = await command(
      'rm node_modules/esbuild; npx ansible-module-kit src/json_settings.ts',
    );
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'ansible-module-kit: esbuild is not installed: npm install --save-dev esbuild\n',
    });
  });
});

describe('the module that talks to a service', () => {
  const flag = { name: 'new-search', state: 'gradual', steps: [{ group: 'testers' }] };

  it('takes a token out of a file, and shows it nowhere', async () => {
    const token = 'open-sesame-and-hurry';
    const served: JsonObject[] = [];
    await withServer(
      (request, response) => {
        served.push({ method: request.method ?? '', authorization: request.headers.authorization ?? '' });
        response.writeHead(request.method === 'GET' ? 404 : 418, `no ${token}`).end(token);
      },
      async (api_url) => {
        await writeFile(join(project, 'token'), `${token}\n`);
        const task = {
          feature_flag: { api_url, api_token_file: join(project, 'token'), ...flag, name: token },
        };
        await writePlaybook([{ ...task, check_mode: true }, task]);
        const { stdout, stderr } = await command('ansible-playbook flags.yml --diff -vvv || true');
        expect(stdout).toContain('********');
        expect(stdout).toContain('refused the flag with HTTP 418');
        expect(stdout + stderr).not.toContain(token);
      },
    );
    expect(served).toEqual(
      ['GET', 'GET', 'PUT'].map((method) => ({ method, authorization: `Bearer ${token}` })),
    );
  });

  it('refuses what its relations exclude, in the words of Ansible', async () => {
    await writePlaybook([{ feature_flag: { api_url: 'x', name: 'x', api_token: 'x', state: 'gradual' } }]);
    const { stdout } = await command('ansible-playbook flags.yml || true');
    expect(stdout).toContain('state is gradual but all of the following are missing: steps');
  });

  it('warns, and tells of a deprecated alias', async () => {
    await withServer(
      (_, response) => response.end('{}'),
      async (api_url) => {
        const steps = [{ group: 'testers', share: 0 }];
        await writePlaybook([
          { feature_flag: { api_url, api_token: 'open-sesame', flag: 'x', state: 'gradual', steps } },
        ]);
        const { exitCode, stderr, stdout } = await command('ansible-playbook flags.yml');
        expect(exitCode, stdout).toBe(0);
        expect(stderr).toContain('nobody gets x: every share is 0');
        expect(stderr.replace(/\s+/g, ' ')).toContain("Alias 'flag' is deprecated");
      },
    );
  });

  it('ends with a signal as the page says', async () => {
    const [message = ''] = /feature_flag was stopped by .* run it again/.exec(page) ?? [];
    let stop = () => {};
    await withServer(
      () => stop(),
      async (api_url) => {
        await writeFile(
          join(project, 'args.json'),
          JSON.stringify({ api_url, api_token: 'open-sesame', ...flag }),
        );
        const child = spawn(join(project, 'library/feature_flag.cjs'), ['args.json'], { cwd: project });
        stop = () => child.kill('SIGTERM');
        const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
        expect(exitCode).toBe(1);
        expect(JSON.parse(stdout)).toMatchObject({ failed: true, msg: message });
      },
    );
  });

  it('is told about a host without Node.js', async () => {
    const { stdout } = await run(join(project, 'library/feature_flag.cjs'), [], {
      environment: { PATH: '/nowhere' },
      folder: project,
    });
    expect(JSON.parse(stdout)).toEqual({
      failed: true,
      msg: 'feature_flag needs Node.js 20 or newer on the host, and there is no node on the PATH',
    });
  });

  function writePlaybook(tasks: readonly JsonObject[]): Promise<void> {
    const entries = tasks.map((task) => ({ ...task, ignore_errors: true }));
    const plays = [{ hosts: 'localhost', gather_facts: false, tasks: entries }];
    return writeFile(join(project, 'flags.yml'), JSON.stringify(plays));
  }
});

function named(name: string): string {
  return `export const module = { name: '${name}', argument_spec: {} };
    export const documentation = { short_description: '', description: '', examples: '' };`;
}

async function withServer(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { module } from '../../../src/modules/status_cake_export/module.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const TOKEN = 'places-token';
const RULES = [{ name: '^(?<stack>[a-z]+) ' }];

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
  simulator = await startSimulator({ token: TOKEN });
  folder = mkdtempSync(join(tmpdir(), 'status-cake-'));
  seed('acme up');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await simulator.close();
});

const seed = (name: string) =>
  simulator.account.uptimeTests.create({
    name,
    website_url: 'https://acme.example.com/',
    test_type: 'HTTP',
    check_rate: 300,
  });
const run = (options: JsonObject) => runModule(module, simulator, TOKEN, { rules: RULES, ...options });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe.each(['takeover.md', 'takeover.html'])('a report %s', (name) => {
  const path = () => join(folder, name);
  const kept = (reason: string) => [expect.stringContaining(`${path()} stays as it is: ${reason}`)];

  test('is written anew where this module has written it', async () => {
    await run({ report_directory: folder });
    expect(await run({ report_directory: folder })).toMatchObject({ changed: false });
    seed('globex up');
    const result = await run({ report_directory: folder });
    expect(result).toMatchObject({ changed: true });
    expect(result).not.toHaveProperty('warnings');
    expect(read(name)).toContain('globex up');
  });

  test('stays where somebody has edited it, or where something else has written it', async () => {
    await run({ report_directory: folder });
    const texts = [`${read(name)}Ask Ada about the first one.\n`, '# How we took over\n', ''];
    seed('globex up');
    for (const text of texts) {
      writeFileSync(path(), text);
      const { warnings } = await run({ report_directory: folder });
      expect(warnings).toEqual(kept('it was edited, or something else has written it: move it away'));
      expect(read(name)).toBe(text);
    }
  });

  test('stays where a link leads nowhere', async () => {
    symlinkSync(join(folder, 'nowhere'), path());
    const { warnings } = await run({ report_directory: folder });
    expect(warnings).toEqual(kept('it is a link that leads nowhere'));
    expect(readdirSync(folder)).not.toContain('nowhere');
  });
});

test('a link stays one, and what it leads to is written', async () => {
  mkdirSync(join(folder, 'elsewhere'));
  mkdirSync(join(folder, 'host_vars/acme'), { recursive: true });
  await run({ directory: join(folder, 'elsewhere'), report_directory: join(folder, 'elsewhere') });
  const links = {
    'host_vars/acme/statuscake.yml': 'elsewhere/host_vars/acme/statuscake.yml',
    'takeover.md': 'elsewhere/takeover.md',
  };
  for (const [link, target] of Object.entries(links)) {
    symlinkSync(join(folder, target), join(folder, link));
  }
  seed('acme shop');
  await run({ directory: folder, report_directory: folder });
  for (const [link, target] of Object.entries(links)) {
    expect(lstatSync(join(folder, link)).isSymbolicLink()).toBe(true);
    expect(read(target)).toContain('acme shop');
  }
});

describe('a pipe', () => {
  const pipe = (name: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    execFileSync('mkfifo', [join(folder, name)]);
  };

  test.each([
    ['host_vars/acme/statuscake.yml', 'directory'],
    ['takeover.md', 'report_directory'],
    ['state.json', 'terraform'],
  ])('in the place of %s is told of', async (name, option) => {
    pipe(name);
    expect(await run({ [option]: option === 'terraform' ? join(folder, name) : folder })).toMatchObject({
      failed: true,
      msg: `${option}: ${join(folder, name)} cannot be read: it is a pipe or a device, and no file; mend that, or name another folder`,
    });
  });

  test('of a host that is no stack is nobody’s business', async () => {
    pipe('host_vars/globex/statuscake.yml');
    expect(await run({ directory: folder })).not.toHaveProperty('warnings');
  });
});

import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { useWorkplace } from './workplace.ts';

vi.mock('../../../src/statuscake/pacing/clock.ts', () => import('../skipping-clock.ts'));

const RULES = [{ name: '^(?<stack>[a-z]+) ' }];

const here = useWorkplace();
const { seed } = here;
beforeEach(() => {
  seed('acme up');
});

const run = (options: JsonObject) => here.run({ rules: RULES, ...options });
const read = (name: string) => readFileSync(join(here.folder, name), 'utf8');

describe.each(['takeover.md', 'takeover.html'])('a report %s', (name) => {
  const path = () => join(here.folder, name);
  const kept = (reason: string) => [expect.stringContaining(`${path()} stays as it is: ${reason}`)];

  test('is written anew where this module has written it', async () => {
    await run({ report_directory: here.folder });
    expect(await run({ report_directory: here.folder })).toMatchObject({ changed: false });
    seed('globex up');
    const result = await run({ report_directory: here.folder });
    expect(result).toMatchObject({ changed: true });
    expect(result).not.toHaveProperty('warnings');
    expect(read(name)).toContain('globex up');
  });

  test('stays where somebody has edited it, or where something else has written it', async () => {
    await run({ report_directory: here.folder });
    const texts = [`${read(name)}Ask Ada about the first one.\n`, '# How we took over\n', ''];
    seed('globex up');
    for (const text of texts) {
      writeFileSync(path(), text);
      const { warnings } = await run({ report_directory: here.folder });
      expect(warnings).toEqual(kept('it was edited, or something else has written it: move it away'));
      expect(read(name)).toBe(text);
    }
  });

  test('stays where a link leads nowhere', async () => {
    symlinkSync(join(here.folder, 'nowhere'), path());
    const { warnings } = await run({ report_directory: here.folder });
    expect(warnings).toEqual(kept('it is a link that leads nowhere'));
    expect(readdirSync(here.folder)).not.toContain('nowhere');
  });
});

test('a link stays one, and what it leads to is written', async () => {
  mkdirSync(join(here.folder, 'elsewhere'));
  mkdirSync(join(here.folder, 'host_vars/acme'), { recursive: true });
  await run({ directory: join(here.folder, 'elsewhere'), report_directory: join(here.folder, 'elsewhere') });
  const links = {
    'host_vars/acme/statuscake.yml': 'elsewhere/host_vars/acme/statuscake.yml',
    'takeover.md': 'elsewhere/takeover.md',
  };
  for (const [link, target] of Object.entries(links)) {
    symlinkSync(join(here.folder, target), join(here.folder, link));
  }
  seed('acme shop');
  await run({ directory: here.folder, report_directory: here.folder });
  for (const [link, target] of Object.entries(links)) {
    expect(lstatSync(join(here.folder, link)).isSymbolicLink()).toBe(true);
    expect(read(target)).toContain('acme shop');
  }
});

describe('a pipe', () => {
  const pipe = (name: string) => {
    mkdirSync(join(here.folder, name, '..'), { recursive: true });
    execFileSync('mkfifo', [join(here.folder, name)]);
  };

  test.each([
    ['host_vars/acme/statuscake.yml', 'directory'],
    ['takeover.md', 'report_directory'],
    ['state.json', 'terraform'],
  ])('in the place of %s is told of', async (name, option) => {
    pipe(name);
    expect(
      await run({ [option]: option === 'terraform' ? join(here.folder, name) : here.folder }),
    ).toMatchObject({
      failed: true,
      msg: `${option}: ${join(here.folder, name)} cannot be read: it is a pipe or a device, and no file; mend that, or name another folder`,
    });
  });

  test('of a host that is no stack is nobody’s business', async () => {
    pipe('host_vars/globex/statuscake.yml');
    expect(await run({ directory: here.folder })).not.toHaveProperty('warnings');
  });
});

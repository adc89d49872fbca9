import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../../src/environment.ts';
import { type Finished, run } from './command.ts';
import { LIBRARY } from './folders.ts';

/** Ansible's programs, and the Python modules in which they are. */
const PROGRAMS = {
  ansible: 'ansible.cli.adhoc',
  'ansible-playbook': 'ansible.cli.playbook',
  'ansible-doc': 'ansible.cli.doc',
  'ansible-galaxy': 'ansible.cli.galaxy',
  'ansible-test': 'ansible_test._util.target.cli.ansible_test_cli_stub',
  'ansible-vault': 'ansible.cli.vault',
};

/** Another Ansible than that on the PATH: the Python to run it with, and the folder of its packages. */
const { ANSIBLE_PYTHON, ANSIBLE_SITE } = process.env;

/**
 * Runs one of Ansible's programs with nothing of the settings, the home and the network of whoever runs the tests.
 * @param folder both its home and where it starts
 * @param interruption when to press Ctrl-C
 */
export function runAnsible(
  program: keyof typeof PROGRAMS,
  args: readonly string[],
  folder: string,
  environment: Environment = {},
  interruption?: Promise<unknown>,
): Promise<Finished> {
  const [command, all] = commandOf(program, args);
  return run(command, all, { environment: environmentOf(folder, environment), folder, interruption });
}

/** Connects a program to a terminal of its own, whose output becomes that of this one. */
const ON_TERMINAL = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';

/** Runs one of Ansible's programs as `runAnsible` does, on a terminal. */
export function runOnTerminal(
  program: keyof typeof PROGRAMS,
  args: readonly string[],
  folder: string,
  environment: Environment = {},
): Promise<Finished> {
  const [command, all] = commandOf(program, args);
  return run('python3', ['-c', ON_TERMINAL, command, ...all], {
    environment: environmentOf(folder, { TERM: 'xterm', ...environment }),
    folder,
  });
}

/** Makes a folder with Ansible's programs, of the Ansible that the tests are about, and returns it: for the PATH of a shell. */
export async function programsOfAnsible(folder: string): Promise<string> {
  await mkdir(folder);
  if (ANSIBLE_PYTHON !== undefined) {
    for (const [program, module] of Object.entries(PROGRAMS)) {
      const path = join(folder, program);
      await writeFile(
        path,
        `#!/bin/sh\nPYTHONPATH='${ANSIBLE_SITE}' exec '${ANSIBLE_PYTHON}' -m ${module} "$@"\n`,
      );
      await chmod(path, 0o755);
    }
  }
  return folder;
}

function commandOf(
  program: keyof typeof PROGRAMS,
  args: readonly string[],
): readonly [string, readonly string[]] {
  return ANSIBLE_PYTHON === undefined
    ? [program, args]
    : [ANSIBLE_PYTHON, ['-m', PROGRAMS[program], ...args]];
}

function environmentOf(folder: string, environment: Environment): Environment {
  return {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C.UTF-8',
    HOME: folder,
    PYTHONPATH: ANSIBLE_SITE,
    // No compiled callback plugin beside its source.
    PYTHONDONTWRITEBYTECODE: '1',
    ANSIBLE_REMOTE_TEMP: join(folder, 'remote'),
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_INVENTORY_UNPARSED_WARNING: 'false',
    ANSIBLE_NOCOLOR: 'true',
    ANSIBLE_LIBRARY: LIBRARY,
    ...environment,
  };
}

/** The first line of each warning and deprecation that Ansible prints, but for the hint how to turn deprecations off. */
export function warningsIn(output: string): readonly string[] {
  const lines = output.match(/^\[(DEPRECATION )?WARNING\].*/gm) ?? [];
  return lines.filter((line) => !line.startsWith('[WARNING]: Deprecation warnings can be disabled'));
}

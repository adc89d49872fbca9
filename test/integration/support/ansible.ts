import { join } from 'node:path';
import { type Environment, type Finished, run } from './command.ts';
import { LIBRARY } from './folders.ts';

/**
 * Runs one of Ansible's programs with nothing of the settings, the home and the network of whoever runs the tests.
 * @param folder both its home and where it starts
 */
export function runAnsible(
  program: 'ansible-playbook' | 'ansible-doc',
  args: readonly string[],
  folder: string,
  environment: Environment = {},
): Promise<Finished> {
  const own = {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C.UTF-8',
    HOME: folder,
    // No compiled callback plugin beside its source.
    PYTHONDONTWRITEBYTECODE: '1',
    ANSIBLE_REMOTE_TEMP: join(folder, 'remote'),
    ANSIBLE_LOCALHOST_WARNING: 'false',
    ANSIBLE_NOCOLOR: 'true',
    ANSIBLE_LIBRARY: LIBRARY,
    ...environment,
  };
  return run(program, args, { environment: own, folder });
}

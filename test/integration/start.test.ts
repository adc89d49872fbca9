import { join } from 'node:path';
import { it } from 'vitest';
import { programsOfAnsible } from './support/ansible.ts';
import { run } from './support/command.ts';
import { inTemporaryFolder } from './support/folders.ts';
import { followStart } from './support/start.ts';

it('whoever follows the first page of the documentation sees what it shows', () =>
  inTemporaryFolder(async (home) => {
    const folder = join(home, 'here');
    const own = {
      PATH: `${await programsOfAnsible(join(home, 'bin'))}:${process.env.PATH}`,
      HOME: home,
      LC_ALL: 'C.UTF-8',
      STATUSCAKE_STATE_DIRECTORY: join(home, 'state'),
    };
    await followStart(folder, (code, environment) =>
      run('sh', ['-e', '-c', code], { environment: { ...environment, ...own }, folder }),
    );
  }));

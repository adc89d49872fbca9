import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { programsOfAnsible } from './support/ansible.ts';
import { packInto } from './support/collection.ts';
import { run } from './support/command.ts';
import { follow, readDocument } from './support/document.ts';
import { describeRequest } from './support/requests.ts';
import { TOKEN } from './support/scenarios.ts';

it('whoever follows the first page of the documentation sees what it shows', async () => {
  const { blocks } = await readDocument('start.md');
  const simulator = await startSimulator({ token: TOKEN });
  const home = await mkdtemp(join(tmpdir(), 'start-'));
  const folder = join(home, 'here');
  try {
    await packInto(folder);
    const environment = {
      PATH: `${await programsOfAnsible(join(home, 'bin'))}:${process.env.PATH}`,
      HOME: home,
      LC_ALL: 'C.UTF-8',
      STATUSCAKE_API_URL: simulator.url,
      STATUSCAKE_API_TOKEN: TOKEN,
      STATUSCAKE_STATE_DIRECTORY: join(home, 'state'),
      // Nobody answers there: what is installed has to come without a network.
      ANSIBLE_GALAXY_SERVER: 'http://127.0.0.1:9',
    };
    await follow(blocks, folder, (code) => run('sh', ['-e', '-c', code], { environment, folder }));
    const writes = simulator.requests.map(describeRequest).filter((request) => !request.startsWith('GET '));
    expect(writes.map((request) => request.split(' ')[0])).toEqual(['POST', 'POST', 'DELETE', 'DELETE']);
    expect(simulator.account.uptimeTests.all()).toEqual([]);
  } finally {
    await simulator.close();
    await rm(home, { recursive: true, force: true });
  }
});

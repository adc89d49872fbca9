import { expect } from 'vitest';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { packInto } from './collection.ts';
import type { Finished } from './command.ts';
import { follow, readDocument } from './document.ts';
import { describeRequest } from './requests.ts';
import { TOKEN } from './scenarios.ts';

/**
 * Follows the first page of the documentation, with a simulator as the account, which has to be as empty in the end as before.
 * @param folder where a reader would stand, which is made
 * @param command runs a command of the page there, with these variables in its environment
 */
export async function followStart(
  folder: string,
  command: (code: string, environment: Readonly<Record<string, string>>) => Promise<Finished>,
): Promise<void> {
  const { blocks } = await readDocument('start.md');
  const simulator = await startSimulator({ token: TOKEN });
  const environment = {
    STATUSCAKE_API_URL: simulator.url,
    STATUSCAKE_API_TOKEN: TOKEN,
    // Nobody answers there: what is installed has to come without a network.
    ANSIBLE_GALAXY_SERVER: 'http://127.0.0.1:9',
  };
  try {
    await packInto(folder);
    await follow(blocks, folder, (code) => command(code, environment));
    const writes = simulator.requests.map(describeRequest).filter((request) => !request.startsWith('GET '));
    expect(writes.map((request) => request.split(' ')[0])).toEqual(['POST', 'POST', 'DELETE', 'DELETE']);
    expect(simulator.account.uptimeTests.all()).toEqual([]);
  } finally {
    await simulator.close();
  }
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { inTemporaryFolder } from '../integration/support/folders.ts';
import { moduleFile } from './library.ts';
import { alternate, median, time } from './measure.ts';
import { nodeVersion, searchPath } from './node-versions.ts';
import { spread, type Table } from './report.ts';

const ROUNDS = 40;
const TOKEN = 'benchmark-token';
const GOALS: Record<number, number> = { 20: 2, 22: 1.5, 24: 1.5 };
/** Of each module, a task that takes one request: there is nothing, and nothing is to be there. */
const TASKS = {
  status_cake_test: { name: 'not there', state: 'absent' },
  status_cake_stack: { stack: 'not-there', tests: [] },
};

/** A complete run of each module with one request, against the smallest program that makes such a request. */
export async function startUp(): Promise<Table> {
  const simulator = await startSimulator({ token: TOKEN });
  try {
    return await inTemporaryFolder(async (folder) => {
      const modules = Object.entries(TASKS).map(([name, task]) => {
        const args = join(folder, `${name}.json`);
        writeFileSync(args, JSON.stringify({ api_key: TOKEN, api_url: simulator.url, ...task }));
        return { name, command: [moduleFile(name), args] };
      });
      const rows: string[][] = [];
      for (const [major, goal] of Object.entries(GOALS)) {
        const node = nodeVersion(Number(major));
        const environment = { PATH: searchPath(node), TMPDIR: folder };
        const [least = [], ...times] = await alternate(ROUNDS, [
          () => time(node, ['test/bench/smallest-request.cjs', simulator.url, TOKEN]),
          ...modules.map(
            ({ command }) =>
              () =>
                time('/bin/sh', command, environment),
          ),
        ]);
        for (const [index, { name }] of modules.entries()) {
          const own = times[index] ?? [];
          const ratio = (median(own) / median(least)).toFixed(2);
          rows.push([
            `${name}, Node.js ${major}`,
            spread(own, 0),
            spread(least, 0),
            ratio,
            `≤ ${goal.toFixed(1)}`,
          ]);
        }
      }
      return {
        title: 'Start-up: a complete run of a module with one request',
        header: ['', 'module, ms', 'smallest script with node:http, ms', 'ratio', 'goal'],
        rows,
        note:
          `Medians of ${ROUNDS} runs each, in turn, with quartiles, from starting the process to its end, on the clock of ` +
          'the machine; no limit, no latency. The task: there is nothing, and nothing is to be there. The file of the module is run by ' +
          'its first line, as Ansible does, so a `/bin/sh` is part of its time; the smallest script is run by `node` at once.',
      };
    });
  } finally {
    await simulator.close();
  }
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { run } from './support/command.ts';
import { LIBRARY } from './support/folders.ts';

const TOKEN = 'c0ffee-token-of-the-account';

/** Whether this user may mount a small disk, in a name space of its own. */
const CAN_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

/** Puts the files of a folder on a disk of some kilobytes, fills the rest, runs a program, and tells what is on it then. */
const ON_FULL_DISK = `
mount -t tmpfs -o size=$1k tmpfs "$2" && cp -a "$3/." "$2/" && cat /dev/zero > "$2/filler" 2> /dev/null
shift 3
"$@"
`;
/** After it: every file with its digest. */
const TELL_FILES = 'cd "$1" && find . -type f ! -name filler -exec sha256sum {} + | sort -k2';

describe.skipIf(!CAN_MOUNT)('status_cake_sla on a full disk', () => {
  let simulator: Simulator;
  let folder: string;
  const inFolder = (name: string) => join(folder, name);

  beforeEach(async () => {
    simulator = await startSimulator({ token: TOKEN, history: { seconds: 90 * 86_400, seed: 7 } });
    folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
    for (const name of ['disk', 'seed']) {
      mkdirSync(inFolder(name));
    }
    for (const name of ['acme liveness', 'acme readiness']) {
      simulator.account.uptimeTests.create({
        name,
        website_url: 'https://acme.example.com',
        test_type: 'HTTP',
        check_rate: 300,
        tags: ['stack-acme'],
      });
    }
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await simulator.close();
  });

  /** Runs the module on a disk of so many kilobytes that is full. */
  async function report(options: JsonObject, kilobytes: number) {
    const path = inFolder('args.json');
    writeFileSync(
      path,
      JSON.stringify({
        api_key: TOKEN,
        api_url: simulator.url,
        state_directory: inFolder('state'),
        stacks: [{ stack: 'acme', target: 99 }],
        formats: ['html', 'json', 'csv', 'markdown', 'openmetrics'],
        ...options,
      }),
    );
    const module = join(LIBRARY, 'status_cake_sla.cjs');
    const program = ['sh', '-c', `'${module}' "$2"; echo; ${TELL_FILES}`, 'sh', inFolder('disk'), path];
    const { stdout, stderr } = await run(
      'unshare',
      [
        '-rm',
        'sh',
        '-c',
        ON_FULL_DISK,
        'sh',
        String(kilobytes),
        inFolder('disk'),
        inFolder('seed'),
        ...program,
      ],
      { environment: { PATH: process.env.PATH }, folder },
    );
    expect(stderr).toBe('');
    const [result = '', ...files] = stdout.split('\n').filter(Boolean);
    return { result: JSON.parse(result), files };
  }

  const elsewhere = (option: string) => ({ [option]: inFolder(option) });

  it.each([
    ['store', 'output'],
    ['output', 'store'],
  ])('says so where the %s is on it, and leaves there what was there', async (option, other) => {
    const place = join(inFolder('disk'), option);
    const options = { ...elsewhere(other), [option]: place };
    // What a month before has left there.
    const old = join(inFolder('seed'), 'output/2026-01');
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'acme.html'), 'the report of January');
    const { result, files } = await report(options, 64);
    expect(result).toMatchObject({
      failed: true,
      msg: expect.stringMatching(
        new RegExp(
          `^${option}: ${place}/.* cannot be written: the disk is full; mend that, or name another folder$`,
        ),
      ),
    });
    expect(files.map((line) => line.split('  ')[1])).toEqual(['./output/2026-01/acme.html']);
    // What was read is kept even so.
    expect(existsSync(inFolder(other))).toBe(option === 'output');
  });
});

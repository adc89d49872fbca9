import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FLAGS, HELP, parseCommandLine } from '../../../src/simulator/command-line.ts';
import { DEFAULT_TOKEN } from '../../../src/simulator/simulator.ts';
import { MINIMAL_TEST, send } from './client.ts';

const MAIN = fileURLToPath(new URL('../../../src/simulator/main.ts', import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const errors: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => output.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  return { child, lines, output, errors, ended: once(child, 'close') };
}

describe('command line', () => {
  it('sets no limits by default', () => {
    expect(parseCommandLine([])).toEqual({
      port: 0,
      token: DEFAULT_TOKEN,
      requestsPerSecond: 0,
      requestsPerMinute: 0,
      latency: 0,
      visibleAfter: { milliseconds: 0 },
    });
  });

  it('reads every flag', () => {
    const args = '--port 8080 --token T --rps 5 --rpm 60 --latency 250 --visible-after 2000'.split(' ');
    expect(parseCommandLine(args)).toEqual({
      port: 8080,
      token: 'T',
      requestsPerSecond: 5,
      requestsPerMinute: 60,
      latency: 250,
      visibleAfter: { milliseconds: 2000 },
    });
  });

  it('runs tests only when told to, at the speed of StatusCake by default', () => {
    expect(parseCommandLine(['--run-tests'])).toMatchObject({ runTests: { speed: 1, reach: 'loopback' } });
    const args = '--run-tests --speed 60 --any-address'.split(' ');
    expect(parseCommandLine(args)).toMatchObject({ runTests: { speed: 60, reach: 'any' } });
  });

  it('lets faults happen only when told to', () => {
    expect(parseCommandLine(['--faults', '0.2'])).toMatchObject({ faults: { rate: 0.2, seed: 0 } });
    const args = '--faults 1 --fault-seed 4294967295'.split(' ');
    expect(parseCommandLine(args)).toMatchObject({ faults: { rate: 1, seed: 4294967295 } });
  });

  it('reads how windows spell their offsets, and what the plan lacks', () => {
    const args = '--window-offsets zone --lacking maintenance-windows,ssl'.split(' ');
    expect(parseCommandLine(args)).toMatchObject({
      windowOffsets: 'zone',
      lacking: ['maintenance-windows', 'ssl'],
    });
  });

  it('lets tests have a past only when told to', () => {
    expect(parseCommandLine(['--history', '90d'])).toMatchObject({
      history: { seconds: 90 * 86_400, seed: 0 },
    });
    const args = '--history 1d --seed 7'.split(' ');
    expect(parseCommandLine(args)).toMatchObject({ history: { seconds: 86_400, seed: 7 } });
  });

  it('explains every flag', () => {
    const explained = [...HELP.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag);
    expect(explained.sort()).toEqual(Object.keys(FLAGS).sort());
  });

  it('documents the default token', () => {
    expect(parseCommandLine(['--help'])).toBe('help');
    expect(HELP).toContain(DEFAULT_TOKEN);
  });

  it.each([
    '--unknown',
    'argument',
    '--port',
    '--port=http',
    '--port=65536',
    '--rps=-1',
    '--rps=1.5',
    '--rpm=',
    '--latency=1s',
    '--visible-after=2s',
    '--token=',
    '--help=yes',
    '--rps -1',
    '--speed=60',
    '--any-address',
    '--run-tests --speed=0',
    '--run-tests --speed=3601',
    '--run-tests --speed=fast',
    '--window-offsets=local',
    '--window-offsets=',
    '--fault-seed=7',
    '--seed=7',
    '--history=90',
    '--history=0d',
    '--history=1001d',
    '--history=90d --seed=x',
    '--faults=1.1',
    '--faults=-1',
    '--faults=20%',
    '--faults=',
    '--faults=0.2 --fault-seed=4294967296',
  ])('refuses %s with one line', (args) => {
    expect(() => parseCommandLine(args.split(' '))).toThrow(/^[^\n]+$/);
  });
});

describe('npm run simulator', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves, logs without secrets, and ends on %s', async (signal) => {
    const { child, lines, output, errors, ended } = start('--token', 'sesame', '--rps', '5');
    const [url] = (await once(lines, 'line')) as [string];
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
    const headers = { authorization: 'Bearer sesame' };
    const form = { ...MINIMAL_TEST, basic_password: 'hunter2' };
    await send('POST', `${url}/uptime`, { headers, form });
    await send('GET', `${url}/uptime?limit=1&nouptime`, { headers });
    await send('GET', `${url}/uptime`);
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(output).toEqual([
      url,
      'POST /v1/uptime 201',
      'GET /v1/uptime?limit=1&nouptime 200',
      'GET /v1/uptime 403',
    ]);
    expect(errors).toEqual([]);
  });

  it('ends at once, whatever responses are still to come', async () => {
    const { child, lines, ended } = start('--latency', '600000');
    const [url] = (await once(lines, 'line')) as [string];
    const failure = expect(send('GET', `${url}/uptime`)).rejects.toThrow('fetch failed');
    await once(lines, 'line');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await failure;
  });

  it('logs the faults that it lets happen', async () => {
    const { child, lines, output, ended } = start('--faults', '1', '--fault-seed', '7');
    const [url] = (await once(lines, 'line')) as [string];
    const logged = once(lines, 'line');
    const response = fetch(`${url}/uptime/1`, { method: 'DELETE' }).catch(() => undefined);
    await logged;
    child.kill('SIGTERM');
    await Promise.all([ended, response]);
    expect(output[1]).toMatch(/^DELETE \/v1\/uptime\/1 (\d{3}|unanswered) \([a-zA-Z ]+\)$/);
  });

  it('ends with 2 and one line when used wrongly', async () => {
    const { output, errors, ended } = start('--rps', 'many');
    expect(await ended).toEqual([2, null]);
    expect(output).toEqual([]);
    expect(errors).toEqual(['--rps must be a whole number of at least 0, not many']);
  });

  it('ends with 1 and one line when the port is taken', async () => {
    const first = start();
    const [url] = (await once(first.lines, 'line')) as [string];
    const second = start('--port', new URL(url).port);
    expect(await second.ended).toEqual([1, null]);
    expect(second.errors).toHaveLength(1);
    first.child.kill();
    await first.ended;
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { END_WITHIN } from '../../../src/example-stack/stack.ts';

const PROGRAM = 'roles/example_stack/files/example-stack.mjs';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'example-stack-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await delay(END_WITHIN);
});

function start(port: number, owner = process.pid) {
  const env = { ...process.env, EXAMPLE_STACK_OWNER: String(owner) };
  const args = [PROGRAM, 'start', directory, String(port)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  return { status, started: stdout.split('\n').filter(Boolean), stderr };
}

/** A server on a port that was free. */
async function listen() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

async function freePort(): Promise<number> {
  const { server, port } = await listen();
  server.close();
  await once(server, 'close');
  return port;
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readiness`).then(
    ({ ok }) => ok,
    () => false,
  );
}

test('starts what does not run, and all of it again for another port', async () => {
  const [port, other] = [await freePort(), await freePort()];
  expect(start(port)).toEqual({ status: 0, started: ['redis', 'mongodb', 'service'], stderr: '' });
  expect(await isReady(port)).toBe(true);
  expect(start(port)).toEqual({ status: 0, started: [], stderr: '' });
  expect(start(other)).toEqual({ status: 0, started: ['redis', 'mongodb', 'service'], stderr: '' });
  expect(await isReady(other)).toBe(true);
  expect(await isReady(port)).toBe(false);
});

test('waits for what runs and is slow to answer', async () => {
  const port = await freePort();
  start(port);
  const service = Number(readFileSync(join(directory, 'service.pid'), 'utf8'));
  process.kill(service, 'SIGSTOP');
  // As long as a machine with much to do may let a process wait.
  setTimeout(() => process.kill(service, 'SIGCONT'), 3000);
  const args = [PROGRAM, 'start', directory, String(port)];
  const env = { ...process.env, EXAMPLE_STACK_OWNER: String(process.pid) };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect([stdout, stderr, child.exitCode]).toEqual(['', '', 0]);
});

test('says so when its port is taken', async () => {
  const { server, port } = await listen();
  const { status, stderr } = start(port);
  server.close();
  expect(status).toBe(1);
  expect(stderr).toContain(
    `service did not start: listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
  );
});

test('ends with its owner, however that ends', async () => {
  const owner = spawn('sleep', ['60']);
  const port = await freePort();
  expect(start(port, owner.pid).status).toBe(0);
  expect(await isReady(port)).toBe(true);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  await delay(END_WITHIN);
  expect(await isReady(port)).toBe(false);
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  expect(start(other).started).toEqual(['redis', 'mongodb', 'service']);
  expect(await isReady(other)).toBe(true);
  expect(await isReady(port)).toBe(false);
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

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dependency } from './dependency.ts';
import type { Part } from './part.ts';
import { service } from './service.ts';

/** Where a stack keeps its files, and where its service listens. */
export interface Place {
  readonly directory: string;
  readonly port: number;
}

/** Names of the parts of a stack, those that others depend on first. */
export const PART_NAMES = ['redis', 'mongodb', 'service'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** Milliseconds between two looks of a process at whether it is still wanted. */
const WATCH_INTERVAL = 200;

/** Milliseconds within which a part ends that is not wanted any more. */
export const END_WITHIN = 2 * WATCH_INTERVAL;

/**
 * Starts those parts of a stack that do not run, each in a process that outlives this one; where the program or the
 * port is not what the others were started with, all of them.
 * @param program the file that runs a part
 * @returns the names of the parts started
 * @throws {Error} when one does not come to answer
 */
export async function startStack(place: Place, program: string): Promise<PartName[]> {
  const parts = partsOf(place);
  const settingsFile = join(place.directory, 'settings.json');
  const settings = JSON.stringify({ port: place.port, program: hashOf(program) });
  if (textOf(settingsFile) !== settings) {
    await stopStack(place);
    writeFileSync(settingsFile, settings);
  }
  const started: PartName[] = [];
  for (const name of PART_NAMES) {
    if (existsSync(pidFile(place, name)) && (await parts[name].answers())) {
      continue;
    }
    await startPart(place, name, program);
    started.push(name);
  }
  return started;
}

/**
 * Runs one part in this process, until its pid file is gone or names another process: to stop a part is to remove that
 * file, to stop a stack is to remove its directory.
 * @param owner ID of a process without which the part is not wanted either
 */
export async function runPart(place: Place, name: PartName, owner: number | undefined): Promise<void> {
  await partsOf(place)[name].serve();
  const file = pidFile(place, name);
  writeFileSync(file, String(process.pid));
  setInterval(() => {
    const wanted = textOf(file) === String(process.pid) && (owner === undefined || exists(owner));
    if (!wanted) {
      process.exit();
    }
  }, WATCH_INTERVAL);
}

function partsOf({ directory, port }: Place): Record<PartName, Part> {
  const redis = dependency(join(directory, 'redis.sock'));
  const mongodb = dependency(join(directory, 'mongodb.sock'));
  return { redis, mongodb, service: service(port, [redis, mongodb]) };
}

async function startPart(place: Place, name: PartName, program: string): Promise<void> {
  const logFile = join(place.directory, `${name}.log`);
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [program, name, place.directory, String(place.port)], {
    cwd: place.directory,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} did not start: ${textOf(logFile)?.trim()}`);
  });
  await Promise.race([once(child, 'message'), ended]);
  child.disconnect();
  child.unref();
}

async function stopStack(place: Place): Promise<void> {
  const parts = partsOf(place);
  const running = PART_NAMES.filter((name) => existsSync(pidFile(place, name)));
  await Promise.all(running.map((name) => rm(pidFile(place, name))));
  for (const name of running) {
    while (await parts[name].answers()) {
      await delay(WATCH_INTERVAL);
    }
  }
}

function pidFile({ directory }: Place, name: PartName): string {
  return join(directory, `${name}.pid`);
}

function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function exists(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

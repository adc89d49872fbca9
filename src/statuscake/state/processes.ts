import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, as others that look into the same folder can recognise it. */
export interface ProcessId {
  readonly host: string;
  /** What else its number is unique in: a boot of the machine, and a container. Empty where the system does not tell. */
  readonly space: string;
  readonly pid: number;
  /** When it started, in the system's own terms, since numbers are used again. Empty where the system does not tell. */
  readonly started: string;
}

let own: ProcessId | undefined;

/** This process. */
export function thisProcess(): ProcessId {
  own ??= { host: hostname(), space: spaceOf(), pid: process.pid, started: statusOf(process.pid).started };
  return own;
}

/** Returns whether a process has certainly ended. Of those of other machines and containers nothing is certain. */
export function hasEnded({ host, space, pid, started }: ProcessId): boolean {
  const self = thisProcess();
  if (host !== self.host || space !== self.space) {
    return false;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
      return true;
    }
  }
  const now = statusOf(pid);
  return now.isZombie || (started !== '' && now.started !== '' && now.started !== started);
}

/** Reads back a process; nothing where a value is none. */
export function readProcessId(value: unknown): ProcessId | undefined {
  const { host, space, pid, started } = (value ?? {}) as Partial<ProcessId>;
  const isOne =
    typeof host === 'string' && typeof space === 'string' && typeof started === 'string' && isPid(pid);
  return isOne ? { host, space, pid, started } : undefined;
}

/** Zero and less would be groups of processes. */
function isPid(pid: unknown): pid is number {
  return Number.isSafeInteger(pid) && Number(pid) > 0;
}

/** Linux tells what its numbers of processes are unique in; elsewhere the name of the machine has to do. */
function spaceOf(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** State and start of a process, by the fields 3 and 22 of `/proc/PID/stat` (proc(5)); the name before them may hold anything. */
function statusOf(pid: number): { readonly isZombie: boolean; readonly started: string } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { isZombie: fields[0] === 'Z', started: fields[19] ?? '' };
  } catch {
    return { isZombie: false, started: '' };
  }
}

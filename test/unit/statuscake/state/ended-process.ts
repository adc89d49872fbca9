import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ProcessId, thisProcess } from '../../../../src/statuscake/state/processes.ts';

/** A process of this machine that has ended. */
export async function endedProcess(): Promise<ProcessId> {
  const child = spawn('true');
  await once(child, 'exit');
  return { ...thisProcess(), pid: child.pid ?? 0, started: '1' };
}

import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { endedProcess } from './ended-process.ts';

vi.mock('node:fs', { spy: true });

/** The functions as they are in a process that has not looked at itself yet. */
let processes: typeof import('../../../../src/statuscake/state/processes.ts');

beforeEach(async () => {
  vi.resetModules();
  processes = await import('../../../../src/statuscake/state/processes.ts');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.mocked(fs.readFileSync).mockReset();
});

describe('a process', () => {
  test('that lives has not ended', () => {
    expect(processes.hasEnded(processes.thisProcess())).toBe(false);
  });

  test.runIf(process.platform === 'linux')('is known by the boot, the container and its start', () => {
    expect(processes.thisProcess()).toMatchObject({
      space: expect.stringMatching(/^[0-9a-f-]{36} pid:\[\d+\]$/),
      started: expect.stringMatching(/^\d{2,}$/),
    });
  });

  test('of another user that lives has not ended', () => {
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    expect(processes.hasEnded(processes.thisProcess())).toBe(false);
  });

  test('whose number is now that of another has ended', () => {
    expect(processes.hasEnded({ ...processes.thisProcess(), started: '1' })).toBe(true);
  });

  test('of which nobody knows when it started lives while its number is in use', () => {
    expect(processes.hasEnded({ ...processes.thisProcess(), started: '' })).toBe(false);
  });

  test.each([{ host: 'elsewhere' }, { space: 'elsewhere' }])('of %j may live', async (elsewhere) => {
    expect(processes.hasEnded({ ...(await endedProcess()), ...elsewhere })).toBe(false);
  });

  test('that nobody has waited for yet has ended', () => {
    vi.mocked(fs.readFileSync).mockReturnValue('7 (a (b) c) Z 1 7 7 0');
    expect(processes.hasEnded(processes.thisProcess())).toBe(true);
  });
});

describe.each<[string, () => string]>([
  [
    'nothing of its processes',
    () => {
      throw new Error('no such file');
    },
  ],
  ['less of its processes than Linux', () => '7 (node) S'],
])('where the system tells %s', (_, read) => {
  beforeEach(() => {
    vi.mocked(fs.readFileSync).mockImplementation(read);
  });

  test('one is known by its machine and number', () => {
    expect(processes.thisProcess()).toMatchObject({ host: hostname(), pid: process.pid, started: '' });
  });

  test('only one that is gone has certainly ended', async () => {
    const self = processes.thisProcess();
    expect(processes.hasEnded({ ...self, started: '1' })).toBe(false);
    expect(processes.hasEnded({ ...self, pid: (await endedProcess()).pid })).toBe(true);
  });
});

test('where the system tells nothing of boots and containers, all of a machine are taken for neighbours', () => {
  vi.mocked(fs.readFileSync).mockImplementation(() => {
    throw new Error('no such file');
  });
  expect(processes.thisProcess().space).toBe('');
});

test.each([
  { host: 7 },
  { space: null },
  { started: 1 },
  { pid: 0 },
  { pid: -1 },
  { pid: 1.5 },
  { pid: '7' },
])('what holds %j names no process', (damage) => {
  const whole = processes.thisProcess();
  expect(processes.readProcessId({ ...whole, ...damage })).toBeUndefined();
  expect(processes.readProcessId({ ...whole, more: 1 })).toEqual(whole);
});

test.each([undefined, null, 7, 'x', [], {}])('%j is no process', (value) => {
  expect(processes.readProcessId(value)).toBeUndefined();
});

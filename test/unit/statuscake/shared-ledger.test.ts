import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_LEDGER, type Ledger, pause } from '../../../src/statuscake/pacing/ledger.ts';
import type { LedgerStore } from '../../../src/statuscake/pacing/ledger-store.ts';
import { sharedLedger as ledgerIn } from '../../../src/statuscake/pacing/shared-ledger.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';

const URL = 'https://api.example.com/v1';
const TOKEN = 'a-token-nobody-may-see';

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'ledger-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

const sharedLedger = (url: string, token: string) =>
  ledgerIn(openAccountState(null, url, token).fileOf('ledger'));
const folder = () => join(temporary, readdirSync(temporary)[0] ?? '');
const files = () => readdirSync(folder()).map((name) => join(folder(), name));
const pauseUntil = (store: LedgerStore, time: number) =>
  store.update((ledger) => [pause(ledger, time, true), undefined]);
const pausedUntil = (store: LedgerStore) => store.update((ledger) => [ledger, ledger.pausedUntil]);

test('who names the same URL and token shares a ledger, and nobody else', async () => {
  await pauseUntil(sharedLedger(URL, TOKEN), 42);
  expect(await pausedUntil(sharedLedger(URL, TOKEN))).toBe(42);
  expect(await pausedUntil(sharedLedger(`${URL}/other`, TOKEN))).toBe(0);
  expect(await pausedUntil(sharedLedger(URL, 'other'))).toBe(0);
});

const SELF = { host: 'ctl1', space: 'a', pid: 1, started: '2' };
const LEDGER: Ledger = {
  limits: [{ requests: 5, seconds: 1 }],
  starts: [1, 2],
  pausedUntil: 3,
  mustAsk: true,
  asking: { by: SELF, startAt: 4, until: 5 },
  spacing: 6,
  writtenAt: 7,
};

test.each([LEDGER, { ...LEDGER, mustAsk: false, asking: null }, { ...LEDGER, limits: null }, EMPTY_LEDGER])(
  'what one writes, another reads: %j',
  async (ledger) => {
    await sharedLedger(URL, TOKEN).update(() => [ledger, undefined]);
    expect(sharedLedger(URL, TOKEN).read()).toEqual(ledger);
  },
);

test('nothing of the token is to be seen, and nobody else can look', async () => {
  await pauseUntil(sharedLedger(URL, TOKEN), 42);
  const [file = ''] = files();
  expect(`${file}${readFileSync(file)}`).not.toContain('token');
  expect(statSync(folder()).mode & 0o777).toBe(0o700);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('many at a time lose no entry', async () => {
  const stores = Array.from({ length: 10 }, () => sharedLedger(URL, TOKEN));
  await Promise.all(
    stores.map(async (store) => {
      for (let time = 0; time < 20; time += 1) {
        await store.update((ledger) => [{ ...ledger, starts: [...ledger.starts, time] }, undefined]);
      }
    }),
  );
  expect(await sharedLedger(URL, TOKEN).update((ledger) => [ledger, ledger.starts.length])).toBe(200);
});

test.each([
  '',
  '{"limits":',
  '[]',
  '{"starts":"x"}',
  '{"limits":[{}],"starts":[null],"pausedUntil":0,"askingUntil":0}',
])('a file that holds %j, as a crash may leave it, is an empty ledger', async (text) => {
  const store = sharedLedger(URL, TOKEN);
  await pauseUntil(store, 1);
  writeFileSync(files()[0] ?? '', text);
  expect(await pausedUntil(store)).toBe(0);
});

test('where nothing can be written any more, the ledger is one of this process alone', async () => {
  const store = sharedLedger(URL, TOKEN);
  rmSync(folder(), { recursive: true });
  await pauseUntil(store, 7);
  expect(await pausedUntil(store)).toBe(7);
});

test('where nothing can be read, the ledger is one of this process alone', () => {
  symlinkSync('loop', join(temporary, 'loop'));
  expect(ledgerIn(join(temporary, 'loop', 'ledger')).read()).toEqual(EMPTY_LEDGER);
});

test('what was left long ago is swept away, and nothing that is not ours', async () => {
  await pauseUntil(sharedLedger(URL, 'old'), 1);
  writeFileSync(join(folder(), 'somebody else'), '');
  for (const file of files()) {
    utimesSync(file, new Date(0), new Date(0));
  }
  await pauseUntil(sharedLedger(URL, TOKEN), 1);
  expect(readdirSync(folder())).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.ledger$/), 'somebody else']);
});

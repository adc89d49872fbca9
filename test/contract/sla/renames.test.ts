import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { ACME, onlyStack, pathsOf, test } from './fixture.ts';
import { addTest } from './seeding.ts';

const RENAMED = { ...ACME, stack: 'acme-eu', renamed_from: 'acme' };
const DEPLOYMENT = { from: '2026-10-14T07:30:00Z', to: '2026-10-14T07:40:00Z', run: 'provision.yml' };

/** Gives the tests of the account to the stack under its new name. */
function rename({ account }: Simulator): void {
  for (const entry of account.uptimeTests.all()) {
    entry.tags = ['stack-acme-eu'];
  }
}

describe('the store of a stack that was renamed', () => {
  test('is that of the new name from then on, and what is over is not read again', async ({ sla }) => {
    const { simulator, run, files, folder } = sla;
    addTest(simulator, 'acme liveness', [['2026-10-14T07:30:00Z', '2026-10-14T08:12:00Z', 503]]);
    const journal = join(folder, 'journal');
    mkdirSync(journal);
    const other = { stacks: ['globex'], ...DEPLOYMENT };
    const lines = [JSON.stringify({ stacks: ['acme', 'globex'], ...DEPLOYMENT }), JSON.stringify(other), ''];
    writeFileSync(join(journal, 'acme.jsonl'), lines.join('\n'));
    const before = onlyStack(await run({ journal }));
    const stored = files();
    rename(simulator);
    simulator.requests.length = 0;

    const preview = await run({ journal, stacks: [RENAMED] }, { check: true });
    expect(preview).toMatchObject({ changed: true });
    expect(files()).toEqual(stored);
    const result = await run({ journal, stacks: [RENAMED] });
    const { stack: _, title: _title, ...figures } = before;
    expect(onlyStack(result)).toMatchObject({ ...figures, stack: 'acme-eu' });
    expect(pathsOf(simulator)).toEqual([]);
    expect(readdirSync(join(folder, 'store')).sort()).toEqual(['acme-eu', 'store.json']);
    const known = Object.entries(stored).filter(([path]) => path.startsWith('store/acme/'));
    for (const [path, text] of known) {
      expect(files()[path.replace('/acme/', '/acme-eu/')]).toBe(text.replace('"acme"', '"acme-eu"'));
    }
    expect(known.length).toBeGreaterThan(1);
    expect(readFileSync(join(journal, 'acme.jsonl'), 'utf8').split('\n')).toEqual([
      JSON.stringify({ stacks: ['acme-eu', 'globex'], ...DEPLOYMENT }),
      JSON.stringify(other),
      '',
    ]);
    const second = await run({ journal, stacks: [RENAMED] });
    expect(second).toMatchObject({
      changed: false,
      warnings: [
        'neither store nor journal know the former name of these stacks, so renamed_from can be taken out: acme-eu (was acme)',
      ],
    });
    const rest = await run({ journal, stacks: [{ ...ACME, stack: 'acme-eu' }] });
    expect(rest).toMatchObject({ changed: false });
    expect(onlyStack(rest)).toEqual(onlyStack(second));
  });

  test('is moved in the end where that was cut short, and is an error where both names know something else', async ({
    sla: { simulator, run, files, folder },
  }) => {
    addTest(simulator, 'acme liveness', []);
    await run();
    const old = files();
    rename(simulator);
    await run({ stacks: [RENAMED] });
    const moved = files();
    const paths = Object.keys(old).filter((path) => path.startsWith('store/acme/'));
    mkdirSync(join(folder, 'store/acme'));
    for (const path of paths) {
      writeFileSync(join(folder, path), old[path] ?? '');
    }
    expect(await run({ stacks: [RENAMED] })).toMatchObject({ changed: true });
    expect(files()).toEqual(moved);

    const [path = ''] = paths;
    mkdirSync(join(folder, 'store/acme'));
    writeFileSync(join(folder, path), (old[path] ?? '').replace('"acme liveness"', '"acme live"'));
    const { msg } = await run({ stacks: [RENAMED] });
    expect(msg).toContain(
      `store: there are both ${join(folder, path)} and ${join(folder, path.replace('/acme/', '/acme-eu/'))}, and they differ: delete the one that knows less`,
    );
  });

  test('stays where it is as long as no test has the tag of the new name', async ({ sla }) => {
    const { simulator, run, files, folder, setNow } = sla;
    addTest(simulator, 'acme liveness', []);
    const journal = join(folder, 'journal');
    mkdirSync(journal);
    writeFileSync(join(journal, 'acme.jsonl'), `${JSON.stringify({ stacks: ['acme'], ...DEPLOYMENT })}\n`);
    const period = 'month_to_date';
    await run({ journal, period });
    const before = files();
    setNow('2026-11-16T12:00:00Z');
    const failed = await run({ journal, period, stacks: [RENAMED] });
    expect(failed).toMatchObject({ failed: true, changed: false });
    expect(failed.msg).toContain('no uptime test carries the tag stack-acme-eu');
    expect(files()).toEqual(before);
    rename(simulator);
    expect(await run({ journal, period, stacks: [RENAMED] })).toMatchObject({ changed: true });
    expect(Object.keys(files()).filter((path) => path.startsWith('store/acme/'))).toEqual([]);
  });

  test('tells the month in which all its tests went, though renamed_from is still there', async ({ sla }) => {
    const { simulator, run, setNow } = sla;
    addTest(simulator, 'acme liveness', []);
    await run();
    rename(simulator);
    await run({ period: 'month_to_date', stacks: [RENAMED] });
    for (const { id } of simulator.account.uptimeTests.all()) {
      simulator.account.uptimeTests.delete(id);
    }
    setNow('2026-12-01T12:00:00Z');
    expect(onlyStack(await run({ period: '2026-11', stacks: [RENAMED] }))).toMatchObject({
      up_seconds: 14 * 86_400 + 13 * 3600,
    });
  });

  test('cannot be that of a stack which is reported itself, nor of what is no stack', async ({
    sla: { run },
  }) => {
    expect((await run({ stacks: [ACME, RENAMED] })).msg).toContain(
      'acme is in it, and so is acme-eu, which was called that before: take one of them out',
    );
    expect((await run({ stacks: [{ ...RENAMED, renamed_from: '..' }] })).msg).toContain('renamed_from');
  });
});

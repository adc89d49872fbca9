import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { ACME, onlyStack, test } from './fixture.ts';
import { addTest } from './seeding.ts';

const acme = (options: JsonObject) => ({ stacks: [{ ...ACME, ...options }] });
const exclusion = (from: string, to: string, reason = 'works') => ({ from, to, reason });

describe('a declaration', () => {
  test.for<[JsonObject, RegExp]>([
    [
      { timezone: 'Europe/Lutetia' },
      /^timezone: there is no time zone "Europe\/Lutetia".*take a name such as/,
    ],
    [{ timezone: '+02:00' }, /^timezone: /],
    [{ timezone: '' }, /^timezone: there is no time zone "", /],
    [{ period: '2026-12' }, /^period: 2026-12 has not begun yet: choose one that has$/],
    [
      { period: 1970 },
      /^period: 1970 begins before 2012, the year in which StatusCake began: choose a later one$/,
    ],
    [{ period: 'october' }, /^period: takes previous_month.*got: october$/],
    [
      { period: { from: '2026-10-01' } },
      /^period: takes a text such as previous_month or 2026-10, or from and to$/,
    ],
    [{ period: [] }, /^period: takes a text/],
    [{ stacks: [] }, /^stacks: is empty/],
    [{ stacks: [ACME, ACME] }, /^stacks: acme is in it twice/],
    [
      acme({ target: 100.5 }),
      /^stacks\[0\] \(acme\): target: takes a percentage from 0 to 100, such as 99.9, got: 100.5$/,
    ],
    [acme({ target: 99.99999999 }), /^stacks\[0\] \(acme\): target: takes six decimals at most/],
    ...[true, false, 'yes', '', [99]].map((target): [JsonObject, RegExp] => [
      acme({ target }),
      /^stacks\[0\] \(acme\): target: takes a percentage from 0 to 100, such as 99.9, got: (true|false|"yes"|""|\[99\])$/,
    ]),
    [acme({ target: null }), /^stacks\[0\] \(acme\): target: takes a percentage .*, got: null$/],
    [acme({ counts: [] }), /^stacks\[0\] \(acme\): counts: is empty, .*or leave it out$/],
    [{ stacks: [{ ...ACME, stack: null }] }, /^stacks: names may have .*got: null$/],
    [
      acme({ service_hours: 'Mon,Tue 08:00-12:00' }),
      /service_hours: takes days and hours .*, got: "Mon,Tue 08:00-12:00"$/,
    ],
    ...[' ', ''].map((reason): [JsonObject, RegExp] => [
      acme({ exclude: [exclusion('2026-10-01', '2026-10-02', reason)] }),
      /exclude: the time from 2026-10-01 to 2026-10-02 has no reason: say why/,
    ]),
    [
      acme({ notes: [{ at: '2026-10-01T08:00', note: ' ' }] }),
      /^stacks\[0\] \(acme\): notes: the one at 2026-10-01T08:00 says nothing: give it a cause or a note/,
    ],
    [{ stacks: [{ stack: 'acme' }] }, /missing required arguments: target/],
    [acme({ stack: '..' }), /^stacks: names may have letters/],
    [
      acme({ service_hours: 'Mon-Fri 20:00-08:00' }),
      /^stacks\[0\] \(acme\): service_hours: the end has to come after the beginning/,
    ],
    [
      acme({ holidays: ['2026-12-25'] }),
      /^stacks\[0\] \(acme\): holidays: are days without service hours: give service_hours/,
    ],
    [
      acme({ holidays: ['25 December'], service_hours: 'Mon 08:00-09:00' }),
      /^stacks\[0\] \(acme\): holidays: takes dates such as 2026-12-25, got: 25 December$/,
    ],
    [
      acme({ exclude: [exclusion('2026-10-02', '2026-10-01')] }),
      /^stacks\[0\] \(acme\): exclude: to, 2026-10-01, does not come after/,
    ],
    [
      acme({ exclude: [exclusion('2026-10-25T02:30', '2026-10-26')] }),
      /exclude: 2026-10-25T02:30 comes twice in Europe\/Paris/,
    ],
    [
      acme({
        exclude: [
          exclusion('2026-10-01', '2026-10-03', 'one'),
          exclusion('2026-10-03', '2026-10-04', 'other'),
        ],
      }),
      /^stacks\[0\] \(acme\): exclude: "one" and "other" overlap/,
    ],
    [acme({ notes: [{ at: 'noon', cause: 'x' }] }), /^stacks\[0\] \(acme\): notes: takes a time such as/],
  ])('%j is refused in one line', async ([options, message], { sla: { run, files, simulator } }) => {
    const result = await run(options);
    expect(result).toMatchObject({ failed: true, msg: expect.stringMatching(message) });
    expect(result.msg).not.toContain('\n');
    expect([files(), simulator.requests]).toEqual([{}, []]);
  });
});

test.for([99.9, '99.9', ' 99.90 '])(
  'a target of %j is a number',
  async (target, { sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness');
    expect(onlyStack(await run(acme({ target })))).toMatchObject({ target: 99.9, met: true });
  },
);

describe('a store', () => {
  const HEAD = 'store/store.json';
  const OCTOBER = 'store/acme/2026-10.jsonl';

  test.for<[file: string, change: (text: string) => string, message: RegExp]>([
    [
      HEAD,
      (text) => text.replace('"version": 1', '"version": 2'),
      /is of version 2, and this module knows 1: use a newer one$/,
    ],
    [HEAD, (text) => text.slice(0, 20), /is damaged: restore it/],
    [HEAD, () => '{}', /is not that of a store: name another folder$/],
    [
      HEAD,
      (text) => text.replace('Europe/Paris', 'UTC'),
      /has the months of UTC, not those of Europe\/Paris: set timezone/,
    ],
    [
      HEAD,
      (text) => text.replace(/"account": "..../, '"account": "0123'),
      /another api_url or token: .*take the line "account" out/,
    ],
    [OCTOBER, (text) => text.slice(0, -10), /lacks its end: restore it/],
    [OCTOBER, (text) => text.split('\n').slice(0, -2).join('\n'), /lacks its end/],
    [OCTOBER, (text) => text.replace('"status"', '"st'), /is damaged/],
    [OCTOBER, (text) => text.replace('"status":"up"', '"status":"dwn"'), /is damaged/],
    [OCTOBER, (text) => text.replace('"check_rate":60', '"check_rate":"often"'), /is damaged/],
    [OCTOBER, (text) => text.replace('"version":1', '"version":9'), /is of version 9/],
    [OCTOBER, (text) => text.replace('"stack":"acme"', '"stack":"globex"'), /is about globex in 2026-10/],
    [OCTOBER, () => 'notes of mine\n', /is damaged/],
    [OCTOBER, () => '{"file":"other"}\n', /is not a file of this store/],
  ])(
    'of which %s is changed is an error, and not lost',
    async ([file, change, message], { sla: { simulator, run, folder, files } }) => {
      addTest(simulator, 'acme liveness');
      await run();
      const path = join(folder, file);
      const text = change(readFileSync(path, 'utf8'));
      writeFileSync(path, text);
      const before = files();
      const result = await run();
      expect(result).toMatchObject({ failed: true, msg: expect.stringMatching(message) });
      expect(result.msg).toContain(path);
      expect(files()).toEqual(before);
    },
  );

  test('whose account is not named any more is that of whoever reads it', async ({
    sla: { simulator, run, folder },
  }) => {
    addTest(simulator, 'acme liveness');
    await run();
    const path = join(folder, HEAD);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/,\s*"account": "\w+"/, ''));
    expect(await run()).toMatchObject({ changed: false });
  });

  test('is not made of a folder that holds something else', async ({ sla: { run, folder } }) => {
    mkdirSync(join(folder, 'store'));
    writeFileSync(join(folder, 'store/thesis.txt'), 'mine');
    expect(await run()).toMatchObject({
      failed: true,
      msg: expect.stringMatching(/holds files, but no store.json/),
    });
  });
});

test.for(['output', 'store', 'state_directory'])(
  'a folder that nobody can make is an error, as %s',
  { timeout: 20_000 },
  async (option, { sla: { simulator, run } }) => {
    addTest(simulator, 'acme liveness');
    const result = await run({ [option]: '/proc/foo' });
    if (option === 'state_directory') {
      expect(result).toMatchObject({ warnings: [expect.stringMatching(/\/proc\/foo/)] });
    } else {
      expect(result.msg).toMatch(
        new RegExp(
          `^${option}: /proc/foo/.* cannot be written: nobody can make a folder there; mend that, or name another folder$`,
        ),
      );
    }
  },
);

test('a folder of reports that cannot be written to leaves all as it was', async ({
  sla: { simulator, run, folder, files },
}) => {
  addTest(simulator, 'acme liveness');
  writeFileSync(join(folder, 'reports'), '');
  expect(await run()).toMatchObject({
    failed: true,
    msg: expect.stringMatching(
      /^output: .*cannot be (read|written): a part of its path is a file; mend that, or name another folder$/,
    ),
  });
  expect(files().reports).toBe('');
});

test.for(['{"stacks": "acme"}', 'deployed acme', '{"stacks": ["acme"], "from": "soon", "to": "2026-10-01"}'])(
  'a journal with the line %s is an error',
  async (line, { sla: { run, folder } }) => {
    const journal = join(folder, 'journal');
    mkdirSync(journal);
    writeFileSync(join(journal, 'acme.jsonl'), `\n${line}\n`);
    expect(await run({ journal })).toMatchObject({
      failed: true,
      msg: expect.stringMatching(
        /^journal: .*acme\.jsonl, line 2 is not the record of a deployment: correct it/,
      ),
    });
  },
);

test('a journal excludes the deployments of its stacks', async ({ sla: { simulator, run, folder } }) => {
  addTest(simulator, 'acme liveness', [['2026-10-14T07:30:00Z', '2026-10-14T08:30:00Z', 503]]);
  const journal = join(folder, 'journal');
  mkdirSync(journal);
  const line = {
    stacks: ['acme'],
    from: '2026-10-14T08:00:00Z',
    to: '2026-10-14T08:20:00Z',
    run: 'provision.yml',
  };
  writeFileSync(join(journal, 'acme.jsonl'), `${JSON.stringify(line)}\n`);
  expect(await run({ journal })).toMatchObject({
    stacks: [
      {
        down_seconds: 2400,
        exclusions: [{ kind: 'deployment', reason: 'provision.yml', evidence: 'acme.jsonl', seconds: 1200 }],
      },
    ],
  });
});

test('a journal whose folder is not there is warned about, one without a file is not', async ({
  sla: { simulator, run, folder },
}) => {
  addTest(simulator, 'acme liveness');
  const journal = join(folder, 'journal');
  expect(await run({ journal })).toMatchObject({
    stacks: [{ exclusions: [] }],
    warnings: [
      `journal: ${journal} is not there, so no deployment is excluded: correct the path, or make the folder if nothing was deployed yet`,
    ],
  });
  mkdirSync(journal);
  for (const path of [journal, '']) {
    expect((await run({ journal: path })).warnings ?? []).toEqual([]);
  }
});

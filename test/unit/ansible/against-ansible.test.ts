/** The same cases through Ansible's own code and ours, which must come to the same outcome. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ArgumentSpec } from '../../../src/ansible/argument-spec.ts';
import { mask } from '../../../src/ansible/mask.ts';
import type { Deprecation } from '../../../src/ansible/validation/validate.ts';
import { validate } from '../../../src/ansible/validation/validate.ts';
import type { Json, JsonObject } from '../../../src/json.ts';
import type { MaskCase, ValidationCase } from './generators.ts';
import { maskCase, validationCase } from './generators.ts';

/** Another Ansible than that of the machine: the Python to run it with, and the folder of its packages. */
const { ANSIBLE_PYTHON: PYTHON = '/usr/bin/python3', ANSIBLE_SITE } = process.env;
const DRIVER = fileURLToPath(new URL('validate.py', import.meta.url));
const SEED = Number(process.env.ANSIBLE_CASES_SEED ?? 20_240_229);
const TIMEOUT = 300_000;
const COUNT = Number(process.env.ANSIBLE_CASES ?? 6000);

interface Crash {
  readonly crash: string;
}

interface Outcome {
  readonly parameters: JsonObject;
  readonly errors: readonly string[];
  readonly unsupported: number;
  readonly warnings: readonly string[];
  readonly deprecations: readonly Deprecation[];
  readonly secrets: readonly string[];
}

const version = findVersion();
const reasonToSkip = findReasonToSkip();
const validationCases = fc.sample(validationCase, { seed: SEED, numRuns: COUNT });
const maskCases = fc.sample(maskCase, { seed: SEED, numRuns: COUNT });
let validations: readonly (Outcome | Crash)[];
let masks: readonly ({ masked: Json } | Crash)[];

beforeAll(() => {
  if (reasonToSkip !== undefined) {
    return;
  }
  const [, ...outcomes] = runAnsible([...validationCases, ...maskCases]);
  validations = outcomes.slice(0, COUNT) as typeof validations;
  masks = outcomes.slice(COUNT) as typeof masks;
}, TIMEOUT);

function runAnsible(cases: readonly (ValidationCase | MaskCase)[]): unknown[] {
  const input = cases.map((each) => JSON.stringify(each)).join('\n');
  const env = { ...process.env, ...(ANSIBLE_SITE && { PYTHONPATH: ANSIBLE_SITE }) };
  const options = { input, env, encoding: 'utf8', maxBuffer: 1e9 } as const;
  const { status, stdout, stderr } = spawnSync(PYTHON, [DRIVER], options);
  if (status !== 0) {
    throw new Error(`${PYTHON} cannot run Ansible's own code: ${stderr.trim().split('\n').at(-1)}`);
  }
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line, withoutNegativeZero));
}

const title = `${COUNT} generated cases, seed ${SEED}, ansible-core ${version}`;
describe.skipIf(reasonToSkip !== undefined)(reasonToSkip ?? title, { timeout: TIMEOUT }, () => {
  it('are accepted and rejected in good measure', () => {
    const errorCounts = validations.flatMap((outcome) =>
      'errors' in outcome ? [outcome.errors.length] : [],
    );
    const accepted = errorCounts.filter((count) => count === 0).length;
    const rejected = errorCounts.length - accepted;
    expect(accepted / COUNT).toBeGreaterThan(0.25);
    expect(rejected / COUNT).toBeGreaterThan(0.25);
  });

  it('are validated as Ansible validates them', () => {
    let judged = 0;
    forEachCase(validationCases, validations, ({ spec, relations, parameters, environment }, theirs) => {
      if (isNewer() && isJudgedOtherwise(spec, parameters)) {
        return;
      }
      judged += 1;
      const before = JSON.stringify(parameters);
      const ours = validate(spec, relations, parameters, environment);
      expect(JSON.stringify(parameters)).toBe(before);
      // A crash of Ansible's own leaves nothing to compare with.
      if ('crash' in theirs) {
        return;
      }

      const messages = ours.errors.map(({ message }) => comparable(message, theirs));
      const wanted = theirs.errors.map((message) => comparable(message, theirs));
      if (isNewer() && messages.length > wanted.length && messages.some(isNoInt)) {
        return;
      }
      expect(messages).toEqual(wanted);
      if (messages.length > 0) {
        return;
      }

      expect(throughJson(ours.parameters)).toEqual(throughJson(theirs.parameters));
      expect([...ours.secrets].sort()).toEqual([...new Set(theirs.secrets)].sort());
      expect([...ours.warnings].sort()).toEqual([...theirs.warnings].sort());
      expect(comparableDeprecations(ours.deprecations)).toEqual(
        comparableDeprecations(theirs.deprecations.map(withoutNulls)),
      );
    });
    expect(judged / COUNT).toBeGreaterThan(0.4);
  });

  it('are masked as Ansible masks them', () => {
    forEachCase(maskCases, masks, ({ value, secrets }, theirs) => {
      // Newer ones leave booleans as they are; ours goes on to mask them, as the older ones do.
      if (isNewer() && secrets.includes('True')) {
        return;
      }
      expect({ masked: mask(value, secrets) }).toEqual(theirs);
    });
  });
});

function forEachCase<Case, Theirs>(
  cases: readonly Case[],
  outcomes: readonly Theirs[],
  compare: (generated: Case, theirs: Theirs) => void,
): void {
  expect(outcomes).toHaveLength(cases.length);
  for (const [index, outcome] of outcomes.entries()) {
    const generated = cases[index] as Case;
    try {
      compare(generated, outcome);
    } catch (error) {
      const details = JSON.stringify({ generated, theirs: outcome }, undefined, 2);
      throw new Error(`seed ${SEED}, case ${index}: ${details}`, { cause: error });
    }
  }
}

/** The minor version of ansible-core 2. */
function minorVersion(): number {
  return Number(version.split('.')[1]);
}

/** Whether Ansible's code is that of 2.19 or later, which judges some values in another way and says it in other words. */
function isNewer(): boolean {
  return minorVersion() >= 19;
}

/** Versions between those of which the differences are known, and others of which nothing can be run, are not compared with. */
function findReasonToSkip(): string | undefined {
  if (version === '') {
    return `skipped: ${PYTHON} finds no ansible-core whose own code can be run`;
  }
  if (minorVersion() === 14 || isNewer()) {
    return undefined;
  }
  return `skipped: ansible-core ${version} is neither 2.14 nor 2.19 or later`;
}

/** The version of ansible-core; empty where another than the machine's was named, and cannot be run. */
function findVersion(): string {
  try {
    return String(runAnsible([])[0]);
  } catch (error) {
    if (process.env.ANSIBLE_PYTHON === undefined) {
      throw error;
    }
    return '';
  }
}

/**
 * What newer versions judge otherwise: they convert a null that is given to an option that has a default or must be there, and
 * know fewer units of bytes and bits, of which no module of ours makes use.
 */
function isJudgedOtherwise(spec: ArgumentSpec, parameters: JsonObject): boolean {
  const text = JSON.stringify([spec, parameters]);
  return /null|None|"(type|elements)":"(bytes|bits)"/.test(text);
}

const NO_INT = 'cannot be converted to an int';
const NO_PAIRS = 'unable to evaluate string in the "key=value" format as dictionary';

/** Whether a text is said to be no int: newer versions also take `1e3` and `5.0` for one. */
function isNoInt(message: string): boolean {
  return message.endsWith(NO_INT);
}

/** Newer versions do not repeat themselves, and lay what names no collection on Ansible itself. */
function comparableDeprecations(deprecations: readonly Deprecation[]): readonly Deprecation[] {
  if (!isNewer()) {
    return deprecations;
  }
  const named = deprecations.map((each) =>
    JSON.stringify(sorted({ collection_name: 'ansible.builtin', ...each })),
  );
  return [...new Set(named)].map((each) => JSON.parse(each));
}

function sorted<T extends object>(value: T): object {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** A message of either in the words of the newer versions, without the value that these quote where an int is meant. */
function inNewWords(message: string): string {
  if (!isNewer()) {
    return message;
  }
  return message
    .replaceAll(/<class '(\w+)'>/g, '$1')
    .replace(' must by a ', ' must be a ')
    .replace('  Valid booleans', ' Valid booleans')
    .replace(/dictionary update sequence element #\d+ has length 1; 2 is required/, NO_PAIRS)
    .replace(new RegExp(`(convert to int: ).* ${NO_INT}`, 's'), `$1${NO_INT}`);
}

/**
 * A message without what Python prints in the order of a set, which differs from run to run, and with a number
 * for a boolean given as an int, which is a number to us from the start. Ansible quotes a value that is to hold sub-options
 * and does not; ours never does, as secrets may be in it.
 */
function comparable(message: string, { unsupported }: Outcome): string {
  const ordered = inNewWords(message)
    .replace(/(Valid booleans include: ).*?(?= found in |$)/, '$1')
    .replace(/^Value '.*' (in the sub parameter field '.*' must b[ye] a )/s, 'Value $1')
    .replace(/(, got: |Got no match for: ).*/s, (text) =>
      text.replace(/\b(True|False)\b/g, (name) => String(Number(name === 'True'))),
    );
  return unsupported > 1 ? ordered.replace(/(\. Supported parameters include: ).*/s, '$1') : ordered;
}

function withoutNegativeZero(_key: string, value: Json): Json {
  return value === 0 ? 0 : value;
}

/** Without the nulls under an alias: only Ansible fills up those too, as it has the same dict there as under the option. */
function throughJson(value: Json): Json {
  const dropNull = (_: string, item: Json) => (item === null ? undefined : item);
  return JSON.parse(JSON.stringify(value), (key, item) =>
    /^(alias|other)_\d$/.test(key) ? JSON.parse(JSON.stringify(item), dropNull) : item,
  );
}

function withoutNulls(deprecation: Deprecation): Deprecation {
  const { msg, ...rest } = deprecation;
  return { msg, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)) };
}

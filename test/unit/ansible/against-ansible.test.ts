/** The same cases through Ansible's own code and ours, which must come to the same outcome. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/ansible/argument-spec.ts';
import { mask } from '../../../src/ansible/mask.ts';
import type { Deprecation } from '../../../src/ansible/validation/validate.ts';
import { validate } from '../../../src/ansible/validation/validate.ts';
import type { MaskCase, ValidationCase } from './generators.ts';
import { maskCase, validationCase } from './generators.ts';

const PYTHON = '/usr/bin/python3';
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

const validationCases = fc.sample(validationCase, { seed: SEED, numRuns: COUNT });
const maskCases = fc.sample(maskCase, { seed: SEED, numRuns: COUNT });
let validations: readonly (Outcome | Crash)[];
let masks: readonly ({ masked: JsonValue } | Crash)[];

beforeAll(() => {
  const outcomes = runAnsible([...validationCases, ...maskCases]);
  validations = outcomes.slice(0, COUNT) as typeof validations;
  masks = outcomes.slice(COUNT) as typeof masks;
}, TIMEOUT);

function runAnsible(cases: readonly (ValidationCase | MaskCase)[]): unknown[] {
  const input = cases.map((each) => JSON.stringify(each)).join('\n');
  const { status, stdout, stderr } = spawnSync(PYTHON, [DRIVER], { input, encoding: 'utf8', maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${PYTHON} could not run Ansible's own code: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line, withoutNegativeZero));
}

describe(`${COUNT} generated cases, seed ${SEED}`, { timeout: TIMEOUT }, () => {
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
    forEachCase(validationCases, validations, ({ spec, relations, parameters, environment }, theirs) => {
      const before = JSON.stringify(parameters);
      const ours = validate(spec, relations, parameters, environment);
      expect(JSON.stringify(parameters)).toBe(before);
      // A crash of Ansible's own leaves nothing to compare with.
      if ('crash' in theirs) return;

      const messages = ours.errors.map(({ message }) => comparable(message, theirs));
      expect(messages).toEqual(theirs.errors.map((message) => comparable(message, theirs)));
      if (messages.length > 0) return;

      expect(throughJson(ours.parameters)).toEqual(throughJson(theirs.parameters));
      expect([...ours.secrets].sort()).toEqual([...new Set(theirs.secrets)].sort());
      expect([...ours.warnings].sort()).toEqual([...theirs.warnings].sort());
      expect(ours.deprecations).toEqual(theirs.deprecations.map(withoutNulls));
    });
  });

  it('are masked as Ansible masks them', () => {
    forEachCase(maskCases, masks, ({ value, secrets }, theirs) => {
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

/**
 * A message without what Python prints in the order of a set, which differs from run to run, and with a number
 * for a boolean given as an int, which is a number to us from the start. Ansible quotes a value that is to hold sub-options
 * and does not; ours never does, as secrets may be in it.
 */
function comparable(message: string, { unsupported }: Outcome): string {
  const ordered = message
    .replace(/(Valid booleans include: ).*?(?= found in |$)/, '$1')
    .replace(/^Value '.*' (in the sub parameter field '.*' must by a )/s, 'Value $1')
    .replace(/(, got: )(True|False)/, (_, start: string, name) => start + Number(name === 'True'));
  return unsupported > 1 ? ordered.replace(/(\. Supported parameters include: ).*/s, '$1') : ordered;
}

function withoutNegativeZero(_key: string, value: JsonValue): JsonValue {
  return value === 0 ? 0 : value;
}

/** Without the nulls under an alias: only Ansible fills up those too, as it has the same dict there as under the option. */
function throughJson(value: JsonValue): JsonValue {
  const dropNull = (_: string, item: JsonValue) => (item === null ? undefined : item);
  return JSON.parse(JSON.stringify(value), (key, item) =>
    /^(alias|other)_\d$/.test(key) ? JSON.parse(JSON.stringify(item), dropNull) : item,
  );
}

function withoutNulls(deprecation: Deprecation): Deprecation {
  return Object.fromEntries(
    Object.entries(deprecation).filter(([, value]) => value !== null),
  ) as unknown as Deprecation;
}

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Option } from '../../../src/ansible/argument-spec.ts';
import type { Json } from '../../../src/json.ts';
import { FIELD_OPTIONS } from '../../../src/modules/fields.ts';
import { MODULES } from '../../../src/modules/index.ts';
import { READABLE } from '../../../src/modules/status_cake_info/kinds.ts';
import { Account } from '../../../src/simulator/account/account.ts';
import type { Field as SimulatedField } from '../../../src/simulator/account/resource.ts';
import { defaultOf, normalise } from '../../../src/statuscake/resource.ts';
import { RESOURCES } from '../../../src/statuscake/resources/all.ts';

/** Options that stand for a field without having its name. */
const OTHER_FORMS = ['good_status_codes'];

/** No port is beyond 65535, but the API does not say so. */
const UNBOUNDED = ['port'];

const SIMULATED = new Account().collections.map(({ resource }) => resource);

describe('every kind of resource', () => {
  const names = RESOURCES.map(({ name }) => name).sort();

  test('has options for its fields', () => {
    expect(FIELD_OPTIONS.map(({ resource }) => resource.name).sort()).toEqual(names);
  });

  test('can be read with status_cake_info, once', () => {
    expect([...READABLE.values()].map(({ resource }) => resource.name).sort()).toEqual(names);
  });

  test('is simulated', () => {
    const paths = RESOURCES.map(({ path }) => path).sort();
    expect(SIMULATED.map(({ path }) => `/${path}`).sort()).toEqual(paths);
  });
});

test('every folder with a module is in the list', () => {
  const folders = readdirSync('src/modules').filter((name) => name.startsWith('status_cake_'));
  expect(MODULES.map(({ name }) => name).sort()).toEqual(folders.sort());
});

describe.each(FIELD_OPTIONS.map((entry) => [entry.resource.kind, entry] as const))(
  'the tables of a %s',
  (_, { resource, options }) => {
    const simulated = SIMULATED.find(({ path }) => `/${path}` === resource.path);
    const written = (simulated?.fields ?? []).filter((field) => field.written !== undefined);
    const counterparts = resource.fields.map((field) => ({
      field,
      option: options[field.name] as Option,
      other: written.find(({ name }) => name === field.name) as SimulatedField,
    }));

    test('have the same fields', () => {
      const names = resource.fields.map(({ name }) => name).sort();
      expect(written.map(({ name }) => name).sort()).toEqual(names);
      expect(
        Object.keys(options)
          .filter((name) => !OTHER_FORMS.includes(name))
          .sort(),
      ).toEqual(names);
    });

    test('require the same fields', () => {
      const required = counterparts.filter(({ field }) => field.required).map(({ field }) => field.name);
      expect(
        counterparts
          .filter(({ other }) => other.required)
          .map(({ field }) => field.name)
          .filter((name) => !required.includes(name)),
      ).toEqual([]);
      // What we never leave out need not be required by the API.
      const lenient = counterparts.filter(({ field, other }) => field.required && !other.required);
      expect(lenient.filter(({ field }) => field.initial === undefined)).toEqual([]);
    });

    test('know what a new one has', () => {
      for (const { field, other } of counterparts) {
        if (field.initial === undefined && field.shown !== 'never') {
          expect([field.name, defaultOf(field)]).toEqual([
            field.name,
            normalise(field.type, other.initial as Json),
          ]);
        }
      }
    });

    test('fix the same fields', () => {
      const fixed = counterparts.filter(({ field }) => field.fixed).map(({ field }) => field.name);
      const createOnly = counterparts.filter(({ other }) => other.createOnly).map(({ field }) => field.name);
      expect(createOnly).toEqual(fixed);
    });

    test('show the same fields in lists', () => {
      for (const { field, other } of counterparts) {
        const shown = other.writeOnly
          ? 'never'
          : !simulated?.listsOverview || other.overview
            ? 'list'
            : 'details';
        expect([field.name, field.shown]).toEqual([field.name, shown]);
      }
    });

    test('have the same bounds and choices', () => {
      for (const { option, other } of counterparts) {
        const accepts = (value: unknown): boolean => {
          const reading = other.written?.({ texts: [String(value)], bracketed: option.type === 'list' });
          return reading !== undefined && 'value' in reading;
        };
        const { minimum, maximum, choices } = option;
        for (const value of [minimum, maximum, ...(choices ?? [])].filter((bound) => bound !== undefined)) {
          expect([other.name, value, accepts(value)]).toEqual([other.name, value, true]);
        }
        const beyond = [
          ...(minimum === undefined ? [] : [minimum - 1]),
          ...(maximum === undefined || UNBOUNDED.includes(other.name) ? [] : [maximum + 1]),
          ...(choices
            ? ['none of them', Math.max(...choices.map(Number).filter(Number.isFinite), 0) + 1]
            : []),
        ];
        for (const value of beyond) {
          expect([other.name, value, accepts(value)]).toEqual([other.name, value, false]);
        }
      }
    });
  },
);

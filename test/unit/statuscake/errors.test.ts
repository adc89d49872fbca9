import { describe, expect, test } from 'vitest';
import {
  type ErrorKind,
  isForbidden,
  isMissing,
  isUncertain,
  isUnchanged,
  StatusCakeError,
} from '../../../src/statuscake/errors.ts';

const error = (kind: ErrorKind, uncertain = false) =>
  new StatusCakeError('no', { kind, transient: false, uncertain });

describe('an error says', () => {
  test.each([
    ['missing', isMissing],
    ['unchanged', isUnchanged],
    ['forbidden', isForbidden],
  ] as const)('whether it is of the kind %s', (kind, isOfKind) => {
    for (const other of ['missing', 'unchanged', 'forbidden', 'server'] as const) {
      expect([other, isOfKind(error(other))]).toEqual([other, other === kind]);
    }
    // A bug is none, whatever it carries along.
    expect(isOfKind(Object.assign(new Error('bug'), { facts: { kind } }))).toBe(false);
  });

  test('whether a write may have taken place all the same', () => {
    expect(isUncertain(error('server', true))).toBe(true);
    expect(isUncertain(error('server', false))).toBe(false);
    expect(isUncertain(Object.assign(new Error('bug'), { facts: { uncertain: true } }))).toBe(false);
  });

  test('its name, its message and what caused it, where something did', () => {
    expect(String(error('server'))).toBe('StatusCakeError: no');
    expect(error('server')).not.toHaveProperty('cause');
    const cause = new Error('broken');
    expect(new StatusCakeError('no', error('server').facts, cause).cause).toBe(cause);
  });
});

import { expect, test } from 'vitest';
import { OptionError } from '../../../src/reconcile/option-error.ts';
import { collect, type Problem } from '../../../src/reconcile/problems.ts';

const PLACE = { stack: 'acme', check: 'live' };

test('what cannot be done as declared is collected with its place, and the work goes on', () => {
  const problems: Problem[] = [];
  collect(problems, PLACE, () => {});
  collect(problems, PLACE, () => {
    throw new OptionError('port', 'is needed');
  });
  expect(problems).toEqual([{ ...PLACE, option: 'port', message: 'is needed' }]);
});

test('a bug is no mistake of the user', () => {
  const problems: Problem[] = [];
  const fail = () => {
    throw new TypeError('bug');
  };
  expect(() => collect(problems, PLACE, fail)).toThrow(TypeError);
  expect(problems).toEqual([]);
});

test('an error of an option says which, and why', () => {
  expect(new OptionError('port', 'is needed')).toMatchObject({
    name: 'OptionError',
    message: 'port: is needed',
    option: 'port',
    reason: 'is needed',
  });
});

import { expect, test } from 'vitest';
import { namesGroups, resolveGroups } from '../../../src/reconcile/contact-groups.ts';

const KNOWN = [
  { id: '1', name: 'Operations' },
  { id: '2', name: 'On call' },
  { id: '3', name: 'Twins' },
  { id: '4', name: 'Twins' },
];

test('names become IDs, and IDs stay', () => {
  expect(resolveGroups(['On call', '99', 'Operations'], KNOWN)).toEqual(['2', '99', '1']);
});

test('only names need to be looked up', () => {
  expect(namesGroups(['1', '22', ''])).toBe(false);
  expect(namesGroups(['1', 'Operations'])).toBe(true);
});

test('an unknown name is an error that lists the known ones', () => {
  expect(() => resolveGroups(['Operation'], KNOWN)).toThrow(
    'there is no contact group "Operation"; the account has "On call" (2), "Operations" (1), "Twins" (3), "Twins" (4)',
  );
});

test('a name borne twice is an error that lists both', () => {
  expect(() => resolveGroups(['Twins'], KNOWN)).toThrow('give the ID of one: 3, 4');
});

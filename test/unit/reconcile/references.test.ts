import { expect, test } from 'vitest';
import { planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import { hasNames, newNamesOf, resolveNames } from '../../../src/reconcile/references.ts';
import type { Remote } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';

const KNOWN = [
  { id: '1', name: 'Operations' },
  { id: '2', name: 'On call' },
  { id: '3', name: 'Twins' },
  { id: '4', name: 'Twins' },
];

const resolve = (references: readonly string[], known: readonly Remote[] = KNOWN) =>
  resolveNames('contact_groups', contactGroup, references, known);

test('names become IDs, and IDs stay', () => {
  expect(resolve(['On call', '99', 'Operations'])).toEqual(['2', '99', '1']);
  expect(resolve(['', 'On call'])).toEqual(['', '2']);
});

test.each(['Team 2', '2nd line'])('%s is a name, though there are digits in it', (name) => {
  expect(hasNames([name])).toBe(true);
  expect(resolve([name], [{ id: '7', name }])).toEqual(['7']);
});

test('only names need to be looked up', () => {
  expect(hasNames(['1', '22', ''])).toBe(false);
  expect(hasNames(['1', 'Operations'])).toBe(true);
});

test('an unknown name is an error that lists the known ones, but not hundreds of them', () => {
  expect(() => resolve(['Operation'])).toThrow(
    'contact_groups: there is no contact group "Operation"; the account has ' +
      '"On call" (2), "Operations" (1), "Twins" (3), "Twins" (4)',
  );
  expect(() => resolve(['a'], [])).toThrow('the account has none');
  const many = Array.from({ length: 70 }, (_, index) => ({ id: `${index}`, name: `group ${index}` }));
  expect(() => resolve(['a'], many)).toThrow(/"group 0" \(0\), .* and 20 more$/);
});

test('a name borne twice is an error that lists both', () => {
  expect(() => resolve(['Twins'])).toThrow('give the ID of one: 3, 4');
  expect(() => resolveNames('contact_groups', contactGroup, ['Twins'], KNOWN, () => true)).toThrow('3, 4');
});

test('a name of what is only previewed stays as it is', () => {
  const isPreviewed = (name: string) => name === 'Sales';
  expect(resolveNames('contact_groups', contactGroup, ['Sales', 'On call'], KNOWN, isPreviewed)).toEqual([
    'Sales',
    '2',
  ]);
  expect(() => resolveNames('contact_groups', contactGroup, ['Others'], KNOWN, isPreviewed)).toThrow(
    'there is no contact group "Others"',
  );
});

test('names that steps give are known before they are there, those that stay are no new ones', () => {
  const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
  const there = { id: '1', name: 'Operations' };
  const steps = [
    planPresent(contactGroup, { name: 'Sales' }, null, policy),
    planPresent(contactGroup, { name: 'Support' }, there, policy),
    planPresent(contactGroup, { name: 'Operations', ping_url: 'https://example.com' }, there, policy),
    planAbsent(contactGroup, there),
    planPresent(ssl, { website_url: 'https://acme.example.com/' }, null, policy),
  ];
  expect(newNamesOf(steps)).toEqual(['Sales', 'Support', 'https://acme.example.com']);
});

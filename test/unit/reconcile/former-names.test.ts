import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CheckDeclaration } from '../../../src/reconcile/declaration.ts';
import { formerLabelOf, formerNamesOf } from '../../../src/reconcile/former-names.ts';
import type { Resource } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const policy = { recreate: false, writeHidden: 'on_create', verify: 'details' } as const;
const labelled = (resource: Resource, label: string, renamedFrom?: string): CheckDeclaration => ({
  id: null,
  values: { [resource.identity]: label },
  policy,
  ...(renamedFrom !== undefined && { renamedFrom }),
});
/** The former label of a check of the stack acme-eu. */
const formerOf = (resource: Resource, label: string, formerName?: string, renamedFrom?: string) =>
  formerLabelOf(
    resource,
    { stack: 'acme-eu', ...(formerName !== undefined && { formerName }) },
    labelled(resource, label, renamedFrom),
  );

test('the former names of stacks are those of the stacks that were renamed', () => {
  const stacks = [
    { stack: 'acme-eu', formerName: 'acme' },
    { stack: 'globex', formerName: 'globex' },
    { stack: 'initech' },
  ];
  expect(formerNamesOf(stacks)).toEqual(new Map([['acme', 'acme-eu']]));
});

describe('the former name of a check', () => {
  test.each<[string, Resource, string, string, string]>([
    ['the name', uptime, 'acme-eu live', 'The test', 'The test'],
    [
      'the URL, in its one form',
      ssl,
      'https://b.example.com',
      'https://A.example.com/',
      'https://a.example.com',
    ],
  ])('is %s that it says, also where its stack was renamed', (_, resource, label, renamedFrom, expected) => {
    for (const formerName of [undefined, 'acme']) {
      expect(formerOf(resource, label, formerName, renamedFrom)).toEqual({
        label: expected,
        isDeclared: true,
      });
    }
  });

  test.each<[Resource, string, string]>([
    [uptime, 'live', 'live'],
    [ssl, 'https://a.example.com', 'https://A.example.com/'],
  ])('is none where it is the present one', (resource, label, renamedFrom) => {
    expect(formerOf(resource, label, 'acme', renamedFrom)).toBeUndefined();
  });

  test.each<[string, string, Resource]>([
    ['acme-eu live', 'acme live', uptime],
    ['acme-eu acme-eu', 'acme acme-eu', uptime],
    ['https://acme-eu.example.com', 'https://acme.example.com', ssl],
    ['https://acme-eu', 'https://acme', ssl],
    ['https://acme-eu.example.com:8443/acme-eu', 'https://acme.example.com:8443/acme-eu', ssl],
  ])('of %j, of which the stack was renamed, was %j', (label, former, resource) => {
    expect(formerOf(resource, label, 'acme')).toEqual({ label: former, isDeclared: false });
  });

  test.each<[string, Resource]>([
    ['acme-eu', uptime],
    ['acme-europe live', uptime],
    ['live acme-eu test', uptime],
    ['https://acme-eu-1.example.com', ssl],
    ['https://www.acme-eu.example.com', ssl],
    ['https://www.acme-eu', ssl],
    ['acme-eu', ssl],
  ])('is none of %j, which does not begin with the name of the stack', (label, resource) => {
    expect(formerOf(resource, label, 'acme')).toBeUndefined();
  });

  test.each<[Resource, string]>([
    [uptime, 'acme-eu live'],
    [ssl, 'https://acme-eu.example.com'],
  ])('is none where its stack has no other', (resource, label) => {
    expect(formerOf(resource, label)).toBeUndefined();
    expect(formerOf(resource, label, 'acme-eu')).toBeUndefined();
  });

  test('is at a host whatever the case of the names of the stack', () => {
    const declaration = { stack: 'Acme-EU', formerName: 'ACME' };
    expect(formerLabelOf(ssl, declaration, labelled(ssl, 'https://acme-eu.example.com'))).toEqual({
      label: 'https://acme.example.com',
      isDeclared: false,
    });
  });

  test('of one that was renamed back is the present one', () => {
    const names = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    const labels = fc.constantFrom<[Resource, (stack: string) => string]>(
      [uptime, (stack) => `${stack} live`],
      [ssl, (stack) => `https://${stack}.example.com`],
    );
    fc.assert(
      fc.property(names, names, labels, (stack, formerName, [resource, labelOf]) => {
        fc.pre(stack !== formerName);
        const former = formerLabelOf(resource, { stack, formerName }, labelled(resource, labelOf(stack)));
        expect(former?.label).toBe(labelOf(formerName));
      }),
    );
  });
});

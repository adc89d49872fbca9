import { expect, test } from 'vitest';
import { labelOf, ofKind } from '../../../src/reconcile/declaration.ts';
import type { Values } from '../../../src/statuscake/resource.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { stackOf } from './stack-declarations.ts';

const check = (values: Values, id: string | null = null) => ({
  id,
  values,
  policy: { recreate: false, writeHidden: 'on_create', verify: 'details' } as const,
});

test('what stacks say of one kind is said under their names, former ones included', () => {
  const live = check({ name: 'live' });
  const stacks = [
    stackOf('acme-eu', { checks: { uptime: [live], ssl: [] }, formerName: 'acme' }),
    stackOf('globex', { state: 'absent', untouched: 'elsewhere' }),
  ];
  expect(ofKind(stacks, 'uptime')).toMatchObject([
    { stack: 'acme-eu', state: 'present', checks: [live], formerName: 'acme' },
    { stack: 'globex', state: 'absent', checks: null, untouched: 'elsewhere' },
  ]);
  expect(ofKind(stacks, 'ssl').map(({ checks }) => checks)).toEqual([[], null]);
});

test('a declared check is called by its name, by its URL, or else by its ID', () => {
  expect(labelOf(uptime, check({ name: 'live' }, '1'))).toBe('live');
  expect(labelOf(ssl, check({ website_url: 'https://Acme.example.com/' }))).toBe('https://acme.example.com');
  expect(labelOf(uptime, check({ paused: true }, '1'))).toBe('1');
});

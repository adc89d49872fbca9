import { expect, test } from 'vitest';
import { actualAddress, declaredAddress } from '../../../src/reconcile/addresses.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const [BARE, SLASH] = ['https://acme.example.com', 'https://acme.example.com/'];

test('an address is the same with and without the slash after a bare host', () => {
  const there = { id: '1', website_url: SLASH, test_type: 'HTTP' };
  expect(declaredAddress(uptime, { website_url: BARE })).toBe(actualAddress(uptime, there));
  expect(declaredAddress(uptime, { website_url: `${BARE}/a` })).not.toBe(actualAddress(uptime, there));
});

test('what is declared in part has none, and neither has a kind that is known by what it tests', () => {
  expect(declaredAddress(pagespeed, { name: 'a', website_url: BARE, region: 'UK' })).toBeDefined();
  expect(declaredAddress(pagespeed, { name: 'a', website_url: BARE })).toBeUndefined();
  expect(declaredAddress(ssl, { website_url: BARE })).toBeUndefined();
});

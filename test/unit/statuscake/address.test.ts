import { expect, test } from 'vitest';
import { whyNoAddress } from '../../../src/statuscake/address.ts';

test.each([
  'https://acme.example.com',
  'HTTP://localhost:8080/a?b=c#d',
  'https://bücher.example/ü',
  'acme.example.com',
  '_sip.acme-2.example.com.',
  '192.0.2.1',
  '2001:db8::1',
])('%s is an address', (address) => {
  expect(whyNoAddress(address)).toBeUndefined();
});

test.each([
  'acme.example.com/liveness',
  'acme.example.com:443',
  'localhost',
  'ftp://acme.example.com',
  'https://',
  'https://acme.example.com/a b',
  'acme..example.com',
  '-acme.example.com',
  ' https://acme.example.com',
])('%j is none', (address) => {
  expect(whyNoAddress(address)).toBe(
    `takes a URL that begins with https:// or http://, a full host name or an IP address, got: ${address}`,
  );
});

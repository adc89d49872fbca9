/** Tests and contact groups to put into a simulated account. */

/** A test as a simulator is seeded with it, by which options to declare it again. */
export const ACME = {
  name: 'acme liveness',
  website_url: 'https://acme.example.com/liveness',
  test_type: 'HTTP',
  check_rate: 300,
} as const;

export const SHOP = { ...ACME, name: 'shop liveness', website_url: 'https://shop.example.com/liveness' };

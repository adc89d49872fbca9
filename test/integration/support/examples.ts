/** Tests, contact groups and windows to put into a simulated account, by which options to declare them again. */

export const ACME = {
  name: 'acme liveness',
  website_url: 'https://acme.example.com/liveness',
  test_type: 'HTTP',
  check_rate: 300,
} as const;

export const SHOP = { ...ACME, name: 'shop liveness', website_url: 'https://shop.example.com/liveness' };

export const BACKUP = { name: 'acme backup', period: 90000 };

export const CERTIFICATE = {
  website_url: 'https://acme.example.com',
  check_rate: 86400,
  alert_at: ['1', '7', '30'],
};

export const FRONT_PAGE = {
  name: 'acme front page',
  website_url: 'https://acme.example.com/',
  check_rate: 1800,
  region: 'UK',
};

export const OPERATORS = { name: 'Operations of acme', email_addresses: ['operations@example.com'] };

export const COMPACTION = {
  name: 'compaction',
  start_at: '2030-01-06T02:00:00+00:00',
  end_at: '2030-01-06T04:00:00+00:00',
  timezone: 'UTC',
  tags: ['mongodb'],
};

/** One of each resource with every field that the vendor's SDK reads, as it is seeded and as the SDK has to read it. */

import {
  type ContactGroup,
  type MaintenanceWindow,
  MaintenanceWindowRepeatInterval,
  MaintenanceWindowState,
  MonitoringLocationStatus,
  type PagespeedTest,
  PagespeedTestCheckRate,
  type PagespeedTestHistoryResult,
  PagespeedTestThrottling,
  type SSLTest,
  SSLTestCheckRate,
  type UptimeTest,
  type UptimeTestAlert,
  UptimeTestCheckRate,
  type UptimeTestHistoryResult,
  type UptimeTestOverview,
  type UptimeTestPeriod,
  UptimeTestProcessingState,
  UptimeTestStatus,
  UptimeTestType,
} from '@statuscake/statuscake-js';
import type { Account } from '../../../src/simulator/account/account.ts';

/** A model with no field left out, however deep: what is missing here or of another type fails the type check. */
type Complete<Model> = Model extends Date | string | number | boolean
  ? Model
  : { [Field in keyof Model]-?: Complete<Model[Field]> };

export const NOW = '2026-01-01T01:30:00Z';

const GROUP = {
  name: 'Operations',
  email_addresses: ['a@example.com'],
  integrations: ['3'],
  mobile_numbers: ['447712345678'],
  ping_url: 'https://example.com/ping',
};

export const contactGroup: Complete<ContactGroup> = {
  id: '1',
  name: 'Operations',
  emailAddresses: ['a@example.com'],
  integrations: ['3'],
  mobileNumbers: ['447712345678'],
  pingUrl: 'https://example.com/ping',
};

const UPTIME = {
  name: 'shop liveness',
  test_type: 'HTTP',
  website_url: 'https://shop.example.com/liveness',
  check_rate: 300,
  basic_username: 'user',
  basic_password: 'pass',
  confirmation: 1,
  contact_groups: ['1'],
  custom_header: '{"a":"b"}',
  dns_ips: ['192.0.2.2'],
  dns_server: 'ns.example.com',
  do_not_find: true,
  enable_ssl_alert: true,
  final_endpoint: 'https://shop.example.com/',
  find_string: 'ok',
  follow_redirects: true,
  host: 'AWS',
  include_header: true,
  last_tested_at: '2026-01-01T00:00:00Z',
  next_location: 'London',
  paused: true,
  port: 443,
  post_body: '{"a":1}',
  post_raw: 'a=1',
  processing: true,
  processing_on: 'Paris',
  processing_state: 'retest',
  regions: ['london'],
  status: 'down',
  status_codes_csv: ['500', '503'],
  tags: ['stack-a'],
  timeout: 20,
  trigger_rate: 4,
  uptime: 99.9,
  use_jar: true,
  user_agent: 'me',
};

export const uptimeTestOverview: Complete<UptimeTestOverview> = {
  id: '2',
  name: 'shop liveness',
  websiteUrl: 'https://shop.example.com/liveness',
  testType: UptimeTestType.Http,
  checkRate: UptimeTestCheckRate.FiveMinutes,
  contactGroups: ['1'],
  paused: true,
  status: UptimeTestStatus.Down,
  tags: ['stack-a'],
  uptime: 99.9,
};

const LONDON = { region: 'United Kingdom / London', regionCode: 'london' };

export const uptimeTest: Complete<UptimeTest> = {
  ...uptimeTestOverview,
  confirmation: 1,
  customHeader: '{"a":"b"}',
  dnsIps: ['192.0.2.2'],
  dnsServer: 'ns.example.com',
  doNotFind: true,
  enableSslAlert: true,
  finalEndpoint: 'https://shop.example.com/',
  findString: 'ok',
  followRedirects: true,
  includeHeader: true,
  host: 'AWS',
  lastTestedAt: new Date('2026-01-01T00:00:00Z'),
  nextLocation: 'London',
  port: 443,
  postBody: '{"a":1}',
  postRaw: 'a=1',
  processing: true,
  processingOn: 'Paris',
  processingState: UptimeTestProcessingState.Retest,
  servers: [
    {
      ...LONDON,
      description: 'United Kingdom, London - 5',
      ipv4: '192.0.2.19',
      ipv6: '2001:db8::5',
      status: MonitoringLocationStatus.Up,
    },
    {
      ...LONDON,
      description: 'United Kingdom, London - 9',
      ipv4: '192.0.2.20',
      ipv6: '2001:db8::9',
      status: MonitoringLocationStatus.Down,
    },
  ],
  statusCodes: ['500', '503'],
  timeout: 20,
  triggerRate: 4,
  useJar: true,
  userAgent: 'me',
};

export const historyResult: Complete<UptimeTestHistoryResult> = {
  createdAt: new Date('2026-01-01T00:00:00Z'),
  location: 'London',
  performance: 120,
  statusCode: 200,
};

export const period: Complete<UptimeTestPeriod> = {
  createdAt: new Date('2026-01-01T00:00:00Z'),
  duration: 1000,
  endedAt: new Date('2026-01-01T00:00:01Z'),
  status: UptimeTestStatus.Up,
};

export const alert: Complete<UptimeTestAlert> = {
  id: '5',
  status: UptimeTestStatus.Down,
  statusCode: 503,
  triggeredAt: new Date('2026-01-01T00:00:00Z'),
};

const PAGESPEED = {
  name: 'start page',
  website_url: 'https://shop.example.com/',
  check_rate: 3600,
  alert_bigger: 1,
  alert_slower: 2,
  alert_smaller: 3,
  contact_groups: ['1'],
  latest_stats: { filesize: 251.3, has_issue: true, latest_issue: 'slow', loadtime: 344, requests: 6 },
  region: 'UK',
  paused: true,
};

export const pagespeedTest: Complete<PagespeedTest> = {
  id: '3',
  name: 'start page',
  websiteUrl: 'https://shop.example.com/',
  checkRate: PagespeedTestCheckRate.OneHour,
  alertBigger: 1,
  alertSlower: 2,
  alertSmaller: 3,
  contactGroups: ['1'],
  latestStats: { filesize: 251.3, hasIssue: true, latestIssue: 'slow', loadtime: 344, requests: 6 },
  location: 'PAGESPD-UK5',
  paused: true,
};

export const pagespeedResult: Complete<PagespeedTestHistoryResult> = {
  createdAt: new Date('2026-01-01T00:00:00Z'),
  filesize: 251.3,
  harLocation: 'https://example.com/har.json',
  loadtime: 344,
  requests: 6,
  throttling: PagespeedTestThrottling.Fast3G,
};

const SSL = {
  website_url: 'https://shop.example.com/',
  check_rate: 86_400,
  alert_at: ['30', '7', '1'],
  alert_broken: true,
  alert_expiry: true,
  alert_mixed: true,
  alert_reminder: true,
  certificate_score: 95,
  certificate_status: 'CERT_OK',
  cipher: 'TLS_AES_128_GCM_SHA256',
  cipher_score: 100,
  contact_groups: ['1'],
  issuer_common_name: 'R3',
  flags: {
    follow_redirects: true,
    has_mixed: true,
    has_pfs: true,
    is_broken: false,
    is_expired: false,
    is_extended: false,
    is_missing: false,
    is_revoked: false,
  },
  follow_redirects: true,
  hostname: 'shop.example.com',
  last_reminder: 7,
  mixed_content: [{ src: 'http://shop.example.com/logo.png', type: 'img' }],
  paused: true,
  updated_at: '2026-01-01T00:00:00Z',
  user_agent: 'me',
  valid_from: '2025-12-01T00:00:00Z',
  valid_until: '2026-03-01T00:00:00Z',
};

export const sslTest: Complete<SSLTest> = {
  id: '4',
  websiteUrl: 'https://shop.example.com/',
  checkRate: SSLTestCheckRate.OneDay,
  alertAt: [1, 7, 30],
  alertBroken: true,
  alertExpiry: true,
  alertMixed: true,
  alertReminder: true,
  certificateScore: 95,
  certificateStatus: 'CERT_OK',
  cipher: 'TLS_AES_128_GCM_SHA256',
  cipherScore: 100,
  contactGroups: ['1'],
  issuerCommonName: 'R3',
  flags: {
    followRedirects: true,
    hasMixed: true,
    hasPfs: true,
    isBroken: false,
    isExpired: false,
    isExtended: false,
    isMissing: false,
    isRevoked: false,
  },
  followRedirects: true,
  hostname: 'shop.example.com',
  lastReminder: 7,
  mixedContent: [{ src: 'http://shop.example.com/logo.png', type: 'img' }],
  paused: true,
  updatedAt: new Date('2026-01-01T00:00:00Z'),
  userAgent: 'me',
  validFrom: new Date('2025-12-01T00:00:00Z'),
  validUntil: new Date('2026-03-01T00:00:00Z'),
};

const WINDOW = {
  name: 'release',
  start_at: '2026-01-01T02:00:00+01:00',
  end_at: '2026-01-01T03:00:00+01:00',
  repeat_interval: '1w',
  timezone: 'Europe/Berlin',
  tags: ['stack-a'],
  tests: ['2'],
};

export const maintenanceWindow: Complete<MaintenanceWindow> = {
  id: '5',
  name: 'release',
  endAt: new Date('2026-01-01T03:00:00Z'),
  repeatInterval: MaintenanceWindowRepeatInterval.Weekly,
  startAt: new Date('2026-01-01T02:00:00Z'),
  state: MaintenanceWindowState.Active,
  tags: ['stack-a'],
  tests: ['2'],
  timezone: 'Europe/Berlin',
};

/** Adds one of each to an account that is empty, so that their IDs are those above. */
export function seed(account: Account): void {
  account.contactGroups.create(GROUP);
  account.uptimeTests.create(UPTIME);
  account.pagespeedTests.create(PAGESPEED);
  account.sslTests.create(SSL);
  account.maintenanceWindows.create(WINDOW);
  const created_at = '2026-01-01T00:00:00Z';
  const { history, periods, alerts } = account.seriesOf('2');
  history.push({ created_at, location: 'London', performance: 120, status_code: 200 });
  periods.push({ status: 'up', created_at, ended_at: '2026-01-01T00:00:01Z', duration: 1000 });
  alerts.push({ id: '5', status: 'down', status_code: 503, triggered_at: created_at });
  account.pagespeedHistoryOf('3').push({
    created_at,
    filesize: 251.3,
    har_location: 'https://example.com/har.json',
    loadtime: 344,
    requests: 6,
    throttling: '3G_FAST',
  });
}

/** The whole life of all kinds of resource, played by the modules, and what no module asks for. */

import type { AnsibleModule } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';
import { module as contactGroup } from '../../../src/modules/status_cake_contact_group/module.ts';
import { module as heartbeat } from '../../../src/modules/status_cake_heartbeat/module.ts';
import { module as info } from '../../../src/modules/status_cake_info/module.ts';
import { module as maintenanceWindow } from '../../../src/modules/status_cake_maintenance_window/module.ts';
import { module as pagespeed } from '../../../src/modules/status_cake_pagespeed/module.ts';
import { module as ssl } from '../../../src/modules/status_cake_ssl/module.ts';
import { module as stack } from '../../../src/modules/status_cake_stack/module.ts';
import { module as uptime } from '../../../src/modules/status_cake_test/module.ts';
import type { Account } from '../../../src/simulator/account/account.ts';
import { DEFAULT_TOKEN, type Simulator } from '../../../src/simulator/simulator.ts';
import { runModule } from '../stack/module-run.ts';

/** What one resource goes through: created, renamed, changed, cleared, and deleted. */
interface Life {
  readonly module: AnsibleModule;
  /** By what it is found. */
  readonly identity: JsonObject;
  readonly created: JsonObject;
  readonly changed: JsonObject;
  readonly cleared?: JsonObject;
}

/** What an identity becomes for a while: another name or URL. */
const RENAMED: Readonly<Record<string, string>> = {
  name: 'renamed',
  website_url: 'https://renamed.example.com',
};

const GROUP: Life = {
  module: contactGroup,
  identity: { name: 'Operations' },
  created: {
    email_addresses: ['a@example.com', 'b@example.com'],
    mobile_numbers: ['447712345678'],
    integrations: ['3'],
    ping_url: 'https://example.com/ping',
  },
  changed: {
    email_addresses: ['c@example.com'],
    mobile_numbers: ['447987462344'],
    integrations: ['4'],
    ping_url: 'https://example.com/other',
  },
  cleared: { email_addresses: [], mobile_numbers: [], integrations: [], ping_url: '' },
};

const LIVES: readonly Life[] = [
  {
    module: uptime,
    identity: { name: 'shop liveness' },
    created: {
      website_url: 'https://shop.example.com/liveness',
      test_type: 'HTTP',
      check_rate: 300,
      basic_username: 'someone',
      basic_password: 'something',
      confirmation: 1,
      contact_groups: ['Operations'],
      custom_header: { Accept: 'text/html' },
      do_not_find: true,
      enable_ssl_alert: true,
      final_endpoint: 'https://shop.example.com/final',
      find_string: 'alive',
      follow_redirects: true,
      host: 'AWS',
      include_header: true,
      paused: true,
      post_raw: 'a=b',
      regions: ['london', 'paris'],
      status_codes_csv: '404,500',
      tags: ['live', 'shop'],
      timeout: 20,
      trigger_rate: 5,
      use_jar: true,
      user_agent: 'me',
    },
    changed: {
      website_url: 'https://shop.example.com/readiness',
      check_rate: 60,
      basic_username: 'someone else',
      basic_password: 'something else',
      update_password: 'always',
      confirmation: 3,
      custom_header: { Accept: 'text/plain' },
      do_not_find: false,
      enable_ssl_alert: false,
      final_endpoint: 'https://shop.example.com/end',
      find_string: 'ready',
      follow_redirects: false,
      host: 'GCP',
      include_header: false,
      paused: false,
      post_raw: 'c=d',
      regions: ['frankfurt'],
      status_codes_csv: '500',
      tags: ['ready'],
      timeout: 75,
      trigger_rate: 0,
      use_jar: false,
      user_agent: 'you',
    },
    cleared: {
      contact_groups: [],
      custom_header: {},
      final_endpoint: '',
      find_string: '',
      host: '',
      post_raw: '',
      regions: [],
      tags: [],
      user_agent: '',
    },
  },
  {
    module: uptime,
    identity: { name: 'shop form' },
    created: { website_url: 'https://shop.example.com/form', post_body: { z: 1 } },
    changed: { post_body: { z: 2 } },
    cleared: { post_body: {} },
  },
  {
    module: uptime,
    identity: { name: 'shop name' },
    created: {
      website_url: 'shop.example.com',
      test_type: 'DNS',
      dns_ips: ['192.0.2.1', '192.0.2.2'],
      dns_server: 'ns.example.com',
    },
    changed: { dns_ips: ['192.0.2.3'], dns_server: 'ns2.example.com' },
    cleared: { dns_server: '' },
  },
  {
    module: uptime,
    identity: { name: 'shop mail' },
    created: { website_url: '192.0.2.4', test_type: 'SMTP', port: 25 },
    changed: { port: 587 },
  },
  {
    module: heartbeat,
    identity: { name: 'shop backup' },
    created: {
      period: 3600,
      contact_groups: ['Operations'],
      host: 'AWS',
      paused: true,
      tags: ['shop', 'nightly'],
    },
    changed: { period: 86_400, host: 'GCP', paused: false, tags: ['shop'] },
    cleared: { contact_groups: [], host: '', tags: [] },
  },
  {
    module: pagespeed,
    identity: { name: 'shop page' },
    created: {
      website_url: 'https://shop.example.com/',
      check_rate: 3600,
      region: 'UK',
      alert_bigger: 500,
      alert_slower: 3000,
      alert_smaller: 10,
      contact_groups: ['Operations'],
      paused: true,
    },
    changed: {
      website_url: 'https://shop.example.com/start',
      check_rate: 86_400,
      region: 'USW',
      alert_bigger: 0,
      alert_slower: 0,
      alert_smaller: 0,
      paused: false,
    },
    cleared: { contact_groups: [] },
  },
  {
    module: ssl,
    identity: { website_url: 'https://shop.example.com' },
    created: {
      check_rate: 3600,
      alert_at: [1, 7, 30],
      alert_broken: true,
      alert_expiry: true,
      alert_mixed: true,
      alert_reminder: true,
      contact_groups: ['Operations'],
      follow_redirects: true,
      hostname: 'www.example.com',
      paused: true,
      user_agent: 'me',
    },
    changed: {
      check_rate: 86_400,
      alert_at: [2, 14, 60],
      alert_broken: false,
      alert_expiry: false,
      alert_mixed: false,
      alert_reminder: false,
      follow_redirects: false,
      hostname: 'shop.example.com',
      paused: false,
      user_agent: 'you',
    },
    cleared: { contact_groups: [], hostname: '', user_agent: '' },
  },
  {
    module: maintenanceWindow,
    identity: { name: 'release' },
    created: {
      start_at: '2090-01-01T02:00:00+01:00',
      end_at: '2090-01-01T03:00:00+01:00',
      timezone: 'Europe/Berlin',
      repeat_interval: '1w',
      tests: ['shop liveness'],
      tags: ['shop'],
    },
    changed: {
      start_at: '2090-02-01T02:00:00Z',
      end_at: '2090-02-01T03:00:00Z',
      timezone: 'UTC',
      repeat_interval: 'never',
      tags: ['shop', 'live'],
    },
    cleared: { tests: [] },
  },
];

const STACK: JsonObject = {
  stack: 'acme',
  tests: [{ name: 'acme liveness', website_url: 'https://acme.example.com/liveness', find_string: 'alive' }],
  heartbeats: [{ name: 'acme backup', period: 3600 }],
  ssl: [{ website_url: 'https://acme.example.com' }],
  pagespeed: [{ name: 'acme page', website_url: 'https://acme.example.com/', region: 'DE' }],
};

const KINDS = [
  'tests',
  'heartbeats',
  'ssl',
  'pagespeed',
  'contact_groups',
  'maintenance_windows',
  'uptime_locations',
  'pagespeed_locations',
];

/**
 * Plays everything that the modules do.
 * @throws {Error} when a module does not do what its life wants
 */
export async function playModules(simulator: Simulator): Promise<void> {
  const run = async (
    module: AnsibleModule,
    options: JsonObject,
    expected: 'changed' | 'unchanged' | 'failed',
  ) => {
    const result = await runModule(module, simulator, DEFAULT_TOKEN, options);
    const outcome = result.failed ? 'failed' : result.changed ? 'changed' : 'unchanged';
    if (outcome !== expected) {
      const task = `${module.name} ${JSON.stringify(options)}`;
      throw new Error(`${task} ${outcome} instead of ${expected}: ${result.msg ?? 'without a word'}`);
    }
    return result;
  };
  const live = async ({ module, identity, created, changed, cleared }: Life) => {
    const { id } = await run(module, { ...identity, ...created }, 'changed');
    await run(module, { ...identity, ...created }, 'unchanged');
    for (const name of Object.keys(identity)) {
      await run(module, { id: String(id), [name]: RENAMED[name] ?? '' }, 'changed');
    }
    await run(module, { id: String(id), ...identity, ...changed }, 'changed');
    const { update_password: _update, ...shown } = changed;
    await run(module, { ...identity, ...shown }, 'unchanged');
    if (cleared !== undefined) {
      await run(module, { ...identity, ...cleared }, 'changed');
      await run(module, { ...identity, ...cleared }, 'unchanged');
    }
  };
  const die = ({ module, identity }: Life) => run(module, { ...identity, state: 'absent' }, 'changed');

  // Empty lists of all kinds.
  await run(info, { kinds: KINDS }, 'unchanged');
  await run(contactGroup, { ...GROUP.identity, ...GROUP.created }, 'changed');
  for (const life of LIVES) {
    await live(life);
  }
  await live({ ...GROUP, created: { ...GROUP.created, ping_url: 'https://example.com/first' } });

  await run(stack, STACK, 'changed');
  seedResults(simulator.account);
  await run(stack, STACK, 'unchanged');
  await run(info, { kinds: KINDS, details: true }, 'unchanged');
  await run(info, { kinds: ['tests', 'heartbeats'], stack: 'acme' }, 'unchanged');
  await run(info, { kinds: ['tests', 'heartbeats'], tags: ['shop'], status: 'up' }, 'unchanged');
  await run(info, { kinds: ['maintenance_windows'], status: 'pending' }, 'unchanged');

  // What the API refuses.
  await run(uptime, { id: 999, find_string: 'alive' }, 'failed');
  await run(contactGroup, { name: 'Support', mobile_numbers: ['none'] }, 'failed');
  await run(contactGroup, { ...GROUP.identity, email_addresses: ['nobody'] }, 'failed');
  await run(uptime, { name: 'nowhere', website_url: 'not a host' }, 'failed');
  await run(info, { kinds: ['tests'], api_key: 'wrong' }, 'failed');

  await run(stack, { stack: 'acme', state: 'absent' }, 'changed');
  for (const life of [...LIVES].reverse()) {
    await die(life);
  }
  await die(GROUP);
}

/** What StatusCake would have found out by now, so that answers have all their fields. */
function seedResults({ uptimeTests, heartbeats, pagespeedTests, sslTests }: Account): void {
  const at = '2026-01-01T00:00:00+00:00';
  for (const { id } of uptimeTests.all()) {
    uptimeTests.update(id, {
      last_tested_at: at,
      next_location: 'UK5',
      processing_on: 'UK5',
      processing_state: 'complete',
      uptime: 99.95,
    });
  }
  for (const { id } of heartbeats.all()) {
    heartbeats.update(id, { last_tested_at: at, uptime: 100 });
  }
  for (const { id } of pagespeedTests.all()) {
    pagespeedTests.update(id, {
      latest_stats: { filesize: 251.3, has_issue: true, latest_issue: 'slow', loadtime: 344, requests: 6 },
    });
  }
  for (const { id } of sslTests.all()) {
    sslTests.update(id, {
      certificate_score: 95,
      certificate_status: 'CERT_OK',
      cipher: 'TLS_AES_128_GCM_SHA256',
      cipher_score: 100,
      flags: {
        follow_redirects: false,
        has_mixed: true,
        has_pfs: true,
        is_broken: false,
        is_expired: false,
        is_extended: false,
        is_missing: false,
        is_revoked: false,
      },
      issuer_common_name: 'Example CA',
      last_reminder: 7,
      mixed_content: [{ src: 'http://shop.example.com/logo.png', type: 'img' }],
      updated_at: at,
      valid_from: at,
      valid_until: '2026-04-01T00:00:00+00:00',
    });
  }
}

/** Asks for what no module asks for: the simulator's responses are held to the definition there too. */
export async function playTheRest({ url, account }: Simulator): Promise<void> {
  const test = account.uptimeTests.create({
    name: 'observed',
    website_url: 'https://observed.example.com',
    test_type: 'HTTP',
    check_rate: 60,
    tags: ['observed'],
  });
  const page = account.pagespeedTests.create({
    name: 'observed page',
    website_url: 'https://observed.example.com',
    check_rate: 60,
    region: 'UK',
  });
  const times = [10, 20, 30].map((seconds) => new Date(seconds * 1000).toISOString());
  const { history, periods, alerts } = account.seriesOf(test.id);
  for (const time of times) {
    history.push({ created_at: time, location: 'UK5', performance: 120, status_code: 200 });
    periods.push({ status: 'up', created_at: time, ended_at: time, duration: 1000 });
    alerts.push({ id: test.id, status: 'down', status_code: 503, triggered_at: time });
    account.pagespeedHistoryOf(page.id).push({
      created_at: time,
      filesize: 251.3,
      har_location: 'https://example.com/har.json',
      loadtime: 344,
      requests: 6,
      throttling: 'NONE',
    });
  }
  const ask = async (path: string, method = 'GET', authorization = `Bearer ${DEFAULT_TOKEN}`) => {
    const response = await fetch(url + path, { method, headers: { authorization } });
    await response.arrayBuffer();
  };
  const series = [
    ...['history', 'periods', 'alerts'].map((name) => `/uptime/${test.id}/${name}`),
    `/pagespeed/${page.id}/history`,
  ];
  for (const path of series) {
    await ask(path);
    await ask(`${path}?limit=1&before=30&after=5`);
    await ask(path.replace(/\d+/, '999'));
  }
  await ask('/uptime?tags=observed,other&matchany&page=2');
  await ask('/uptime-locations?region_code=london');
  await ask('/pagespeed-locations?location=GB');
  for (const collection of account.collections) {
    const { path, byHand } = collection.resource;
    const { id } = collection.create(byHand);
    await ask(`/${path}/${id}`);
    await ask(`/${path}/${id}`, 'PUT');
    await ask(`/${path}`, 'POST');
    for (const method of ['GET', 'PUT', 'DELETE']) {
      await ask(`/${path}/999`, method);
    }
  }
  await ask('/uptime', 'GET', '');
}

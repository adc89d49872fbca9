import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import { signOf } from '../../src/reconcile/ssl-sign.ts';
import type { Account } from '../../src/simulator/account/account.ts';
import { WINDOW_OFFSETS } from '../../src/simulator/account/time-types.ts';
import { jsonResponse } from '../../src/simulator/api/response.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runEntries } from './support/playbook.ts';
import { expectKnownFields } from './support/requests.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_info';

/** Two stacks, one of whose names the other's begins with, and something that belongs to neither. */
function seed(account: Account): void {
  account.contactGroups.create({ name: 'Operations', email_addresses: ['operations@example.com'] });
  for (const stack of ['acme', 'acme-2']) {
    const tags = ['production', `stack-${stack}`];
    const website_url = `https://${stack}.example.com`;
    account.uptimeTests.create({
      name: `${stack} live`,
      website_url,
      test_type: 'HTTP',
      check_rate: 60,
      tags,
      status: stack === 'acme' ? 'down' : 'up',
      find_string: 'ready',
      custom_header: '{"A":"1"}',
      basic_password: 'hidden',
      regions: ['london'],
    });
    account.heartbeats.create({ name: `${stack} backup`, period: 60, tags, host: 'Example' });
    account.sslTests.create({ website_url, check_rate: 3600, alert_at: ['1', '7', '30'] });
    account.pagespeedTests.create({ name: `${stack} page`, website_url, check_rate: 300, region: 'USW' });
    account.maintenanceWindows.create({
      name: `${stack} window`,
      start_at: '2026-01-01T00:00:00Z',
      end_at: '2099-01-01T00:00:00Z',
      timezone: stack === 'acme' ? 'America/New_York' : 'UTC',
      tags: [`stack-${stack}`],
    });
  }
  account.uptimeTests.create({
    name: 'shop',
    website_url: 'shop.example.com',
    test_type: 'PING',
    check_rate: 0,
  });
}

const OF_STACKS = ['tests', 'heartbeats', 'ssl', 'pagespeed', 'maintenance_windows'];

const names = (entries: unknown) =>
  (entries as JsonObject[]).map(({ name, website_url: url }) => name ?? url);

describeScenarios('what is read', {
  'is what the list shows of all tests, and no more': {
    seed,
    tasks: [{ module, options: {} }],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({ changed: false, requests: ['GET /uptime?nouptime&page=1&limit=100'] });
      expect(names(outcome?.tests)).toEqual(['acme live', 'acme-2 live', 'shop']);
      expect(outcome?.tests).toContainEqual({
        id: '2',
        name: 'acme live',
        website_url: 'https://acme.example.com',
        test_type: 'HTTP',
        check_rate: 60,
        paused: false,
        tags: ['production', 'stack-acme'],
        contact_groups: [],
      });
      expect(outcome?.facts).toMatchObject({ tests: { '2': { status: 'down' } } });
    },
  },

  'hides the passwords of URLs that the account holds, in diffs too, and what is hidden is not written': {
    seed: (account) => {
      account.uptimeTests.create({
        name: 'acme',
        website_url: 'https://robot:rosebud@acme.example.com/?sig=rosebud-1941',
        test_type: 'HTTP',
        check_rate: 60,
      });
    },
    tasks: [
      { module, options: {} },
      {
        module: 'status_cake_test',
        options: { name: 'acme', url: 'https://acme.example.com' },
        keywords: { diff: true },
      },
      {
        module: 'status_cake_test',
        options: { name: 'acme', url: 'https://robot:********@acme.example.com/?sig=********' },
      },
    ],
    verify({ outcomes: [info, changed, fedBack] }) {
      const hidden = 'https://robot:********@acme.example.com/?sig=********';
      expect(info?.tests).toMatchObject([{ website_url: hidden }]);
      expect(JSON.stringify(changed?.diff)).toContain(hidden);
      expect(JSON.stringify([info, changed])).not.toContain('rosebud');
      expect(fedBack).toMatchObject({
        failed: true,
        msg: expect.stringMatching(/^website_url: holds \*{8}/),
      });
    },
  },

  'is everything of a stack, by the options of the modules, and never a password': {
    seed,
    tasks: [{ module, options: { kinds: OF_STACKS, stack: 'acme', details: true } }],
    verify({ outcomes: [outcome] }) {
      const only = (kind: string) => outcome?.[kind] as JsonObject[];
      expect(OF_STACKS.map((kind) => names(only(kind)))).toEqual([
        ['acme live'],
        ['acme backup'],
        ['https://acme.example.com'],
        ['acme page'],
        ['acme window'],
      ]);
      expect(only('tests')[0]).toMatchObject({
        find_string: 'ready',
        custom_header: { A: '1' },
        regions: ['london'],
        status_codes_csv: expect.arrayContaining(['404', '500']),
      });
      expect(only('heartbeats')[0]).toMatchObject({ host: 'Example' });
      expect(only('ssl')[0]).toMatchObject({ alert_at: ['1', '7', '30'] });
      expect(only('pagespeed')[0]).toMatchObject({ region: 'USW' });
      const facts = outcome?.facts as Record<string, Record<string, JsonObject>>;
      const id = (kind: string) => String(only(kind)[0]?.id);
      expect(facts.heartbeats?.[id('heartbeats')]).toMatchObject({ url: expect.stringMatching(/^https:/) });
      expect(only('maintenance_windows')[0]).toMatchObject({ start_at: '2026-01-01T00:00:00-05:00' });
      expect(facts.maintenance_windows?.[id('maintenance_windows')]).toMatchObject({ state: 'active' });
      expect(facts.ssl?.[id('ssl')]).toHaveProperty('mixed_content');
      expect(JSON.stringify(outcome)).not.toContain('hidden');
    },
  },

  'can be filtered': {
    seed,
    tasks: [
      { module, options: { status: 'down' } },
      { module, options: { tags: ['production', 'stack-acme'] } },
      { module, options: { tags: ['stack-acm'] } },
      { module, options: { name: 'acme*live' } },
      { module, options: { name: 'sh?p' } },
      { module, options: { name: 'acme' } },
      { module, options: { kinds: ['ssl'], name: 'https://acme-2.*' } },
      { module, options: { kinds: ['ssl'], name: 'https://ACME.example.com/' } },
      { module, options: { kinds: ['maintenance_windows'], status: 'pending' } },
      { module, options: { kinds: ['maintenance_windows'], stack: 'acme-2', status: 'active' } },
      { module, options: { kinds: ['contact_groups', 'uptime_locations'], name: 'o*' } },
      { module, options: { kinds: ['pagespeed_locations', 'uptime_locations'] } },
    ],
    verify({ outcomes }) {
      const found = outcomes.map((outcome) =>
        [...OF_STACKS, 'contact_groups'].flatMap((kind) => names(outcome[kind] ?? [])),
      );
      expect(found).toEqual([
        ['acme live'],
        ['acme live'],
        [],
        ['acme live', 'acme-2 live'],
        ['shop'],
        [],
        ['https://acme-2.example.com'],
        ['https://acme.example.com'],
        [],
        ['acme-2 window'],
        [],
        [],
      ]);
      expect(outcomes[0]?.requests).toEqual(['GET /uptime?status=down&nouptime&page=1&limit=100']);
      expect(outcomes[10]).toMatchObject({ uptime_locations: [] });
      for (const kind of ['pagespeed_locations', 'uptime_locations']) {
        expect(outcomes[11]?.[kind]).toContainEqual(
          expect.objectContaining({ region_code: expect.any(String), description: expect.any(String) }),
        );
      }
    },
  },

  'is what the plan has, and a warning tells the rest': {
    seed,
    intercept: (request, proceed) =>
      /windows|ssl/.test(request.path) ? jsonResponse(403, { message: 'Not in your plan' }) : proceed(),
    tasks: [
      { module, options: { kinds: ['maintenance_windows', 'tests', 'ssl'] } },
      { module, options: { kinds: ['maintenance_windows'] } },
      { module, options: { kinds: ['maintenance_windows', 'ssl'] } },
      { module, options: { kinds: ['tests'] } },
    ],
    verify({ outcomes: [some, one, all, none] }) {
      expect(some).toMatchObject({
        failed: false,
        unavailable: ['maintenance_windows', 'ssl'],
        warnings: [
          'the account has no access to maintenance_windows, so they were not read: GET /maintenance-windows: HTTP 403; Not in your plan',
          'the account has no access to ssl, so they were not read: GET /ssl: HTTP 403; Not in your plan',
        ],
      });
      expect(some?.tests).toHaveLength(3);
      expect(some).not.toHaveProperty('ssl');
      const failure = {
        failed: true,
        msg: expect.stringContaining('HTTP 403; Not in your plan; the token is right'),
      };
      expect([one, all]).toMatchObject([failure, failure]);
      expect(none).toMatchObject({ failed: false, unavailable: [] });
    },
  },

  'cannot be filtered by what a kind does not have': {
    tasks: [
      { module, options: { kinds: ['ssl'], tags: ['a'] } },
      { module, options: { kinds: ['tests', 'pagespeed'], status: 'up' } },
      { module, options: { status: 'active' } },
      { module, options: { kinds: ['contact_groups'], stack: 'acme' } },
      { module, options: { kinds: ['uptime_locations'], status: 'up' } },
      { module, options: { kinds: ['everything'] } },
    ],
    verify({ outcomes }) {
      expect(outcomes.map(({ failed, requests, msg }) => [failed, requests.length, msg])).toEqual([
        [true, 0, 'tags: SSL tests have no tags: read them in a task of their own'],
        [true, 0, 'status: page speed tests are never up: read them in a task of their own'],
        [true, 0, 'status: uptime tests are never active: read them in a task of their own'],
        [true, 0, 'stack: contact groups belong to no stack: read them in a task of their own'],
        [true, 0, 'status: locations are never up: read them in a task of their own'],
        [true, 0, expect.stringContaining('value of kinds must be one or more of: tests, heartbeats')],
      ]);
    },
  },
});

test.each(WINDOW_OFFSETS)(
  'what is read can be fed back, and changes nothing (offsets: %s)',
  async (windowOffsets) => {
    const simulator = await startSimulator({ token: 'token', windowOffsets });
    seed(simulator.account);
    const { uptimeTests } = simulator.account;
    for (const { id, tags } of uptimeTests.all().filter(({ name }) => name === 'acme live')) {
      // As a run leaves it that declares the SSL test, too.
      uptimeTests.update(id, { tags: [...(tags as string[]), signOf('https://acme.example.com')] });
    }
    const modules = {
      tests: 'status_cake_test',
      heartbeats: 'status_cake_heartbeat',
      ssl: 'status_cake_ssl',
      pagespeed: 'status_cake_pagespeed',
      contact_groups: 'status_cake_contact_group',
      maintenance_windows: 'status_cake_maintenance_window',
    };
    const { exitCode, output, results } = await runEntries(
      [
        {
          [module]: { kinds: Object.keys(modules), details: true },
          delegate_to: 'localhost',
          register: 'info',
        },
        ...Object.entries(modules).map(([kind, name]) => ({
          [name]: null,
          args: '{{ item }}',
          loop: `{{ info.${kind} }}`,
        })),
        {
          status_cake_stack: {
            stack: 'acme',
            tests: "{{ info.tests | selectattr('name', 'eq', 'acme live') }}",
            heartbeats: "{{ info.heartbeats | selectattr('name', 'eq', 'acme backup') }}",
            ssl: "{{ info.ssl | selectattr('website_url', 'eq', 'https://acme.example.com') }}",
            pagespeed: "{{ info.pagespeed | selectattr('name', 'eq', 'acme page') }}",
          },
          delegate_to: 'localhost',
        },
      ],
      { environment: { STATUSCAKE_API_URL: simulator.url, STATUSCAKE_API_TOKEN: 'token' } },
    );
    await simulator.close();
    expect(exitCode, output).toBe(0);
    expect(results).toHaveLength(8);
    expect(results.map(({ changed }) => changed)).toEqual(results.map(() => false));
    expect(simulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    expectKnownFields(simulator.requests);
  },
);

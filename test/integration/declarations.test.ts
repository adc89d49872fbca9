import { expect } from 'vitest';
import { ACME, SHOP } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const UNCHANGED = { changed: false, action: 'unchanged', changes: [], writes: [] };

describeScenarios('a declared test', {
  'is the same with its lists in another order, twice an item and as CSV': {
    seed: ({ uptimeTests }) =>
      uptimeTests.create({
        ...ACME,
        tags: ['a', 'b', 'c'],
        regions: ['paris', 'london'],
        status_codes_csv: ['500', '503', '404'],
        dns_ips: ['192.0.2.7', '192.0.2.8'],
      }),
    tasks: [
      { tags: ['c', 'a', 'b', 'a'] },
      { tags: 'c,b,a' },
      { regions: ['london', 'paris'] },
      { status_codes_csv: '404,500,503' },
      { status_codes_csv: [503, 500, 404] },
      { status_codes: ['500', '404', '503'] },
      { dns_ips: ['192.0.2.8', '192.0.2.7'] },
    ].map((options) => ({ options: { name: ACME.name, ...options } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject(outcomes.map(() => UNCHANGED));
    },
  },

  'is the same with its JSON in another order and notation': {
    seed: ({ uptimeTests }) =>
      uptimeTests.create({
        ...ACME,
        custom_header: '{"Accept":"text/html","X-Stack":"acme"}',
        post_body: '{"outer":{"a":1,"b":[1,2]},"z":true}',
      }),
    tasks: [
      { custom_header: { 'X-Stack': 'acme', Accept: 'text/html' } },
      { custom_header: '{"X-Stack": "acme", "Accept": "text/html"}' },
      { custom_header: 'X-Stack=acme,Accept=text/html' },
      { post_body: { z: true, outer: { b: [1, 2], a: 1 } } },
    ].map((options) => ({ options: { name: ACME.name, ...options } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject(outcomes.map(() => UNCHANGED));
    },
  },

  'is another one with another order in a list inside its JSON': {
    seed: ({ uptimeTests }) => uptimeTests.create({ ...ACME, post_body: '{"list":[1,2]}' }),
    tasks: [{ options: { name: ACME.name, post_body: { list: [2, 1] } } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { changed: true, changes: ['post_body'], writes: ['PUT /uptime/1 post_body={"list":[2,1]}'] },
      ]);
    },
  },

  'has contact groups by name, by ID and mixed': {
    seed({ contactGroups, uptimeTests }) {
      contactGroups.create({ name: 'Operations' });
      contactGroups.create({ name: 'On call' });
      uptimeTests.create({ ...ACME, contact_groups: ['1', '2'] });
    },
    tasks: [
      { contact_groups: ['On call', 'Operations'] },
      { contact_groups: ['2', '1'] },
      { contact_groups: [2, 'Operations'] },
      { contact_groups: 'Operations, On call' },
      { contact_groups: ['On call'] },
      { contact_groups: [1] },
    ].map((options) => ({ options: { name: ACME.name, ...options } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { ...UNCHANGED, requests: { length: 2 } },
        { ...UNCHANGED, requests: { length: 1 } },
        UNCHANGED,
        UNCHANGED,
        { changes: ['contact_groups'], writes: ['PUT /uptime/3 contact_groups[]=2'] },
        { changes: ['contact_groups'], writes: ['PUT /uptime/3 contact_groups[]=1'] },
      ]);
    },
  },

  'gets other regions, and is compared with the servers read back': {
    seed: ({ uptimeTests }) => uptimeTests.create({ ...ACME, regions: ['london'] }),
    tasks: [
      { options: { name: ACME.name, regions: ['tokyo', 'paris'] } },
      { options: { name: ACME.name, regions: ['paris', 'tokyo'] } },
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { changes: ['regions'], writes: ['PUT /uptime/1 regions[]=paris&regions[]=tokyo'] },
        UNCHANGED,
      ]);
      expect(simulator.account.uptimeTests.get('1')).toMatchObject({ regions: ['paris', 'tokyo'] });
    },
  },

  'is cleared by empty strings, lists and dicts, and by nothing else': {
    seed({ contactGroups, uptimeTests }) {
      contactGroups.create({ name: 'Operations' });
      uptimeTests.create({
        ...ACME,
        contact_groups: ['1'],
        tags: ['a'],
        regions: ['london'],
        dns_ips: ['192.0.2.7'],
        custom_header: '{"Accept":"text/html"}',
        post_body: '{"a":"b"}',
        find_string: 'Welcome',
        user_agent: 'Checker',
      });
    },
    tasks: [
      { options: { name: ACME.name } },
      {
        options: {
          name: ACME.name,
          contact_groups: [],
          tags: '',
          regions: [],
          dns_ips: '',
          custom_header: {},
          post_body: '{}',
          find_string: '',
        },
      },
      {
        options: {
          name: ACME.name,
          contact_groups: '',
          tags: [],
          regions: '',
          dns_ips: [],
          custom_header: {},
          post_body: {},
          find_string: '',
        },
      },
    ],
    verify({ outcomes, simulator }) {
      const [left, cleared, again] = outcomes;
      expect(left).toMatchObject(UNCHANGED);
      expect(cleared).toMatchObject({
        changed: true,
        changes: [
          'contact_groups',
          'custom_header',
          'dns_ips',
          'find_string',
          'post_body',
          'regions',
          'tags',
        ],
        writes: { length: 1 },
      });
      expect(again).toMatchObject(UNCHANGED);
      const test = simulator.account.uptimeTests.get('2');
      expect(test).toMatchObject({ contact_groups: [], tags: [], regions: [], dns_ips: [] });
      expect(test).toMatchObject({ user_agent: 'Checker' });
      for (const cleared of ['custom_header', 'post_body', 'find_string']) {
        expect(test).not.toHaveProperty(cleared);
      }
    },
  },

  'cannot lose its status codes, which the API could not restore': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [{ options: { name: ACME.name, status_codes: [] } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { failed: true, msg: expect.stringMatching(/status_codes_csv: cannot be empty/), writes: [] },
      ]);
    },
  },

  'keeps what is not declared': {
    seed: ({ uptimeTests }) =>
      uptimeTests.create({ ...ACME, check_rate: 60, paused: true, tags: ['a'], timeout: 40, port: 8080 }),
    tasks: [{ options: { name: ACME.name, website_url: SHOP.website_url } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { changes: ['website_url'], writes: [`PUT /uptime/1 website_url=${SHOP.website_url}`] },
      ]);
      expect(simulator.account.uptimeTests.get('1')).toMatchObject({
        check_rate: 60,
        paused: true,
        tags: ['a'],
        timeout: 40,
        port: 8080,
      });
    },
  },

  'gets HTTP and 300 seconds when it is new and nothing else is said': {
    tasks: [
      { options: { name: ACME.name, website_url: ACME.website_url }, keywords: { check_mode: true } },
      { options: { name: ACME.name, website_url: ACME.website_url } },
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { changed: true, action: 'created', id: null, test: { test_type: 'HTTP', check_rate: 300 } },
        { changed: true, action: 'created', id: '1', test: { test_type: 'HTTP', check_rate: 300 } },
      ]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([ACME]);
    },
  },

  'arrives whole with characters that mean something in forms and URLs': {
    tasks: [1, 2].map(() => ({
      options: {
        name: 'Überwachung & co = 100 % + «more»',
        website_url: 'https://acme.example.com/a?b=c&d=%20#e',
        find_string: 'line one\nline two; "quoted" \\ 日本語',
        tags: ['a b', 'c&d', 'é'],
      },
    })),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'created' }, UNCHANGED]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([
        {
          name: 'Überwachung & co = 100 % + «more»',
          website_url: 'https://acme.example.com/a?b=c&d=%20#e',
          find_string: 'line one\nline two; "quoted" \\ 日本語',
          tags: ['a b', 'c&d', 'é'],
        },
      ]);
    },
  },

  'shows its diff item by item': {
    seed: ({ uptimeTests }) => uptimeTests.create({ ...ACME, tags: ['a', 'b'] }),
    tasks: [{ options: { name: ACME.name, tags: ['a', 'c'] }, keywords: { check_mode: true, diff: true } }],
    verify({ outcomes, run }) {
      expect(outcomes).toMatchObject([
        { changed: true, diff: { before: expect.stringContaining('- b\n'), after: expect.any(String) } },
      ]);
      expect(run.stdout).toMatch(/^- +- b\n\+ +- c$/m);
    },
  },
});

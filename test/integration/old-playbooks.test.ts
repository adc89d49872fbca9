import { expect } from 'vitest';
import { ACME, CERTIFICATE } from './support/examples.ts';
import { describeScenarios, type Scenario } from './support/scenarios.ts';

/** Contact groups 1 to 42, so that the IDs of the old playbooks exist. */
const seedGroups: Scenario['seed'] = ({ contactGroups }) => {
  for (let id = 1; id <= 42; id += 1) {
    contactGroups.create({ name: `group ${id}` });
  }
};

/** Every option of the Python module of 2019, as its users wrote them. */
const TASK_OF_2019 = {
  options: {
    username: 'my-user',
    api_key: undefined,
    name: 'shop',
    url: 'https://shop.example.com',
    state: 'present',
    test_tags: 'a,b',
    status_codes: '200, 404',
    node_locations: 'london,paris',
    follow_redirect: 1,
    enable_ssl_alert: 0,
    paused: 0,
    trigger_rate: '5',
    confirmation: '2',
    check_rate: 300,
    test_type: 'HTTP',
    basicuser: 'robot',
    basicpass: 'rosebud',
    contact: '34,42',
    port: 8443,
    user_agent: 'Checker/1.0',
    final_location: 'https://shop.example.com/en',
    do_not_find: 0,
    find_string: 'Welcome',
    custom_header: { 'X-Stack': 'shop', Accept: 'text/html' },
    post_raw: 'ping',
  },
};

/** Every option of the Python module of 2022, under its own name. */
const TASK_OF_2022 = {
  module: 'status_cake_uptime',
  options: {
    name: 'shop',
    website_url: 'https://shop.example.com',
    state: 'present',
    test_type: 'HTTP',
    check_rate: 60,
    basic_username: 'robot',
    basic_password: 'rosebud',
    confirmation: 3,
    contact_groups: ['7', '42'],
    custom_header: '{"X-Stack": "shop"}',
    dns_ips: ['192.0.2.7', '192.0.2.8'],
    dns_server: 'ns.example.com',
    do_not_find: true,
    enable_ssl_alert: true,
    final_endpoint: 'https://shop.example.com/en',
    find_string: 'Error',
    follow_redirects: true,
    host: 'Example Hosting',
    include_header: true,
    paused: true,
    port: 443,
    post_body: { stack: 'shop', nested: { deep: [1, 2] } },
    regions: ['paris', 'london'],
    status_codes_csv: '500,503',
    tags: ['production', 'shop'],
    timeout: 30,
    trigger_rate: 10,
    use_jar: true,
    user_agent: 'Checker/2.0',
  },
};

/** What tells which credentials were written. */
const CREDENTIALS = expect.stringMatching(/^credentials-[0-9a-f-]{13}$/);

const CHANGED_THEN_OK = [
  { changed: true, action: 'created' },
  { changed: false, action: 'unchanged', writes: [] },
];

describeScenarios('playbooks of older modules', {
  'work with every option of 2019': {
    seed: seedGroups,
    tasks: [TASK_OF_2019, TASK_OF_2019],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject(CHANGED_THEN_OK);
      const [test, ...others] = simulator.account.uptimeTests.all();
      expect(others).toEqual([]);
      expect(test).toMatchObject({
        name: 'shop',
        website_url: 'https://shop.example.com',
        test_type: 'HTTP',
        check_rate: 300,
        tags: ['a', 'b', CREDENTIALS],
        status_codes_csv: ['200', '404'],
        regions: ['london', 'paris'],
        follow_redirects: true,
        enable_ssl_alert: false,
        paused: false,
        trigger_rate: 5,
        confirmation: 2,
        basic_username: 'robot',
        basic_password: 'rosebud',
        contact_groups: ['34', '42'],
        port: 8443,
        user_agent: 'Checker/1.0',
        final_endpoint: 'https://shop.example.com/en',
        do_not_find: false,
        find_string: 'Welcome',
        custom_header: '{"Accept":"text/html","X-Stack":"shop"}',
        post_raw: 'ping',
      });
    },
  },

  'work with the fields of a form of 2019': {
    tasks: [
      { options: { ...ACME, post_body: { user: 'robot', stack: 'acme' } } },
      { options: { ...ACME, post_body: { stack: 'acme', user: 'robot' } } },
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject(CHANGED_THEN_OK);
      expect(simulator.account.uptimeTests.all()).toMatchObject([
        { post_body: '{"stack":"acme","user":"robot"}' },
      ]);
    },
  },

  'work with every option of 2022, under the name of that module': {
    seed: seedGroups,
    tasks: [TASK_OF_2022, TASK_OF_2022],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject(CHANGED_THEN_OK);
      const { state, ...declared } = TASK_OF_2022.options;
      expect(simulator.account.uptimeTests.all()).toMatchObject([
        {
          ...declared,
          tags: [CREDENTIALS, 'production', 'shop'],
          custom_header: '{"X-Stack":"shop"}',
          post_body: '{"nested":{"deep":[1,2]},"stack":"shop"}',
          contact_groups: ['7', '42'],
          regions: ['london', 'paris'],
          status_codes_csv: ['500', '503'],
        },
      ]);
    },
  },

  'may have spaces after the commas of every list': {
    seed: seedGroups,
    tasks: [
      {
        options: {
          ...ACME,
          contact: '34, 42',
          test_tags: 'a, b',
          node_locations: 'london, paris',
          status_codes: '500, 503',
          dns_ips: '192.0.2.7, 192.0.2.8',
        },
      },
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'created' }]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([
        {
          contact_groups: ['34', '42'],
          tags: ['a', 'b'],
          regions: ['london', 'paris'],
          status_codes_csv: ['500', '503'],
          dns_ips: ['192.0.2.7', '192.0.2.8'],
        },
      ]);
    },
  },

  'are told that username will go': {
    tasks: [{ options: { ...ACME, username: 'my-user' } }],
    verify({ outcomes, run }) {
      expect(outcomes).toMatchObject([{ changed: true }]);
      expect(run.output).toMatch(/\[DEPRECATION WARNING\]: Param 'username' is deprecated/);
    },
  },

  'are told that the API takes fewer confirmations today': {
    tasks: [{ options: { ...ACME, confirmation: 5 } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { failed: true, msg: expect.stringMatching(/confirmation.*0.*3.*5/), requests: [] },
      ]);
    },
  },

  'are told that their node codes are gone': {
    tasks: [{ options: { ...ACME, node_locations: 'london,AU1' } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { failed: true, msg: expect.stringMatching(/AU1.*london.*\/uptime-locations/), requests: [] },
      ]);
    },
  },
});

const SSL_TASK = {
  module: 'status_cake_ssl',
  options: {
    username: 'my-user',
    api_key: undefined,
    domain: 'https://shop.example.com',
    state: 'present',
    contact: 42,
    check_rate: 3600,
    alert_at: '59,60,61',
    alert_expiry: 1,
    alert_reminder: 'yes',
    alert_broken: 0,
    alert_mixed: 'no',
  },
};

const PAGESPEED_TASK = {
  module: 'status_cake_pagespeed',
  options: {
    username: 'my-user',
    api_key: undefined,
    name: 'shop',
    url: 'https://shop.example.com',
    state: 'present',
    location: 'UK',
    check_rate: undefined,
    contact: '34,42',
    alert_smaller: 0,
    alert_bigger: '2500',
    alert_slower: 3000,
  },
};

const RATES_IN_MINUTES = [1, '5', 10, 15, 30, '1440'];

describeScenarios('playbooks of the older module for certificates', {
  'work with every option': {
    seed: seedGroups,
    tasks: [SSL_TASK, SSL_TASK],
    verify({ outcomes, simulator, run }) {
      expect(outcomes).toMatchObject(CHANGED_THEN_OK);
      expect(simulator.account.sslTests.all()).toMatchObject([
        {
          website_url: 'https://shop.example.com',
          contact_groups: ['42'],
          check_rate: 3600,
          alert_at: ['59', '60', '61'],
          alert_expiry: true,
          alert_reminder: true,
          alert_broken: false,
          alert_mixed: false,
        },
      ]);
      expect(run.output).toMatch(/\[DEPRECATION WARNING\]: Param 'username' is deprecated/);
    },
  },

  'remove the test of a domain': {
    seed: ({ sslTests }) => sslTests.create({ ...CERTIFICATE, website_url: SSL_TASK.options.domain }),
    tasks: [1, 2].map(() => ({ ...SSL_TASK, options: { ...SSL_TASK.options, state: 'absent' } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ action: 'deleted' }, { action: 'unchanged', writes: [] }]);
    },
  },
});

describeScenarios('playbooks of the older module for page speed', {
  'work with every option': {
    seed: seedGroups,
    tasks: [PAGESPEED_TASK, PAGESPEED_TASK],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject(CHANGED_THEN_OK);
      expect(simulator.account.pagespeedTests.all()).toMatchObject([
        {
          name: 'shop',
          website_url: 'https://shop.example.com',
          region: 'UK',
          contact_groups: ['34', '42'],
          alert_smaller: 0,
          alert_bigger: 2500,
          alert_slower: 3000,
        },
      ]);
    },
  },

  'are told their rates in seconds, whether they give minutes as numbers or as text': {
    tasks: RATES_IN_MINUTES.map((check_rate) => ({
      ...PAGESPEED_TASK,
      options: { ...PAGESPEED_TASK.options, check_rate },
    })),
    verify({ outcomes }) {
      const choices = 'value of check_rate must be one of: 60, 300, 600, 900, 1800, 3600, 86400';
      const told = RATES_IN_MINUTES.map(
        (rate) => `${choices}, got: ${rate}; ${rate} minutes? .*retired API.* ${Number(rate) * 60} seconds$`,
      );
      expect(outcomes).toMatchObject(
        told.map((message) => ({ failed: true, msg: expect.stringMatching(message), requests: [] })),
      );
    },
  },

  'are asked whether 60 is a minute or an hour, as long as they give a username': {
    seed: seedGroups,
    tasks: ['my-user', undefined].map((username) => ({
      ...PAGESPEED_TASK,
      options: { ...PAGESPEED_TASK.options, username, check_rate: 60 },
    })),
    verify({ outcomes }) {
      const msg = expect.stringMatching(/^check_rate: 60 .*minutes.*3600 for an hour.*username/);
      expect(outcomes).toMatchObject([{ failed: true, msg, requests: [] }, { action: 'created' }]);
    },
  },
});

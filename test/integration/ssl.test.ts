import { expect } from 'vitest';
import { CERTIFICATE } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_ssl';
const UNCHANGED = { changed: false, action: 'unchanged', changes: [], writes: [] };

describeScenarios('an SSL test', {
  'reminds on the same days in any order and notation': {
    seed: ({ sslTests }) => sslTests.create({ ...CERTIFICATE, alert_at: ['30', '1', '7'] }),
    tasks: [[30, 7, 1], ['7', '1', '30'], '1,7,30', '30, 7, 1', [1, 7, 30, 7]].map((alert_at) => ({
      module,
      options: { ...CERTIFICATE, alert_at },
    })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject(outcomes.map(() => UNCHANGED));
    },
  },

  'is known by its URL, however that is written': {
    seed: ({ sslTests }) => sslTests.create({ ...CERTIFICATE, website_url: 'https://acme.example.com/' }),
    tasks: [
      'https://acme.example.com',
      'https://acme.example.com/',
      'https://ACME.example.com',
      'HTTPS://acme.example.com:443',
      'https://acme.example.com?',
    ].map((website_url) => ({ module, options: { website_url, check_rate: 86400 } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject(outcomes.map(() => ({ ...UNCHANGED, id: '1' })));
    },
  },

  'is another one at another path, port or host': {
    seed: ({ sslTests }) => sslTests.create(CERTIFICATE),
    tasks: [
      'https://acme.example.com/shop',
      'https://acme.example.com:8443',
      'https://www.acme.example.com',
    ].map((website_url) => ({ module, options: { website_url }, keywords: { check_mode: true } })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject(outcomes.map(() => ({ action: 'created', id: null })));
    },
  },

  'is not chosen among two whose URLs mean the same': {
    seed({ sslTests }) {
      sslTests.create({ ...CERTIFICATE, website_url: 'https://acme.example.com' });
      sslTests.create({ ...CERTIFICATE, website_url: 'https://acme.example.com/' });
    },
    tasks: [{ module, options: { ...CERTIFICATE, state: 'absent' } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { failed: true, msg: expect.stringMatching(/^website_url: 2 SSL tests .*IDs 1, 2/), writes: [] },
      ]);
    },
  },

  'watches the certificate once a day when it is new and nothing else is said': {
    tasks: [{ module, options: { website_url: CERTIFICATE.website_url } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'created' }]);
      expect(simulator.account.sslTests.all()).toMatchObject([
        {
          ...CERTIFICATE,
          alert_broken: true,
          alert_expiry: true,
          alert_mixed: false,
          alert_reminder: true,
          follow_redirects: false,
          paused: false,
        },
      ]);
    },
  },
});

import { expect } from 'vitest';
import type { Account } from '../../src/simulator/account/account.ts';
import { CERTIFICATE } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_stack';
const SSL = { website_url: 'https://app.example.com' };
const tenant = (name: string) => ({
  stack: name,
  tests: [{ name: `${name} live`, website_url: `https://app.example.com/${name}` }],
  ssl: [SSL],
});
const gone = (name: string) => ({ module, options: { stack: name, state: 'absent' } });
const urls = ({ sslTests }: Account) => sslTests.all().map((test) => test.website_url);

describeScenarios('an SSL test that tenants under one host share', {
  'is created once for all of them, and goes with the last one': {
    tasks: [
      ...[1, 2].map(() => ({ module, options: { stacks: [tenant('acme'), tenant('globex')] } })),
      gone('acme'),
      { module, options: tenant('globex') },
      gone('globex'),
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { summary: { created: 3, failed: 0 } },
        { changed: false, summary: { unchanged: 3 } },
        { summary: { deleted: 1 }, checks: [{ name: 'acme live' }] },
        { changed: false },
        { summary: { deleted: 2 } },
      ]);
      expect(urls(simulator.account)).toEqual([]);
    },
  },

  'is adopted by those that come later, and kept where one does not declare it any more': {
    tasks: [
      { module, options: tenant('acme') },
      { module, options: tenant('globex') },
      { module, options: { ...tenant('acme'), ssl: [] }, keywords: { diff: true } },
      { module, options: { ...tenant('acme'), ssl: [] } },
      { module, options: { ...tenant('globex'), ssl: [] } },
    ],
    verify({ outcomes, simulator }) {
      const tags = expect.stringMatching(/^PUT \/uptime\/1 tags\[\]=stack-acme$/);
      expect(outcomes).toMatchObject([
        { summary: { created: 2 } },
        { summary: { created: 1, unchanged: 1 } },
        { checks: [{ name: 'acme live', action: 'updated', changes: ['tags'] }], writes: [tags] },
        { changed: false },
        { summary: { deleted: 1 } },
      ]);
      expect(urls(simulator.account)).toEqual([]);
    },
  },

  'cannot be declared differently, which stops the second stack alone': {
    tasks: [
      {
        module,
        options: { stacks: [tenant('acme'), { ...tenant('globex'), ssl: [{ ...SSL, check_rate: 300 }] }] },
      },
    ],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({
        failed: true,
        msg: expect.stringContaining('the stacks acme and globex share the SSL test'),
        summary: { created: 2 },
      });
    },
  },
});

describeScenarios('an SSL test of somebody else', {
  'stays, at whatever port of the host it is, when the stack has none or goes': {
    seed({ sslTests }) {
      sslTests.create({ ...CERTIFICATE, website_url: 'https://app.example.com:8443' });
    },
    tasks: [
      { module, options: tenant('acme') },
      { module, options: { ...tenant('acme'), ssl: [] } },
      { module, options: tenant('acme') },
      gone('acme'),
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes.map(({ failed }) => failed)).toEqual([false, false, false, false]);
      expect(urls(simulator.account)).toEqual(['https://app.example.com:8443']);
    },
  },

  'does not keep the stack from going whose own it is, though another one tests the same host': {
    tasks: [
      { module, options: { ...tenant('login'), tests: [{ name: 'login live', ...SSL }] } },
      { module, options: { stack: 'acme', tests: [{ name: 'acme login', ...SSL }], ssl: [] } },
      { module, options: { ...tenant('login'), tests: [{ name: 'login live', ...SSL }] } },
      gone('login'),
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { summary: { created: 2 } },
        { summary: { created: 1, deleted: 0 } },
        { changed: false },
        { failed: false, summary: { deleted: 2 } },
      ]);
      expect(urls(simulator.account)).toEqual([]);
    },
  },
});

import { expect } from 'vitest';
import { emptyResponse } from '../../src/simulator/api/response.ts';
import { ACME } from './support/examples.ts';
import { loseResponse, once } from './support/interceptors.ts';
import { describeScenarios, type Scenario } from './support/scenarios.ts';

const seedAcme: Scenario['seed'] = ({ uptimeTests }) => uptimeTests.create(ACME);

const TOO_MANY = emptyResponse(429, { 'x-ratelimit-reset': '1' });
const LOG_IN = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' };

describeScenarios('a service in trouble', {
  'is asked again after a failed read': {
    seed: seedAcme,
    intercept: once('GET', () => emptyResponse(503)),
    tasks: [{ options: ACME }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ action: 'unchanged', api: { requests: 2, retries: 1 } }]);
    },
  },

  'is asked again after the rate limit': {
    seed: seedAcme,
    intercept: once('PUT', () => TOO_MANY),
    tasks: [{ options: { ...ACME, check_rate: 60 } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'updated', api: { requests: 3, retries: 1 } }]);
      expect(simulator.account.uptimeTests.get('1')).toMatchObject({ check_rate: 60 });
    },
  },

  'gets no second test when the response to the creation is lost': {
    intercept: once('POST', loseResponse),
    tasks: [{ options: ACME }, { options: ACME }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ writes: { length: 1 } }, { action: 'unchanged', writes: [] }]);
      expect(simulator.account.uptimeTests.all()).toHaveLength(1);
    },
  },
});

describeScenarios('a write that something answers in place of the API', {
  'fails on a page where the API would say 204': {
    seed: seedAcme,
    intercept: ({ method }, proceed) => (method === 'PUT' ? LOG_IN : proceed()),
    tasks: [{ options: { ...ACME, check_rate: 60, api_retries: 0 } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ failed: true, msg: expect.stringContaining('PUT /uptime/1') }]);
    },
  },

  'fails on a redirect': {
    seed: seedAcme,
    intercept: ({ method }, proceed) =>
      method === 'DELETE' ? emptyResponse(302, { location: 'https://login.example.com/' }) : proceed(),
    tasks: [{ options: { name: ACME.name, state: 'absent', api_retries: 0 } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ failed: true, msg: expect.stringContaining('DELETE /uptime/1') }]);
    },
  },
});

import { expect } from 'vitest';
import { BACKUP } from './support/examples.ts';
import { loseResponse, once } from './support/interceptors.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_heartbeat';
const UNCHANGED = { changed: false, action: 'unchanged', changes: [], writes: [] };

describeScenarios('the URL that a job has to call', {
  'is told whenever there is one': {
    tasks: [
      { module, options: BACKUP, keywords: { check_mode: true } },
      { module, options: BACKUP },
      { module, options: BACKUP },
      { module, options: { ...BACKUP, period: 60 }, keywords: { check_mode: true } },
      { module, options: { ...BACKUP, period: 60 } },
      { module, options: { id: 1 } },
      { module, options: { ...BACKUP, state: 'absent' } },
    ],
    verify({ outcomes }) {
      const [, created] = outcomes;
      expect(created?.url).toMatch(/^https:\/\/push\.statuscake\.com\/\?PK=[0-9a-f]+&TestID=1/);
      const url = created?.url;
      expect(outcomes.map((outcome) => outcome.url)).toEqual([null, url, url, url, url, url, null]);
    },
  },

  'is told of a test whose creation was answered by nothing': {
    intercept: once('POST', loseResponse),
    tasks: [{ module, options: BACKUP }],
    verify({ outcomes, simulator }) {
      const [test] = simulator.account.heartbeats.all();
      expect(outcomes).toMatchObject([{ action: 'created', id: '1', url: test?.url }]);
    },
  },
});

const HOSTED = { ...BACKUP, host: 'Example Hosting', tags: ['production'] };
const DIGEST = expect.stringMatching(/^settings-[0-9a-f]{8}$/);

describeScenarios('the host of a heartbeat test, which no list shows', {
  'is read from the details, and only when it is declared': {
    seed: ({ heartbeats }) => heartbeats.create(HOSTED),
    tasks: [
      { module, options: HOSTED },
      { module, options: BACKUP },
      { module, options: { ...BACKUP, host: 'Another' } },
    ],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { ...UNCHANGED, requests: [expect.stringMatching(/^GET \/heartbeat\?nouptime/), 'GET /heartbeat/1'] },
        { ...UNCHANGED, requests: { length: 1 } },
        { changes: ['host'], writes: ['PUT /heartbeat/1 host=Another'] },
      ]);
    },
  },

  'is believed with verify=digest where the tag says so': {
    tasks: [1, 2].map(() => ({ module, options: { ...HOSTED, verify: 'digest' } })),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'created' }, { ...UNCHANGED, requests: { length: 1 } }]);
      expect(simulator.account.heartbeats.all()).toMatchObject([{ tags: ['production', DIGEST] }]);
    },
  },
});

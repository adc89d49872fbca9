import { expect } from 'vitest';
import { ACME, SHOP } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const UNCHANGED = { changed: false, action: 'unchanged', changes: [], writes: [] };

describeScenarios('which test is meant', {
  'the one of the ID, which gets the name': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [
      { options: { id: 1, name: 'acme' }, keywords: { check_mode: true } },
      { options: { id: 1, name: 'acme' } },
      { options: { id: '1', name: 'acme' } },
    ],
    verify({ outcomes, simulator }) {
      const renamed = { changed: true, action: 'updated', id: '1', changes: ['name'] };
      expect(outcomes).toMatchObject([
        { ...renamed, test: { name: 'acme' } },
        { ...renamed, writes: ['PUT /uptime/1 name=acme'] },
        { ...UNCHANGED, requests: ['GET /uptime/1'] },
      ]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: 'acme' }]);
    },
  },

  'the one of exactly this name': {
    seed({ uptimeTests }) {
      uptimeTests.create({ ...ACME, name: `${ACME.name} 2` });
      uptimeTests.create({ ...ACME, name: ACME.name.toUpperCase() });
      uptimeTests.create(ACME);
    },
    tasks: [{ options: { name: ACME.name, check_rate: 60 } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ id: '3', writes: ['PUT /uptime/3 check_rate=60'] }]);
    },
  },
});

describeScenarios('an absent test', {
  'is deleted once': {
    seed({ uptimeTests }) {
      uptimeTests.create(ACME);
      uptimeTests.create(SHOP);
    },
    tasks: [
      { options: { name: ACME.name, state: 'absent' }, keywords: { check_mode: true } },
      { options: { name: ACME.name, state: 'absent' } },
      { options: { name: ACME.name, state: 'absent' } },
    ],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { changed: true, action: 'deleted', id: '1', test: null },
        { changed: true, action: 'deleted', id: '1', test: null, writes: ['DELETE /uptime/1'] },
        { ...UNCHANGED, id: null, test: null },
      ]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([SHOP]);
    },
  },

  'is deleted by its ID, and an ID that is not there is fine': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [{ options: { id: 1, state: 'absent' } }, { options: { id: 1, state: 'absent' } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { changed: true, action: 'deleted', writes: ['DELETE /uptime/1'] },
        // What may have taken its place would go, too.
        {
          ...UNCHANGED,
          requests: ['GET /uptime/1', expect.stringContaining('tags=replaces-1&')],
        },
      ]);
      expect(simulator.account.uptimeTests.all()).toEqual([]);
    },
  },

  'may vanish between being read and being deleted': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    async intercept({ method }, proceed) {
      if (method === 'DELETE') {
        await proceed();
      }
      return proceed();
    },
    tasks: [{ options: { name: ACME.name, state: 'absent' } }],
    verify({ outcomes, simulator }) {
      expect(simulator.requests.at(-1)).toMatchObject({ method: 'DELETE', status: 404 });
      expect(outcomes).toMatchObject([{ failed: false, action: 'deleted', test: null }]);
    },
  },

  'shows its last state in the diff': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [{ options: { name: ACME.name, state: 'absent' }, keywords: { check_mode: true, diff: true } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { diff: { before: expect.stringContaining('name: acme liveness\n'), after: '' } },
      ]);
    },
  },
});

const PING = { name: ACME.name, website_url: 'acme.example.com', test_type: 'PING', recreate: true };

describeScenarios('another test_type', {
  'makes the test anew with recreate, with all its other settings': {
    seed({ contactGroups, uptimeTests }) {
      contactGroups.create({ name: 'Operations' });
      uptimeTests.create({
        ...ACME,
        check_rate: 60,
        confirmation: 3,
        contact_groups: ['1'],
        custom_header: '{"Accept":"text/html"}',
        regions: ['london', 'paris'],
        status_codes_csv: ['500', '503'],
        tags: ['production'],
        timeout: 40,
        trigger_rate: 7,
        use_jar: true,
      });
    },
    tasks: [{ options: PING, keywords: { check_mode: true } }, { options: PING }, { options: PING }],
    verify({ outcomes, simulator, run }) {
      const recreated = { changed: true, action: 'recreated', changes: ['test_type', 'website_url'] };
      expect(outcomes).toMatchObject([
        { ...recreated, id: '2' },
        { ...recreated, id: '3', test: { id: '3', test_type: 'PING', check_rate: 60 } },
        { ...UNCHANGED, id: '3' },
      ]);
      expect(simulator.account.uptimeTests.all()).toEqual([
        expect.objectContaining({
          id: '3',
          name: ACME.name,
          website_url: 'acme.example.com',
          test_type: 'PING',
          check_rate: 60,
          confirmation: 3,
          contact_groups: ['1'],
          custom_header: '{"Accept":"text/html"}',
          regions: ['london', 'paris'],
          status_codes_csv: ['500', '503'],
          tags: ['production', 'replaces-2'],
          timeout: 40,
          trigger_rate: 7,
          use_jar: true,
        }),
      ]);
      expect(run.output).toMatch(/\[WARNING\]: .*basic_username and basic_password/);
    },
  },

  'keeps the old test when the API refuses the new one': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [{ options: { ...PING, contact_groups: ['404'] } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ failed: true, msg: expect.stringContaining('contact group 404') }]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([ACME]);
    },
  },

  'is an error without recreate': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [{ options: { ...PING, recreate: false } }],
    verify({ outcomes, simulator }) {
      const msg = expect.stringMatching(/^test_type: .*HTTP to PING.*recreate/);
      expect(outcomes).toMatchObject([{ failed: true, msg, writes: [] }]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([ACME]);
    },
  },
});

const WITH_PASSWORD = { ...ACME, basic_username: 'robot', basic_password: 'rosebud-of-the-robot' };

const CHANGED_PASSWORD = { ...WITH_PASSWORD, basic_password: 'another-of-the-robot' };

describeScenarios('credentials that cannot be read back', {
  'are written to a new test, and again when they change, which the diff tells without showing them': {
    tasks: [
      { options: WITH_PASSWORD },
      { options: WITH_PASSWORD },
      { options: CHANGED_PASSWORD, keywords: { check_mode: true } },
      { options: CHANGED_PASSWORD, keywords: { diff: true } },
      { options: { ...CHANGED_PASSWORD, tags: [] } },
    ],
    verify({ outcomes, simulator, run }) {
      const changed = { changed: true, action: 'updated', changes: ['basic_password', 'basic_username'] };
      const written =
        /^PUT \/uptime\/1 basic_username=robot&basic_password=another-of-the-robot&tags\[\]=credentials-[0-9a-f]{4}-[0-9a-f]{8}$/;
      expect(outcomes).toMatchObject([
        { action: 'created', changes: expect.arrayContaining(['basic_password', 'basic_username']) },
        UNCHANGED,
        changed,
        { ...changed, writes: [expect.stringMatching(written)], test: { tags: [] } },
        UNCHANGED,
      ]);
      expect(simulator.account.uptimeTests.get('1')).toMatchObject(CHANGED_PASSWORD);
      expect(run.output).toContain('-basic_password: "(not shown)"\n');
      expect(run.output).toContain('+basic_password: "(not shown, written anew)"\n');
      expect(run.output).not.toMatch(/rosebud|another-of/);
    },
  },

  'are written to a new test only, and without a tag, with update_password: on_create': {
    tasks: [WITH_PASSWORD, CHANGED_PASSWORD].map((options) => ({
      options: { ...options, update_password: 'on_create' },
    })),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'created' }, UNCHANGED]);
      expect(simulator.account.uptimeTests.get('1')).toMatchObject({ ...WITH_PASSWORD, tags: [] });
    },
  },

  'are written at every run with update_password: always, and nothing but them': {
    seed: ({ uptimeTests }) => uptimeTests.create(ACME),
    tasks: [1, 2].map(() => ({
      options: { ...WITH_PASSWORD, update_password: 'always' },
      keywords: { diff: true },
    })),
    verify({ outcomes, simulator, run }) {
      const put = 'PUT /uptime/1 basic_username=robot&basic_password=rosebud-of-the-robot';
      const written = { changed: true, action: 'updated', changes: ['basic_password', 'basic_username'] };
      // The API says that it has them already.
      const refused = { ...written, changed: false, action: 'unchanged', changes: [], writes: [put] };
      const tagged = expect.stringMatching(/^PUT \/uptime\/1 [^ ]*&tags\[\]=credentials-[0-9a-f-]{13}$/);
      expect(outcomes).toMatchObject([{ ...written, writes: [tagged] }, refused]);
      expect(simulator.account.uptimeTests.get('1')).toMatchObject(WITH_PASSWORD);
      expect(run.output).not.toContain('rosebud');
    },
  },

  'stay as they are where no tag tells of them, with a warning, until they are written once': {
    seed: ({ uptimeTests }) => uptimeTests.create(WITH_PASSWORD),
    tasks: [
      { options: { ...CHANGED_PASSWORD, check_rate: 60 } },
      { options: { ...CHANGED_PASSWORD, update_password: 'always' } },
      { options: CHANGED_PASSWORD },
    ],
    verify({ outcomes, simulator }) {
      const warnings = [
        expect.stringMatching(/^No tag of this token .* run it once with update_password=always .*acme live/),
      ];
      expect(outcomes).toMatchObject([
        { changes: ['check_rate'], writes: ['PUT /uptime/1 check_rate=60'], warnings },
        { changed: true },
        UNCHANGED,
      ]);
      expect(outcomes[2]).not.toHaveProperty('warnings');
      expect(simulator.account.uptimeTests.get('1')).toMatchObject(CHANGED_PASSWORD);
    },
  },

  'go along when a test is made anew': {
    seed: ({ uptimeTests }) => uptimeTests.create(WITH_PASSWORD),
    tasks: [{ options: { ...WITH_PASSWORD, test_type: 'HEAD', recreate: true } }],
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'recreated' }]);
      expect(simulator.account.uptimeTests.all()).toMatchObject([{ ...WITH_PASSWORD, test_type: 'HEAD' }]);
    },
  },
});

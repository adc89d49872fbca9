import { expect } from 'vitest';
import { ACME, OPERATORS, SHOP } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const PREVIEW = { check_mode: true } as const;

describeScenarios('what would be refused', {
  'fails in the preview as it does for real, before anything is written': {
    tasks: [PREVIEW, {}].map((keywords) => ({
      module: 'status_cake_stack',
      options: { stack: 'acme', tests: [ACME, { ...SHOP, regions: ['london', 'newyork'] }] },
      keywords,
    })),
    verify({ outcomes }) {
      const msg = expect.stringMatching(/shop liveness.*there is no region newyork; .*, new-york, /);
      const failed = { failed: true, msg, writes: [] };
      expect(outcomes).toMatchObject([failed, failed]);
    },
  },

  'of a single test fails as well, and an address that is none': {
    tasks: [{ regions: ['newyork'] }, { website_url: 'acme.example.com/liveness' }].map((options) => ({
      options: { ...ACME, ...options },
      keywords: PREVIEW,
    })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([
        { failed: true, msg: expect.stringMatching(/^regions: there is no region newyork; /) },
        {
          failed: true,
          msg: 'website_url: takes a URL that begins with https:// or http://, a full host name or an IP address, got: acme.example.com/liveness',
        },
      ]);
    },
  },

  'is looked up once, and not at all where nothing of it is new': {
    tasks: [1, 2].map(() => ({
      module: 'status_cake_stack',
      options: { stack: 'acme', defaults: { regions: ['london', 'paris'] }, tests: [ACME, SHOP] },
    })),
    verify({ outcomes: [first, second] }) {
      const lookups = (requests: readonly string[] = []) =>
        requests.filter((request) => request.includes('uptime-locations'));
      expect(first).toMatchObject({ summary: { created: 2 } });
      expect(lookups(first?.requests)).toHaveLength(1);
      expect(second).toMatchObject({ changed: false });
      expect(lookups(second?.requests)).toEqual([]);
    },
  },
});

const WATCHED = { ...ACME, contact_groups: [OPERATORS.name] };

describeScenarios('what a task before would create', {
  'is no mistake in a preview, which says that it cannot know': {
    tasks: [
      { module: 'status_cake_contact_group', options: OPERATORS, keywords: PREVIEW },
      { options: WATCHED, keywords: PREVIEW },
      {
        module: 'status_cake_stack',
        options: { stack: 'acme', defaults: { contact_groups: [OPERATORS.name] }, tests: [ACME, SHOP] },
        keywords: PREVIEW,
      },
      {
        module: 'status_cake_maintenance_window',
        options: {
          name: 'compaction',
          start_at: '2030-01-06T02:00:00',
          end_at: '2030-01-06T04:00:00',
          timezone: 'UTC',
          tests: [ACME.name, SHOP.name],
        },
        keywords: PREVIEW,
      },
      { options: WATCHED },
    ],
    verify({ outcomes }) {
      const isThere = (kind: string, name: string) =>
        `there is no ${kind} "${name}" yet. A preview of the last hour would create it, so this one takes it for there`;
      const warnings = [expect.stringContaining(isThere('contact group', OPERATORS.name))];
      expect(outcomes).toMatchObject([
        { changed: true },
        { changed: true, warnings, test: { contact_groups: [OPERATORS.name] } },
        { summary: { created: 2 }, warnings },
        {
          changed: true,
          warnings: [ACME, SHOP].map(({ name }) => expect.stringContaining(isThere('uptime test', name))),
        },
        { failed: true, msg: expect.stringContaining(`there is no contact group "${OPERATORS.name}"`) },
      ]);
    },
  },

  'does not make up for a mistake that no preview would mend': {
    tasks: [
      { module: 'status_cake_contact_group', options: OPERATORS, keywords: PREVIEW },
      { options: { ...ACME, contact_groups: ['Sales'] }, keywords: PREVIEW },
    ],
    verify({ outcomes }) {
      expect(outcomes[1]).toMatchObject({
        failed: true,
        msg: expect.stringContaining('there is no contact group "Sales"'),
      });
    },
  },
});

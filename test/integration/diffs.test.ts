import { expect } from 'vitest';
import { ACME, OPERATORS } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_stack';
const test = (name: string, more = {}) => ({ name, website_url: ACME.website_url, ...more });

describeScenarios('a diff', {
  'tells contact groups by their names, and that a replacement loses its history': {
    seed({ uptimeTests, contactGroups }) {
      contactGroups.create(OPERATORS);
      contactGroups.create({ name: 'Sales' });
      uptimeTests.create({ ...ACME, name: 'acme live', contact_groups: ['1'], tags: ['stack-acme'] });
    },
    tasks: [
      {
        module,
        options: {
          stack: 'acme',
          tests: [
            test('acme live', { contact_groups: ['2', OPERATORS.name], test_type: 'HEAD', recreate: true }),
          ],
        },
        keywords: { check_mode: true, diff: true },
      },
      {
        options: { name: 'acme live', contact_groups: ['Sales'] },
        keywords: { check_mode: true, diff: true },
      },
    ],
    verify({ outcomes, run }) {
      expect(outcomes).toMatchObject([
        {
          diff: [
            {
              before: expect.stringContaining(`contact_groups:\n  - ${OPERATORS.name}\n`),
              after: expect.stringContaining(`contact_groups:\n  - ${OPERATORS.name}\n  - Sales\n`),
              after_header: 'uptime test "acme live" of acme (replaced: its history is lost)',
            },
          ],
        },
        { diff: { after: expect.stringContaining('contact_groups:\n  - Sales\n') } },
      ]);
      expect(run.output).toContain(
        '+++ after: uptime test "acme live" of acme (replaced: its history is lost)',
      );
    },
  },
});

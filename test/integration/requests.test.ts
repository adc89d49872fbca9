import { expect } from 'vitest';
import type { Account } from '../../src/simulator/account/account.ts';
import { ACME, SHOP } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

/** Tests 1 to 1000, the last but one of them the one that the tasks are about. */
function seedThousand({ uptimeTests }: Account): void {
  for (let number = 1; number <= 1000; number += 1) {
    uptimeTests.create(number === 999 ? ACME : { ...SHOP, name: `shop ${number}` });
  }
}

const PAGES = Array.from({ length: 10 }, (_, index) => `GET /uptime?nouptime&page=${index + 1}&limit=100`);

describeScenarios('an account of 1000 tests', {
  'is read in ten requests when nothing has changed': {
    seed: seedThousand,
    tasks: [{ options: ACME }],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({ action: 'unchanged', id: '999', api: { requests: 10 } });
      expect([...(outcome?.requests ?? [])].sort()).toEqual([...PAGES].sort());
      expect(outcome?.requests[0]).toBe(PAGES[0]);
    },
  },

  'costs one more for a change of what the list shows': {
    seed: seedThousand,
    tasks: [{ options: { ...ACME, check_rate: 60, tags: ['new'] } }],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({ action: 'updated', api: { requests: 11 } });
      expect(outcome?.writes).toEqual(['PUT /uptime/999 check_rate=60&tags[]=new']);
    },
  },

  'costs one more for what only the details show': {
    seed: seedThousand,
    tasks: [{ options: { ...ACME, timeout: 15 } }],
    verify({ outcomes: [outcome] }) {
      expect(outcome).toMatchObject({ action: 'unchanged', api: { requests: 11 } });
      expect(outcome?.requests.at(-1)).toBe('GET /uptime/999');
    },
  },

  'is not read at all when the ID is known': {
    seed: seedThousand,
    tasks: [{ options: { ...ACME, id: 999 } }],
    verify({ outcomes }) {
      expect(outcomes).toMatchObject([{ action: 'unchanged', requests: ['GET /uptime/999'] }]);
    },
  },
});

import { expect } from 'vitest';
import { pagespeedRegions } from '../../src/simulator/account/pagespeed-locations.ts';
import { FRONT_PAGE } from './support/examples.ts';
import { describeScenarios } from './support/scenarios.ts';

const module = 'status_cake_pagespeed';
const UNCHANGED = { changed: false, action: 'unchanged', changes: [], writes: [] };

describeScenarios('the region of a page speed test', {
  'is read from its location': {
    seed({ pagespeedTests }) {
      for (const region of pagespeedRegions) {
        pagespeedTests.create({ ...FRONT_PAGE, name: region, region });
      }
    },
    tasks: pagespeedRegions.map((region) => ({
      module,
      options: { ...FRONT_PAGE, name: region, region },
    })),
    verify({ outcomes }) {
      expect(outcomes).toMatchObject(
        pagespeedRegions.map((region) => ({ ...UNCHANGED, test: expect.objectContaining({ region }) })),
      );
    },
  },

  'may be changed, also by the name that it is read under': {
    seed: ({ pagespeedTests }) => pagespeedTests.create(FRONT_PAGE),
    tasks: [{ location: 'US' }, { region: 'US' }, { region: 'USW' }, { location: 'USW' }].map((options) => ({
      module,
      options: { name: FRONT_PAGE.name, ...options },
    })),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([
        { changes: ['region'], writes: ['PUT /pagespeed/1 region=US'] },
        UNCHANGED,
        { changes: ['region'], writes: ['PUT /pagespeed/1 region=USW'] },
        UNCHANGED,
      ]);
      expect(simulator.account.pagespeedTests.all()).toMatchObject([{ ...FRONT_PAGE, region: 'USW' }]);
    },
  },
});

describeScenarios('a new page speed test', {
  'runs twice an hour and alerts nobody when nothing else is said': {
    tasks: [1, 2].map(() => ({ module, options: { ...FRONT_PAGE, check_rate: undefined } })),
    verify({ outcomes, simulator }) {
      expect(outcomes).toMatchObject([{ action: 'created' }, UNCHANGED]);
      expect(simulator.account.pagespeedTests.all()).toMatchObject([
        {
          ...FRONT_PAGE,
          check_rate: 1800,
          alert_bigger: 0,
          alert_slower: 0,
          alert_smaller: 0,
          paused: false,
        },
      ]);
    },
  },

  'may run every minute, where no username makes that an hour': {
    tasks: [{ module, options: { ...FRONT_PAGE, check_rate: 60 } }],
    verify({ simulator }) {
      expect(simulator.account.pagespeedTests.all()).toMatchObject([{ check_rate: 60 }]);
    },
  },
});

import type { Account } from '../account/account.ts';
import type { Collection } from '../account/collection.ts';
import { uptimeLocations } from '../account/locations.ts';
import { countryOf, pagespeedLocations } from '../account/pagespeed-locations.ts';
import type { UptimeSeries } from '../account/series.ts';
import { create, get, list, listLocations, type Operation, remove, series, update } from './operations.ts';
import { aggregatesOf, itemsByCreation, type SeriesItem, seriesItems } from './series.ts';

/** Operations by path, below the base URL, and method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Returns everything that the simulator serves of an account. */
export function routesOf(account: Account): Routes {
  const { pagespeedTests, uptimeTests } = account;
  const uptimeSeries = (name: keyof UptimeSeries): Operation =>
    series(uptimeTests, (id) => seriesItems(account.seriesOf(id), name));
  return {
    ...Object.assign({}, ...account.collections.map(readAndWriteRoutes)),
    '/uptime/:id/history': {
      GET: series(
        uptimeTests,
        (id) => seriesItems(account.seriesOf(id), 'history'),
        (id) => ({ older: (before) => pastRuns(account, id, before) }),
      ),
    },
    '/uptime/:id/periods': { GET: uptimeSeries('periods') },
    '/uptime/:id/alerts': { GET: uptimeSeries('alerts') },
    '/pagespeed/:id/history': {
      GET: series(
        pagespeedTests,
        (id) => itemsByCreation(account.pagespeedHistoryOf(id)),
        () => ({ metadataOf: aggregatesOf }),
      ),
    },
    '/uptime-locations': {
      GET: listLocations(uptimeLocations, 'region_code', ({ region_code }) => region_code),
    },
    '/pagespeed-locations': { GET: listLocations(pagespeedLocations, 'location', countryOf) },
  };
}

function* pastRuns(account: Account, id: string, before: number): Generator<SeriesItem> {
  for (const item of account.pastRunsOf(id, before)) {
    yield { time: item.created_at, item };
  }
}

function readAndWriteRoutes(collection: Collection): Routes {
  const { path } = collection.resource;
  return {
    [`/${path}`]: { GET: list(collection), POST: create(collection) },
    [`/${path}/:id`]: { GET: get(collection), PUT: update(collection), DELETE: remove(collection) },
  };
}

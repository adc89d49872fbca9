import type { Account } from './account.ts';
import type { Collection } from './collection.ts';
import {
  create,
  get,
  list,
  listUptimeLocations,
  type Operation,
  remove,
  series,
  update,
} from './operations.ts';

/** Operations by path, below the base URL, and method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Returns everything that the simulator serves of an account. */
export function routesOf({ contactGroups, uptimeTests }: Account): Routes {
  return {
    ...readRoutes(contactGroups),
    ...readAndWriteRoutes(uptimeTests),
    '/uptime/:id/history': { GET: series('history') },
    '/uptime/:id/periods': { GET: series('periods') },
    '/uptime/:id/alerts': { GET: series('alerts') },
    '/uptime-locations': { GET: listUptimeLocations },
  };
}

function readRoutes(collection: Collection): Routes {
  const { path } = collection.resource;
  return {
    [`/${path}`]: { GET: list(collection) },
    [`/${path}/:id`]: { GET: get(collection) },
  };
}

function readAndWriteRoutes(collection: Collection): Routes {
  const { path } = collection.resource;
  return {
    [`/${path}`]: { GET: list(collection), POST: create(collection) },
    [`/${path}/:id`]: { GET: get(collection), PUT: update(collection), DELETE: remove(collection) },
  };
}

import {
  Configuration,
  ContactGroupsApi,
  LocationsApi,
  MaintenanceWindowsApi,
  PagespeedApi,
  SslApi,
  UptimeApi,
} from '@statuscake/statuscake-js';
import { test as base, describe, expect } from 'vitest';
import { DEFAULT_TOKEN, startSimulator } from '../../../src/simulator/simulator.ts';
import {
  alert,
  contactGroup,
  historyResult,
  maintenanceWindow,
  NOW,
  pagespeedResult,
  pagespeedTest,
  period,
  seed,
  sslTest,
  uptimeTest,
  uptimeTestOverview,
} from './resources.ts';

const APIS = [ContactGroupsApi, LocationsApi, MaintenanceWindowsApi, PagespeedApi, SslApi, UptimeApi];

type Query = Readonly<Record<string, string | number>>;

/** A reading method of the SDK, by its name. Returns what it read, and the JSON that it read it from. */
type Read = (method: string, query?: Query) => Promise<{ model: unknown; json: unknown }>;

const test = base.extend<{ read: Read; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the needed fixtures from this pattern
  url: async ({}, use) => {
    const simulator = await startSimulator({ now: () => Date.parse(NOW) });
    seed(simulator.account);
    await use(simulator.url);
    await simulator.close();
  },
  read: async ({ url }, use) => {
    let json: unknown;
    const configuration = new Configuration({
      basePath: url,
      headers: { authorization: `Bearer ${DEFAULT_TOKEN}` },
      async fetchApi(...request: Parameters<typeof fetch>) {
        const response = await fetch(...request);
        json = await response.clone().json();
        return response;
      },
    });
    const apis: readonly object[] = APIS.map((Api) => new Api(configuration));
    await use(async (method, query = {}) => {
      const api = apis.find((each) => method in each) ?? {};
      const model: unknown = await Reflect.get(api, method).call(api, query);
      return { model, json };
    });
  },
});

const metadata = { page: 1, perPage: 25, pageCount: 1, totalCount: 1 };
const links = (path: string) => ({ self: expect.stringMatching(new RegExp(`^http://.*/v1${path}$`)) });
/** The aggregate of one figure. */
const only = (figure: number) => ({ min: figure, max: figure, avg: figure });
const series = (data: object, path: string) => ({ data: [data], links: links(path), metadata: undefined });

/** What each reading method of the SDK has to make of the account. */
const READINGS: Record<string, readonly [Query, object]> = {
  getContactGroup: [{ groupId: '1' }, { data: contactGroup }],
  listContactGroups: [{}, { data: [contactGroup], metadata }],
  getMaintenanceWindow: [{ windowId: '5' }, { data: maintenanceWindow }],
  listMaintenanceWindows: [{ state: 'active' }, { data: [maintenanceWindow], metadata }],
  getPagespeedTest: [{ testId: '3' }, { data: pagespeedTest }],
  listPagespeedTests: [{ page: 1 }, { data: [pagespeedTest], metadata }],
  listPagespeedTestHistory: [
    { testId: '3' },
    {
      ...series(pagespeedResult, '/pagespeed/3/history'),
      metadata: {
        aggregates: {
          filesize: only(pagespeedResult.filesize),
          loadtime: only(pagespeedResult.loadtime),
          requests: only(pagespeedResult.requests),
        },
      },
    },
  ],
  getSslTest: [{ testId: '4' }, { data: sslTest }],
  listSslTests: [{ limit: 25 }, { data: [sslTest], metadata }],
  getUptimeTest: [{ testId: '2' }, { data: uptimeTest }],
  listUptimeTests: [
    { status: 'down', tags: 'stack-a' },
    { data: [uptimeTestOverview], metadata },
  ],
  listUptimeTestHistory: [{ testId: '2' }, series(historyResult, '/uptime/2/history')],
  listUptimeTestPeriods: [{ testId: '2' }, series(period, '/uptime/2/periods')],
  listUptimeTestAlerts: [{ testId: '2' }, series(alert, '/uptime/2/alerts')],
  listPagespeedMonitoringLocations: [
    { location: 'UK' },
    {
      data: [
        {
          description: 'PAGESPD-UK5',
          ipv4: '198.51.100.9',
          ipv6: '2001:db8::10',
          region: 'United Kingdom',
          regionCode: 'UK',
          status: 'up',
        },
      ],
    },
  ],
  listUptimeMonitoringLocations: [{ regionCode: 'london' }, { data: uptimeTest.servers }],
};

/** The names of the fields in a value, however deep, as the SDK spells them; those that are unset left out. */
function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(fieldsOf);
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    return 'value';
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [
        name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
        fieldsOf(field),
      ]),
  );
}

// The version that the registry has knows no heartbeats yet.
describe("the vendor's SDK", () => {
  base('is read with every reading method that it has', () => {
    const methods = APIS.flatMap((Api) => Object.getOwnPropertyNames(Api.prototype));
    const reading = methods.filter((name) => /^(get|list)(?!.*Raw$)/.test(name));
    expect(Object.keys(READINGS).sort()).toEqual(reading.sort());
  });

  test.for(Object.entries(READINGS))(
    'finds every field where it expects it: %s',
    async ([method, [query, expected]], { read }) => {
      const { model } = await read(method, query);
      expect(model).toStrictEqual(expected);
    },
  );

  test.for(Object.entries(READINGS))(
    'knows every field that it is sent: %s',
    async ([method, [query]], { read }) => {
      const { model, json } = await read(method, query);
      expect(fieldsOf(json)).toEqual(fieldsOf(model));
    },
  );

  test('is told what does not exist as it expects it', async ({ read }) => {
    await expect(read('getSslTest', { testId: '2' })).rejects.toMatchObject({ status: 404 });
  });
});

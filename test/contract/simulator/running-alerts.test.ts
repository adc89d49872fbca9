import { describe, expect } from 'vitest';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { SEEDED_TEST } from './client.ts';
import { answering, type Service, test } from './running-fixture.ts';

/** Resolves once the path was asked for so often. */
async function called(service: Service, path: string, count = 1): Promise<void> {
  while (callsOf(service, path) < count) {
    await service.received(service.requests.length + 1);
  }
}

function callsOf({ requests }: Service, path: string): number {
  return requests.filter(({ url }) => url === path).length;
}

/** Answers checks with a status, and every call of a contact group with 200. */
function checksAnswer(service: Service, status: number): void {
  service.listener = (request, response) => answering(request.url === '/' ? status : 200)(request, response);
}

const HOUR = { start_at: '2026-01-01T01:00:00Z', end_at: '2026-01-01T02:00:00Z', timezone: 'UTC', name: 'a' };

describe('an alert of a running test', () => {
  test('calls each of its contact groups once, when it goes down and when it is up again', async ({
    simulator,
    service,
  }) => {
    const { contactGroups, uptimeTests } = simulator.account;
    const groups = ['/a', '/b', '/c'].map((path) =>
      contactGroups.create({ name: path, ping_url: `${service.url}${path}` }),
    );
    groups.push(contactGroups.create({ name: 'without' }));
    const [a = '', b = '', , without = ''] = groups.map(({ id }) => id);
    checksAnswer(service, 500);
    const { id } = uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      contact_groups: [a, b, without, 'deleted'],
    });
    await Promise.all([called(service, '/a'), called(service, '/b')]);
    checksAnswer(service, 200);
    await Promise.all([called(service, '/a', 2), called(service, '/b', 2)]);
    await called(service, '/', callsOf(service, '/') + 3);
    expect(['/a', '/b', '/c'].map((path) => callsOf(service, path))).toEqual([2, 2, 0]);
    expect(simulator.account.seriesOf(id).alerts).toMatchObject([{ status: 'down' }, { status: 'up' }]);
    expect(service.requests.filter(({ url }) => url === '/a').map(({ method }) => method)).toEqual([
      'GET',
      'GET',
    ]);
  });

  test('calls no contact group out of reach, unless it may', async ({ simulator, service }) => {
    checksAnswer(service, 500);
    // Connecting to this address reaches this machine too, although it is no loopback address.
    const far = { name: 'far', ping_url: `http://0.0.0.0:${service.port}/far` };
    const near = { name: 'near', ping_url: `${service.url}/near` };
    const seed = ({ contactGroups, uptimeTests }: typeof simulator.account): void => {
      const ids = [far, near].map((group) => contactGroups.create(group).id);
      uptimeTests.create({ ...SEEDED_TEST, website_url: service.url, contact_groups: ids });
    };
    seed(simulator.account);
    await called(service, '/near');
    await called(service, '/', callsOf(service, '/') + 3);
    expect(callsOf(service, '/far')).toBe(0);

    const bold = await startSimulator({ runTests: { speed: 3600, reach: 'any' } });
    seed(bold.account);
    await called(service, '/far');
    await bold.close();
  });

  test('does not mind a contact group that cannot be called', async ({ simulator, service }) => {
    const { contactGroups, uptimeTests } = simulator.account;
    service.listener = (request, response) =>
      request.url === '/' ? answering(500)(request, response) : void response.destroy();
    const ids = ['/reset', '://'].map(
      (path) => contactGroups.create({ name: path, ping_url: `${service.url}${path}` }).id,
    );
    const { id } = uptimeTests.create({ ...SEEDED_TEST, website_url: service.url, contact_groups: ids });
    await called(service, '/reset');
    checksAnswer(service, 200);
    await simulator.waitForStatus(id, 'up');
    await called(service, '/reset', 2);
  });

  test('is broken off when the simulator closes', async ({ simulator, service }) => {
    service.listener = (request, response) =>
      request.url === '/'
        ? answering(500)(request, response)
        : void response.writeHead(200).write('and then');
    const { id: group } = simulator.account.contactGroups.create({
      name: 'slow',
      ping_url: `${service.url}/slow`,
    });
    simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      contact_groups: [group],
    });
    await called(service, '/slow');
    const slow = service.requests.find(({ url }) => url === '/slow');
    const broken = new Promise((resolve) => slow?.socket.once('close', resolve));
    await simulator.close();
    await broken;
  });

  test.for([
    ['its ID', { tests: ['2'] }],
    ['a tag of it', { tags: ['night', 'production'] }],
  ] as const)('is put off by an active maintenance window for %s', async ([, target], { service }) => {
    let time = '2026-01-01T01:30:00Z';
    const simulator = await startSimulator({ runTests: { speed: 3600 }, now: () => Date.parse(time) });
    const { contactGroups, maintenanceWindows, uptimeTests } = simulator.account;
    checksAnswer(service, 500);
    const { id: group } = contactGroups.create({ name: 'a', ping_url: `${service.url}/ping` });
    const { id } = uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      contact_groups: [group],
      tags: ['production'],
    });
    maintenanceWindows.create({ ...HOUR, ...target });
    await simulator.waitForStatus(id, 'down');
    await called(service, '/', callsOf(service, '/') + 3);
    const { alerts } = simulator.account.seriesOf(id);
    expect(alerts).toEqual([]);
    expect(callsOf(service, '/ping')).toBe(0);

    time = '2026-01-01T02:00:00Z';
    await called(service, '/ping');
    expect(alerts).toMatchObject([{ id, status: 'down' }]);
    await simulator.close();
  });

  test('is not put off by a window for other tests', async ({ service }) => {
    const simulator = await startSimulator({
      runTests: { speed: 3600 },
      now: () => Date.parse('2026-01-01T01:30:00Z'),
    });
    checksAnswer(service, 500);
    simulator.account.maintenanceWindows.create({ ...HOUR, tests: ['7'], tags: ['prod'] });
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      website_url: service.url,
      tags: ['production'],
    });
    await simulator.waitForStatus(id, 'down');
    expect(simulator.account.seriesOf(id).alerts).toMatchObject([{ status: 'down' }]);
    await simulator.close();
  });
});

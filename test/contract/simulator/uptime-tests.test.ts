import { describe, expect } from 'vitest';
import { MINIMAL_TEST, NO_CHANGES, SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';

describe('uptime tests', () => {
  test('are created from the required fields, with the initial values of the API', async ({ simulator }) => {
    const created = await send('POST', `${simulator.url}/uptime`, { form: MINIMAL_TEST });
    expect(created).toMatchObject({ status: 201, body: { data: { new_id: '1' } } });

    const read = await send('GET', `${simulator.url}/uptime/1`);
    expect(read.status).toBe(200);
    expect(read.headers.get('content-type')).toContain('application/json');
    expect(read.body).toEqual({
      data: {
        id: '1',
        name: 'shop liveness',
        test_type: 'HTTP',
        website_url: 'https://shop.example.com/liveness',
        check_rate: 300,
        confirmation: 2,
        contact_groups: [],
        dns_ips: [],
        do_not_find: false,
        enable_ssl_alert: false,
        follow_redirects: false,
        include_header: false,
        paused: false,
        processing: false,
        servers: [],
        status: 'up',
        status_codes: expect.arrayContaining(['204', '404', '500', '599']),
        tags: [],
        timeout: 15,
        trigger_rate: 0,
        uptime: 0,
        use_jar: false,
      },
    });
  });

  test('return what was written in the shapes of a read, and never what is write-only', async ({
    simulator,
  }) => {
    const { id } = simulator.account.contactGroups.create({ name: 'Operations' });
    const created = await send('POST', `${simulator.url}/uptime`, {
      form:
        `name=everything&test_type=TCP&website_url=192.0.2.1&check_rate=0&basic_username=user&basic_password=pass` +
        `&confirmation=0&contact_groups[]=${id}&custom_header={"b":{"d":1,"c":[2]},"a":"x"}&post_body={"z":1,"y":2}` +
        '&do_not_find=true&dns_ips[]=192.0.2.2&dns_ips[]=192.0.2.3&dns_server=ns.example.com&enable_ssl_alert=true' +
        '&final_endpoint=https://a.example.com&find_string=ok&follow_redirects=true&host=AWS&include_header=true' +
        '&paused=true&port=0&post_raw=a%3Db&regions[]=paris&regions[]=london&status_codes_csv=404,500&tags[]=b&tags[]=a' +
        '&timeout=75&trigger_rate=60&use_jar=true&user_agent=me',
    });
    expect(created).toMatchObject({ status: 201 });

    const { body } = await send('GET', `${simulator.url}/uptime/2`);
    expect(body).toEqual({
      data: {
        id: '2',
        name: 'everything',
        test_type: 'TCP',
        website_url: '192.0.2.1',
        check_rate: 0,
        confirmation: 0,
        contact_groups: [id],
        custom_header: '{"a":"x","b":{"c":[2],"d":1}}',
        dns_ips: ['192.0.2.2', '192.0.2.3'],
        dns_server: 'ns.example.com',
        do_not_find: true,
        enable_ssl_alert: true,
        final_endpoint: 'https://a.example.com',
        find_string: 'ok',
        follow_redirects: true,
        host: 'AWS',
        include_header: true,
        paused: true,
        port: 0,
        post_body: '{"y":2,"z":1}',
        post_raw: 'a=b',
        processing: false,
        servers: [
          expect.objectContaining({ region_code: 'paris' }),
          expect.objectContaining({ region_code: 'london', status: 'up' }),
          expect.objectContaining({ region_code: 'london', status: 'down' }),
        ],
        status: 'up',
        status_codes: ['404', '500'],
        tags: ['b', 'a'],
        timeout: 75,
        trigger_rate: 60,
        uptime: 0,
        use_jar: true,
        user_agent: 'me',
      },
    });
    expect(simulator.account.uptimeTests.get('2')).toMatchObject({
      basic_username: 'user',
      basic_password: 'pass',
    });
  });

  test('show their fields in one order, however they were written', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    const before = await send('GET', `${simulator.url}/uptime/${id}`);
    await send('PUT', `${simulator.url}/uptime/${id}`, { form: 'user_agent=me&find_string=ok' });
    await send('PUT', `${simulator.url}/uptime/${id}`, { form: 'find_string=&user_agent=' });
    const after = await send('GET', `${simulator.url}/uptime/${id}`);
    expect(JSON.stringify(after.body)).toBe(JSON.stringify(before.body));
  });

  test('may bear the same name, and get increasing IDs of digits that are never given again', async ({
    simulator,
  }) => {
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { body } = await send('POST', `${simulator.url}/uptime`, { form: MINIMAL_TEST });
      ids.push((body as { data: { new_id: string } }).data.new_id);
      await send('DELETE', `${simulator.url}/uptime/${ids[1] ?? ''}`);
    }
    expect(ids).toEqual(['1', '2', '3']);
    expect(simulator.account.uptimeTests.all().map(({ name }) => name)).toEqual([
      'shop liveness',
      'shop liveness',
    ]);
  });

  test('are changed by PUT, only in the fields named', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      tags: ['stack-a'],
      find_string: 'ok',
    });
    const updated = await send('PUT', `${simulator.url}/uptime/${id}`, { form: { check_rate: '60' } });
    expect(updated).toMatchObject({ status: 204, body: undefined });
    expect(simulator.account.uptimeTests.get(id)).toMatchObject({
      ...SEEDED_TEST,
      check_rate: 60,
      tags: ['stack-a'],
      find_string: 'ok',
    });
    for (const form of ['', 'check_rate=60', 'tags[]=stack-a&find_string=ok', 'test_type=PING&tcp_port=7']) {
      expect(await send('PUT', `${simulator.url}/uptime/${id}`, { form })).toMatchObject(NO_CHANGES);
    }
  });

  test('keep their type: PUT has no such field', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    expect(
      await send('PUT', `${simulator.url}/uptime/${id}`, { form: { test_type: 'PING', name: 'new' } }),
    ).toMatchObject({ status: 204 });
    expect(simulator.account.uptimeTests.get(id)).toMatchObject({ test_type: 'HTTP', name: 'new' });
    expect(simulator.requests.at(-1)?.unknownFields).toEqual(['test_type']);
  });

  test('are deleted with what was collected about them', async ({ simulator }) => {
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    expect(await send('DELETE', `${simulator.url}/uptime/${id}`)).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(await send('GET', `${simulator.url}/uptime/${id}`)).toMatchObject({ status: 404 });
    expect(await send('GET', `${simulator.url}/uptime/${id}/history`)).toMatchObject({ status: 404 });
    expect(simulator.account.uptimeTests.all()).toEqual([]);
    expect(() => simulator.account.seriesOf(id)).toThrow('There is no uptime test');
  });

  test.for(['GET', 'PUT', 'DELETE'])(
    'response %s of an unknown ID with 404',
    async (method, { simulator }) => {
      const { id } = simulator.account.contactGroups.create({ name: 'not a test' });
      for (const unknown of [id, '999', 'abc']) {
        expect(await send(method, `${simulator.url}/uptime/${unknown}`)).toMatchObject({
          status: 404,
          body: { message: 'No results found' },
        });
      }
    },
  );

  test.for([
    ['tags[]=', 'tags', []],
    ['tags=', 'tags', []],
    ['contact_groups[]=', 'contact_groups', []],
    ['dns_ips=', 'dns_ips', []],
    ['regions[]=', 'regions', []],
    ['status_codes_csv=', 'status_codes_csv', []],
    ['find_string=', 'find_string', undefined],
    ['custom_header=', 'custom_header', undefined],
    ['post_body=', 'post_body', undefined],
    ['post_raw=', 'post_raw', undefined],
    ['final_endpoint=', 'final_endpoint', undefined],
    ['host=', 'host', undefined],
    ['user_agent=', 'user_agent', undefined],
    ['dns_server=', 'dns_server', undefined],
    ['basic_username=', 'basic_username', undefined],
    ['basic_password=', 'basic_password', undefined],
  ] as const)('are cleared by %s', async ([form, field, cleared], { simulator }) => {
    const { id } = simulator.account.uptimeTests.create({
      ...SEEDED_TEST,
      tags: ['a'],
      contact_groups: ['1'],
      dns_ips: ['192.0.2.1'],
      regions: ['london'],
      status_codes_csv: ['500'],
      find_string: 'ok',
      custom_header: '{"a":1}',
      post_body: '{"a":1}',
      post_raw: 'a=b',
      final_endpoint: 'https://a.example.com',
      host: 'AWS',
      user_agent: 'me',
      dns_server: 'ns.example.com',
      basic_username: 'user',
      basic_password: 'pass',
    });
    expect(await send('PUT', `${simulator.url}/uptime/${id}`, { form })).toMatchObject({ status: 204 });
    expect(simulator.account.uptimeTests.get(id)?.[field]).toEqual(cleared);
    if (cleared === undefined) {
      const { body } = await send('GET', `${simulator.url}/uptime/${id}`);
      expect((body as { data: object }).data).not.toHaveProperty(field);
    }
  });
});

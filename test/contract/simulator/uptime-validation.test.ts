import { describe, expect } from 'vitest';
import { MINIMAL_TEST, refused, SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';

const required = Object.keys(MINIMAL_TEST);

describe('validation of uptime tests', () => {
  test.for(required)('requires %s on create, also against an empty one', async (field, { simulator }) => {
    const rest = Object.fromEntries(Object.entries(MINIMAL_TEST).filter(([name]) => name !== field));
    for (const form of [rest, { ...rest, [field]: '' }]) {
      expect(await send('POST', `${simulator.url}/uptime`, { form })).toMatchObject(
        refused({ [field]: [expect.any(String)] }),
      );
    }
    expect(simulator.account.uptimeTests.all()).toEqual([]);
  });

  test('names every reason at once', async ({ simulator }) => {
    const received = await send('POST', `${simulator.url}/uptime`, { form: { timeout: '4', port: '-1' } });
    expect(received.body).toEqual(
      refused(
        Object.fromEntries([...required, 'timeout', 'port'].map((field) => [field, [expect.any(String)]])),
      ).body,
    );
  });

  test.for([
    'test_type=http',
    'test_type=UDP',
    'website_url=shop',
    'website_url=ftp://shop.example.com',
    'website_url=http://shop example.com',
    'website_url=http://',
    'website_url=http://[shop]',
    'website_url=999.1.1.1',
    'website_url=shop.example.com:443',
    'check_rate=61',
    'check_rate=60.0',
    'check_rate=060',
    'confirmation=4',
    'confirmation=-1',
    'confirmation=',
    'timeout=4',
    'timeout=76',
    'timeout=15.5',
    'timeout=soon',
    'trigger_rate=61',
    'trigger_rate=-1',
    'port=-1',
    'port=http',
    'port=',
    'contact_groups[]=77',
    'contact_groups[]=Operations',
    'regions[]=atlantis',
    'regions[]=London',
    'regions=london',
    'tags=a',
    'tags[]=a&tags[]=',
    'dns_ips=192.0.2.1',
    'name[]=a',
    'custom_header=Accept: text/html',
    'custom_header=[]',
    'custom_header="text"',
    'custom_header=null',
    'custom_header={',
    'post_body=a=b',
    'status_codes_csv=404,abc',
    'status_codes_csv=404, 500',
    'status_codes_csv=40',
    'status_codes_csv[]=404',
    ...['do_not_find', 'enable_ssl_alert', 'follow_redirects', 'include_header', 'paused', 'use_jar'].flatMap(
      (field) => ['2', 'yes', ''].map((text) => `${field}=${text}`),
    ),
  ])('refuses %s on create and update', async (form, { simulator }) => {
    simulator.account.contactGroups.create({ name: 'Operations' });
    const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
    const [field = ''] = form.split(/\[?\]?=/);
    const expected = refused({ [field]: [expect.any(String)] });

    const complete = new URLSearchParams({ ...MINIMAL_TEST });
    complete.delete(field);
    expect(await send('POST', `${simulator.url}/uptime`, { form: `${complete}&${form}` })).toMatchObject(
      expected,
    );
    expect(simulator.account.uptimeTests.all()).toHaveLength(1);

    if (field !== 'test_type') {
      const update = `host=AWS&${form}`;
      expect(await send('PUT', `${simulator.url}/uptime/${id}`, { form: update })).toMatchObject(expected);
      expect(simulator.account.uptimeTests.get(id)).not.toHaveProperty('host');
    }
  });

  test.for(['name=', 'website_url='])(
    'does not let an update clear a required field: %s',
    async (form, { simulator }) => {
      const { id } = simulator.account.uptimeTests.create(SEEDED_TEST);
      expect(await send('PUT', `${simulator.url}/uptime/${id}`, { form })).toMatchObject({ status: 400 });
    },
  );

  test.for([
    'website_url=http://127.0.0.1:8080/liveness?x=1',
    'website_url=shop.example.com',
    'website_url=xn--bcher-kva.xn--p1ai',
    'website_url=2001:db8::1',
    ...['DNS', 'HEAD', 'HTTP', 'PING', 'SMTP', 'SSH', 'TCP'].map((type) => `test_type=${type}`),
    ...[0, 30, 60, 300, 900, 1800, 3600, 86400].map((rate) => `check_rate=${rate}`),
    'confirmation=0',
    'confirmation=3',
    'timeout=5',
    'timeout=75',
    'trigger_rate=0',
    'trigger_rate=60',
    'port=0',
    'custom_header={}',
    'name=a, b & c',
  ])('accepts %s', async (form, { simulator }) => {
    const complete = new URLSearchParams({ ...MINIMAL_TEST });
    complete.delete(form.split('=')[0] ?? '');
    expect(await send('POST', `${simulator.url}/uptime`, { form: `${complete}&${form}` })).toMatchObject({
      status: 201,
    });
  });

  test('takes the last of several values for a field of one', async ({ simulator }) => {
    const form = `${new URLSearchParams(MINIMAL_TEST)}&name=last`;
    expect(await send('POST', `${simulator.url}/uptime`, { form })).toMatchObject({ status: 201 });
    expect(simulator.account.uptimeTests.all()).toMatchObject([{ name: 'last' }]);
  });

  test('ignores fields it does not know, and records their names', async ({ simulator }) => {
    const form = `${new URLSearchParams(MINIMAL_TEST)}&tcp_port=443&node_locations[]=UK1&status=down&id=7`;
    expect(await send('POST', `${simulator.url}/uptime`, { form })).toMatchObject({ status: 201 });
    expect(simulator.requests.at(-1)?.unknownFields).toEqual(['tcp_port', 'node_locations', 'status', 'id']);
    expect(simulator.account.uptimeTests.get('1')).toMatchObject({ id: '1', status: 'up' });
    expect(simulator.account.uptimeTests.get('1')).not.toHaveProperty('tcp_port');
  });
});

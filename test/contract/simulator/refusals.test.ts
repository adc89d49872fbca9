import { describe, expect } from 'vitest';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { NO_CHANGES, refused, SEEDED_TEST, send } from './client.ts';
import { test } from './fixture.ts';
import { MINIMAL_FORMS } from './minimal-forms.ts';

type Path = keyof typeof MINIMAL_FORMS;

/** The minimal form of a resource with a field put in place of those of its name. */
function formWith(path: Path, field: string): string {
  const form = new URLSearchParams(MINIMAL_FORMS[path]);
  for (const name of new URLSearchParams(field).keys()) {
    form.delete(name.replace('[]', ''));
    form.delete(`${name.replace('[]', '')}[]`);
  }
  return `${form}&${field}`;
}

const BOOLEANS: readonly (readonly [Path, string])[] = [
  ['heartbeat', 'paused'],
  ['pagespeed', 'paused'],
  ...['alert_broken', 'alert_expiry', 'alert_mixed', 'alert_reminder', 'follow_redirects', 'paused'].map(
    (field) => ['ssl', field] as const,
  ),
];

const REFUSED: readonly (readonly [Path, string])[] = [
  ...BOOLEANS.flatMap(([path, field]) => ['2', 'yes', ''].map((text) => [path, `${field}=${text}`] as const)),
  ...(['heartbeat', 'pagespeed', 'ssl'] as const).flatMap((path) => [
    [path, 'contact_groups[]=77'] as const,
    [path, 'contact_groups=1'] as const,
  ]),
  ['heartbeat', 'name='],
  ['heartbeat', 'period=29'],
  ['heartbeat', 'period=172801'],
  ['heartbeat', 'period='],
  ['heartbeat', 'tags=a'],
  ['pagespeed', 'name='],
  ['pagespeed', 'website_url=shop'],
  ['pagespeed', 'check_rate=30'],
  ['pagespeed', 'check_rate=0'],
  ['pagespeed', 'region=uk'],
  ['pagespeed', 'region=GB'],
  ['pagespeed', 'region=PAGESPD-UK5'],
  ['pagespeed', 'region='],
  ['pagespeed', 'alert_bigger=-1'],
  ['pagespeed', 'alert_slower=1.5'],
  ['pagespeed', 'alert_smaller='],
  ['ssl', 'website_url=http://shop.example.com'],
  ['ssl', 'website_url=shop.example.com'],
  ['ssl', 'website_url=https://'],
  ['ssl', 'check_rate=60'],
  ['ssl', 'alert_at[]=1&alert_at[]=7'],
  ['ssl', 'alert_at[]=1&alert_at[]=7&alert_at[]=30&alert_at[]=60'],
  ['ssl', 'alert_at[]=1&alert_at[]=7&alert_at[]=soon'],
  ['ssl', 'alert_at[]=1&alert_at[]=7&alert_at[]=1.5'],
  ['ssl', 'alert_at[]=1&alert_at[]=7&alert_at[]=-1'],
  ['ssl', 'alert_at[]=1&alert_at[]=7&alert_at[]='],
  ['ssl', 'alert_at=1,7,30'],
  ['ssl', 'alert_at[]='],
  ['contact-groups', 'name='],
  ['contact-groups', 'name[]=a'],
  ['contact-groups', 'email_addresses[]=operations'],
  ['contact-groups', 'email_addresses=a@example.com'],
  ['contact-groups', 'mobile_numbers[]=07712 345678'],
  ['contact-groups', 'mobile_numbers[]=07712345678'],
  ['contact-groups', 'integrations[]=slack'],
  ['contact-groups', 'ping_url=ping'],
  ['maintenance-windows', 'name='],
  ...[
    'tomorrow',
    '',
    '2090-01-01',
    '2090-01-01 02:00:00Z',
    '2090-01-01T02:00:00',
    '2090-01-01T02:00Z',
    '2090-01-01T24:00:00Z',
    '2090-02-30T02:00:00Z',
    '2090-13-01T02:00:00Z',
    '2090-01-01T02:00:00%2B0100',
    '2090-01-01T02:00:00%2B25:00',
    '3787171200',
  ].map((text) => ['maintenance-windows', `end_at=${text}`] as const),
  ['maintenance-windows', 'start_at=2090-01-01'],
  ['maintenance-windows', 'repeat_interval=1y'],
  ['maintenance-windows', 'repeat_interval='],
  ['maintenance-windows', 'timezone=Berlin'],
  ['maintenance-windows', 'timezone=%2B01:00'],
  ['maintenance-windows', 'timezone='],
  ['maintenance-windows', 'tests[]=77'],
  ['maintenance-windows', 'tests[]=1'],
  ['maintenance-windows', 'end_at=2090-01-01T01:00:00Z'],
  ['maintenance-windows', 'end_at=2090-01-01T00:59:59-12:00'],
];

const ACCEPTED: readonly (readonly [Path, string])[] = [
  ['heartbeat', 'period=30'],
  ['heartbeat', 'period=172800'],
  ['heartbeat', 'contact_groups[]=1'],
  ...[60, 300, 600, 900, 1800, 3600, 86400].map((rate) => ['pagespeed', `check_rate=${rate}`] as const),
  ...['AU', 'CA', 'DE', 'FR', 'IN', 'JP', 'NL', 'SG', 'UK', 'US', 'USW'].map(
    (region) => ['pagespeed', `region=${region}`] as const,
  ),
  ['pagespeed', 'website_url=shop.example.com'],
  ...[300, 600, 1800, 3600, 86400, 2073600].map((rate) => ['ssl', `check_rate=${rate}`] as const),
  ['ssl', 'contact_groups[]='],
  ['contact-groups', 'mobile_numbers[]=%2B447712345678'],
  ['contact-groups', 'mobile_numbers[]=447712345678'],
  ['contact-groups', 'ping_url=192.0.2.1'],
  ['contact-groups', 'ping_url='],
  ['contact-groups', 'integrations[]=3&integrations[]=4'],
  ...['never', '1d', '1w', '2w', '1m'].map(
    (interval) => ['maintenance-windows', `repeat_interval=${interval}`] as const,
  ),
  ['maintenance-windows', 'timezone=UTC'],
  ['maintenance-windows', 'timezone=America/Argentina/Buenos_Aires'],
  ['maintenance-windows', 'end_at=2090-01-01T01:00:01.5%2B12:00'],
];

describe('a resource', () => {
  test.for(
    Object.entries(MINIMAL_FORMS).flatMap(([path, form]) =>
      [...new Set(new URLSearchParams(form).keys())]
        .filter((key) => key !== 'host' && key !== 'tags[]')
        .map((key) => [path as Path, key] as const),
    ),
  )('at /%s is not created without %s', async ([path, key], { simulator }) => {
    const form = new URLSearchParams(MINIMAL_FORMS[path]);
    form.delete(key);
    expect(await send('POST', `${simulator.url}/${path}`, { form: `${form}` })).toMatchObject(
      refused({ [key.replace('[]', '')]: ['is required'] }),
    );
    expect(await send('GET', `${simulator.url}/${path}`)).toMatchObject({ body: { data: [] } });
  });

  test.for(REFUSED)('at /%s refuses %s on create and update', async ([path, field], { simulator }) => {
    const url = `${simulator.url}/${path}`;
    simulator.account.contactGroups.create({ name: 'no uptime test' });
    const { body } = await send('POST', url, { form: MINIMAL_FORMS[path] });
    const before = await send('GET', `${url}/2`);
    expect(body).toEqual({ data: { new_id: '2' } });

    const [name = ''] = field.split(/\[?\]?=/);
    const expected = refused({ [name]: [expect.any(String)] });
    expect(await send('POST', url, { form: formWith(path, field) })).toMatchObject(expected);
    expect(await send('PUT', `${url}/2`, { form: field })).toMatchObject(expected);
    expect((await send('GET', `${url}/2`)).body).toEqual(before.body);
    expect(await send('GET', `${url}/3`)).toMatchObject({ status: 404 });
  });

  test.for(ACCEPTED)('at /%s accepts %s', async ([path, field], { simulator }) => {
    simulator.account.contactGroups.create({ name: 'on call' });
    expect(await send('POST', `${simulator.url}/${path}`, { form: formWith(path, field) })).toMatchObject({
      status: 201,
    });
    // It was understood in the same way, so nothing is left to change.
    expect(await send('PUT', `${simulator.url}/${path}/2`, { form: field })).toMatchObject(NO_CHANGES);
  });

  test.for(BOOLEANS)(
    'at /%s takes other spellings of %s, as clients send them',
    async ([path, field], { simulator }) => {
      const url = `${simulator.url}/${path}`;
      await send('POST', url, { form: MINIMAL_FORMS[path] });
      for (const [text, value] of [
        ['True', true],
        ['0', false],
        ['1', true],
        ['FALSE', false],
      ] as const) {
        expect(await send('PUT', `${url}/1`, { form: `${field}=${text}` })).toMatchObject({ status: 204 });
        expect(await send('GET', `${url}/1`)).toMatchObject({ body: { data: { [field]: value } } });
      }
    },
  );

  test.for(Object.keys(MINIMAL_FORMS) as Path[])(
    'at /%s refuses an update without a change, of unknown fields or none too',
    async (path, { simulator }) => {
      const url = `${simulator.url}/${path}`;
      await send('POST', url, { form: MINIMAL_FORMS[path] });
      for (const form of ['', 'tcp_port=443', MINIMAL_FORMS[path]]) {
        expect(await send('PUT', `${url}/1`, { form })).toMatchObject(NO_CHANGES);
      }
      expect(await send('PUT', `${url}/2`, { form: '' })).toMatchObject({ status: 404 });
    },
  );
});

describe('a contact group', () => {
  const url = (base: string): string => `${base}/contact-groups`;

  test('may bear the name of another', async ({ simulator }) => {
    const { id } = simulator.account.contactGroups.create({ name: 'Operations' });
    expect(await send('POST', url(simulator.url), { form: 'name=Operations' })).toMatchObject({
      status: 201,
    });
    await send('PUT', `${url(simulator.url)}/${id}`, { form: 'name=Support' });
    const form = 'name=Operations';
    expect(await send('PUT', `${url(simulator.url)}/${id}`, { form })).toMatchObject({ status: 204 });
  });

  test('is refused the name of another where names are unique', async () => {
    const simulator = await startSimulator({ uniqueGroupNames: true });
    const taken = refused({ name: ['is already taken'] });
    const { id } = simulator.account.contactGroups.create({ name: 'Operations' });
    simulator.account.contactGroups.create({ name: 'Support' });
    expect(await send('POST', url(simulator.url), { form: 'name=Operations' })).toMatchObject(taken);
    expect(await send('POST', url(simulator.url), { form: 'name=operations' })).toMatchObject({
      status: 201,
    });
    expect(await send('PUT', `${url(simulator.url)}/${id}`, { form: 'name=Support' })).toMatchObject(taken);
    expect(simulator.account.contactGroups.get(id)).toMatchObject({ name: 'Operations' });
    await simulator.close();
  });

  test('can be changed although an older one bears its name', async ({ simulator }) => {
    const { id } = simulator.account.contactGroups.create({ name: 'Operations' });
    simulator.account.contactGroups.create({ name: 'Operations' });
    const form = 'name=Operations&email_addresses[]=a@example.com';
    expect(await send('PUT', `${url(simulator.url)}/${id}`, { form })).toMatchObject({ status: 204 });
    expect(simulator.account.contactGroups.get(id)).toMatchObject({ email_addresses: ['a@example.com'] });
  });

  test('can be deleted while a test uses it, which keeps its ID', async ({ simulator }) => {
    const { id } = simulator.account.contactGroups.create({ name: 'Operations' });
    const created = simulator.account.uptimeTests.create({ ...SEEDED_TEST, contact_groups: [id] });
    expect(await send('DELETE', `${url(simulator.url)}/${id}`)).toMatchObject({ status: 204 });
    expect(created.contact_groups).toEqual([id]);
  });

  test('is cleared of what it has', async ({ simulator }) => {
    const { id } = simulator.account.contactGroups.create({
      name: 'Operations',
      email_addresses: ['a@example.com'],
      integrations: ['3'],
      mobile_numbers: ['447712345678'],
      ping_url: 'https://example.com/ping',
    });
    const form = 'email_addresses[]=&integrations=&mobile_numbers[]=&ping_url=';
    await send('PUT', `${url(simulator.url)}/${id}`, { form });
    expect(simulator.account.contactGroups.get(id)).toStrictEqual({
      id,
      name: 'Operations',
      email_addresses: [],
      integrations: [],
      mobile_numbers: [],
    });
  });
});

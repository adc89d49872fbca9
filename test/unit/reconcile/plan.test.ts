import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OptionError } from '../../../src/reconcile/option-error.ts';
import { needsDetails, type Policy, planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import { settingsTag } from '../../../src/reconcile/settings-tag.ts';
import type { Remote, Values } from '../../../src/statuscake/resource.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { maintenanceWindow } from '../../../src/statuscake/resources/maintenance-window.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';

const CAUTIOUS: Policy = { recreate: false, writeHidden: 'on_create', verify: 'details' };

const EXISTING: Remote = {
  id: '7',
  name: 'acme',
  website_url: 'https://acme.example.com',
  test_type: 'HTTP',
  check_rate: 60,
  paused: false,
  tags: ['b', 'a'],
  contact_groups: [],
  confirmation: 2,
  custom_header: '{"B":"2","A":"1"}',
  find_string: 'ready',
  status_codes: ['404', '500'],
};

const plan = (values: Values, actual: Remote | null = EXISTING, policy = CAUTIOUS) =>
  planPresent(uptime, values, actual, policy);

describe('an existing test', () => {
  test('as declared: nothing to do, whatever the order of lists and keys', () => {
    const step = plan({
      name: 'acme',
      check_rate: 60,
      tags: ['a', 'b'],
      custom_header: { A: '1', B: '2' },
      status_codes_csv: ['500', ' 404'],
    });
    expect(step).toMatchObject({ action: 'unchanged', id: '7', changes: [], form: {} });
    expect(step.after).toEqual(step.before);
  });

  test('only what differs is written', () => {
    const step = plan({ name: 'acme', check_rate: 300, tags: ['a', 'b'] });
    expect(step).toMatchObject({ action: 'updated', changes: ['check_rate'], form: { check_rate: 300 } });
    expect(step.after).toEqual({ ...step.before, check_rate: 300 });
  });

  test.each([
    ['find_string', '', ''],
    ['tags', [], []],
    ['tags', '', []],
    ['custom_header', {}, ''],
  ])('%s is cleared by %j', (name, value, written) => {
    expect(plan({ [name]: value }).form).toEqual({ [name]: written });
  });

  test.each([
    ['website_url', 'leave it out to keep its value'],
    ['status_codes_csv', 'name the codes that mean down'],
  ])('%s cannot be emptied: %s', (name, advice) => {
    expect(() => plan({ [name]: '' })).toThrow(`${name}: cannot be empty: ${advice}`);
  });

  test('passwords are written on demand only, and never shown', () => {
    const values = { basic_password: 'secret' };
    expect(plan(values)).toMatchObject({ action: 'unchanged', form: {}, unverified: [] });
    const step = plan(values, EXISTING, { recreate: false, writeHidden: 'always', verify: 'details' });
    expect(step).toMatchObject({ action: 'updated', changes: ['basic_password'], form: values });
    expect(JSON.stringify([step.before, step.after])).not.toContain('secret');
  });

  test('another type of test is an error that says how', () => {
    const change = () => plan({ test_type: 'TCP' });
    expect(change).toThrow(OptionError);
    expect(change).toThrow(
      'test_type: cannot change from HTTP to TCP on the uptime test 7: set recreate to true to delete and create it, which loses its history',
    );
  });

  test('has its changes in one order, the tags among them where only signs change', () => {
    const step = planPresent(uptime, { website_url: 'other.example.com' }, EXISTING, CAUTIOUS, [
      'ssl-12345678',
    ]);
    expect(step.changes).toEqual(['tags', 'website_url']);
  });

  test('keeps its tags unwritten where another field changes, whatever marks are among them', () => {
    const tags = ['a', 'credentials-1234-12345678', 'replaces-1', 'ssl-12345678'];
    expect(plan({ check_rate: 300 }, { ...EXISTING, tags }).form).toEqual({ check_rate: 300 });
  });

  test('is compared by all that the list shows, though a tag stands for the rest', () => {
    const declared = { confirmation: 3, check_rate: 300 };
    const trusted = { ...EXISTING, tags: [String(settingsTag(uptime, declared))] };
    const step = plan(declared, trusted, { ...CAUTIOUS, verify: 'digest' });
    expect(step.form).toEqual({ check_rate: 300 });
  });

  test('recreated, it keeps what is not declared', () => {
    const step = plan({ test_type: 'HEAD', basic_password: 'secret' }, EXISTING, {
      recreate: true,
      writeHidden: 'on_create',
      verify: 'details',
    });
    expect(step).toMatchObject({ action: 'recreated', id: '7', changes: ['test_type'] });
    expect(step.form).toEqual({
      basic_password: 'secret',
      name: 'acme',
      website_url: 'https://acme.example.com',
      test_type: 'HEAD',
      check_rate: 60,
      paused: false,
      tags: ['a', 'b', 'replaces-7'],
      confirmation: 2,
      custom_header: '{"B":"2","A":"1"}',
      find_string: 'ready',
      status_codes_csv: '404,500',
    });
  });
});

describe('a new test', () => {
  test('gets a type and a rate, and nothing that is empty', () => {
    const step = plan({ name: 'new', website_url: 'https://new.example.com', tags: [] }, null);
    const form = { name: 'new', website_url: 'https://new.example.com', test_type: 'HTTP', check_rate: 300 };
    expect(step).toMatchObject({ action: 'created', id: null, before: null });
    expect(step.form).toEqual(form);
    expect(step.changes).toEqual(Object.keys(form).sort());
  });

  test('needs an address', () => {
    expect(() => plan({ name: 'new' }, null)).toThrow(
      'website_url: is required to create the uptime test "new"',
    );
    expect(() => plan({}, null)).toThrow('name: is required to create the uptime test ""');
  });

  test.each([
    ['created', { name: 'new' }, null],
    ['changed', {}, EXISTING],
    ['created again', { test_type: 'HEAD' }, EXISTING],
  ])('is not %s with an address that the API refuses', (_, values, actual) => {
    const policy = { ...CAUTIOUS, recreate: true };
    expect(() => plan({ ...values, website_url: 'localhost' }, actual, policy)).toThrow(
      'website_url: takes a URL that begins with https:// or http://, a full host name or an IP address, got: localhost',
    );
  });

  test('is no reason to refuse an address that is there already', () => {
    expect(plan({ check_rate: 300 }, { ...EXISTING, website_url: 'localhost' }).form).toEqual({
      check_rate: 300,
    });
  });
});

test('absent: deleted where it is, nothing where it is not', () => {
  const { id: _, status_codes: codes, ...shown } = EXISTING;
  expect(planAbsent(uptime, EXISTING)).toMatchObject({
    action: 'deleted',
    id: '7',
    changes: [],
    before: { ...shown, tags: ['a', 'b'], custom_header: { A: '1', B: '2' }, status_codes_csv: codes },
    after: null,
  });
  expect(planAbsent(uptime, null)).toMatchObject({
    action: 'unchanged',
    id: null,
    changes: [],
    before: null,
  });
});

test.each([
  ['options that the list shows', { name: 'x', tags: ['a'], paused: true, contact_groups: [] }, false],
  ['options that nothing shows', { basic_password: 'x' }, false],
  ['an option that only the details show', { confirmation: 2 }, true],
  ['another type, which may mean to create it again', { test_type: 'TCP' }, true],
])('details are read for %s: %#', (_, values, needed) => {
  expect(needsDetails(uptime, values, EXISTING, CAUTIOUS)).toBe(needed);
});

describe('the row of a list that leaves out what the definition shows there', () => {
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(EXISTING).filter(([name]) => !names.includes(name))) as Remote;

  test('is no ground to judge a declared field by, and enough where others are declared', () => {
    expect(needsDetails(uptime, { tags: ['a', 'b'] }, without('tags'), CAUTIOUS)).toBe(true);
    expect(needsDetails(uptime, { contact_groups: [] }, without('contact_groups'), CAUTIOUS)).toBe(true);
    expect(needsDetails(uptime, { paused: false }, without('paused'), CAUTIOUS)).toBe(true);
    expect(needsDetails(uptime, { name: 'acme', paused: true }, without('tags'), CAUTIOUS)).toBe(false);
    // Trust in a tag is for what no list shows.
    const digest = { verify: 'digest' } as const;
    // That nobody asks for which password was written last.
    const password = { basic_password: 'secret' };
    expect(needsDetails(uptime, password, without('tags'), CAUTIOUS)).toBe(false);
    expect(needsDetails(uptime, password, without('tags'), digest)).toBe(false);
    expect(needsDetails(uptime, { paused: false }, without('paused'), digest)).toBe(true);
  });

  test('has to show what the API has decided, too, and what a window is for', () => {
    const backup = { id: '1', name: 'backup' };
    expect(needsDetails(heartbeat, { name: 'backup' }, backup, CAUTIOUS)).toBe(true);
    expect(needsDetails(heartbeat, { name: 'backup' }, { ...backup, url: 'https://x' }, CAUTIOUS)).toBe(
      false,
    );
    const window = { id: '1', name: 'w', end_at: '2026-12-25T00:00:00Z' };
    expect(needsDetails(maintenanceWindow, { name: 'w' }, window, CAUTIOUS)).toBe(true);
    expect(needsDetails(maintenanceWindow, { name: 'w' }, { ...window, tags: ['a'] }, CAUTIOUS)).toBe(false);
  });

  test('a key that is there without a value is a response', () => {
    expect(needsDetails(uptime, { tags: ['a'] }, { ...EXISTING, tags: null }, CAUTIOUS)).toBe(false);
  });

  test('needs no details of any list that shows all', () => {
    fc.assert(
      fc.property(fc.subarray(Object.keys(EXISTING).filter((name) => name !== 'id')), (names) => {
        const shown = uptime.fields.filter(({ name, shown }) => shown === 'list' && names.includes(name));
        const declared = Object.fromEntries(shown.map(({ name }) => [name, EXISTING[name] ?? null]));
        expect(needsDetails(uptime, declared, EXISTING, CAUTIOUS)).toBe(false);
      }),
    );
  });
});

describe('what would test nothing', () => {
  const NEW = { name: 'new', website_url: 'new.example.com' };
  const port: Remote = { ...EXISTING, test_type: 'TCP', port: 22 };

  test.each([
    [{ test_type: 'TCP' }, 'port: every uptime test with test_type TCP needs it'],
    [{ test_type: 'SMTP' }, 'port: '],
    [{ test_type: 'SSH', port: 0 }, 'port: '],
    [{ test_type: 'DNS' }, 'dns_ips: '],
    [{ test_type: 'DNS', dns_ips: [] }, 'dns_ips: '],
    [
      { post_body: { a: '1' }, post_raw: 'a' },
      "post_body: cannot stand beside post_raw: give one of them, and empty the other (post_body: {}, or post_raw: '')",
    ],
    [{ post_body: { a: '1' }, post_raw: '{}' }, 'post_body: cannot stand beside post_raw: '],
  ])('is not created: %j', (values, message) => {
    expect(() => plan({ ...NEW, ...values }, null)).toThrow(message);
  });

  test.each([
    [{ test_type: 'TCP', port: 22 }],
    [{ test_type: 'DNS', dns_ips: ['192.0.2.1'] }],
    [{ test_type: 'PING' }],
    [{ post_body: { a: '1' }, post_raw: '' }],
    [{ post_body: {}, post_raw: 'a' }],
  ])('has nothing to do with %j', (values) => {
    expect(plan({ ...NEW, ...values }, null).action).toBe('created');
  });

  test('is not made of what is there either', () => {
    expect(() => plan({ port: 0 }, port)).toThrow('port: ');
    expect(() => plan({ post_raw: 'a' }, { ...EXISTING, post_body: '{"a":"1"}' })).toThrow('post_body: ');
    expect(() => plan({ test_type: 'TCP' }, EXISTING, { ...CAUTIOUS, recreate: true })).toThrow('port: ');
    expect(plan({ test_type: 'TCP', port: 1 }, EXISTING, { ...CAUTIOUS, recreate: true }).action).toBe(
      'recreated',
    );
    expect(plan({ post_raw: 'a', post_body: {} }, { ...EXISTING, post_body: '{"a":"1"}' }).form).toEqual({
      post_raw: 'a',
      post_body: '',
    });
  });

  test('stays as it is where nothing of it is declared, or nobody knows', () => {
    const { port: _, ...unknown } = port;
    const both = { ...EXISTING, post_raw: 'a', post_body: '{"a":"1"}' };
    expect(plan({ check_rate: 300 }, unknown as Remote).form).toEqual({ check_rate: 300 });
    expect(plan({ check_rate: 300 }, both).form).toEqual({ check_rate: 300 });
    expect(plan({ post_raw: 'a' }, both).action).toBe('unchanged');
    expect(plan({ port: 23 }, port).form).toEqual({ port: 23 });
  });
});

describe('planning twice', () => {
  const values = fc.record(
    {
      name: fc.constant('acme'),
      check_rate: fc.constantFrom(0, 30, 60, 300),
      paused: fc.boolean(),
      tags: fc.array(fc.constantFrom('a', 'b', ' c ', ''), { maxLength: 4 }),
      custom_header: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
      find_string: fc.string(),
      port: fc.nat(65535),
      status_codes_csv: fc.uniqueArray(fc.constantFrom('404', '500', '503'), { minLength: 1 }),
    },
    { requiredKeys: ['name'] },
  );

  test('what a first plan writes, a second one finds as declared', () => {
    fc.assert(
      fc.property(values, (declared) => {
        const { form } = plan(declared);
        const written: Remote = { ...EXISTING, ...asRead(form) };
        expect(plan(declared, written)).toMatchObject({ action: 'unchanged', form: {} });
      }),
    );
  });

  /** A form as the API shows it afterwards. */
  function asRead({ status_codes_csv, ...form }: Record<string, unknown>): Values {
    const codes = status_codes_csv === undefined ? {} : { status_codes: String(status_codes_csv).split(',') };
    return { ...(form as Values), ...codes };
  }
});

describe('other kinds', () => {
  test('a page speed test is compared by the region that its location is in', () => {
    const actual = { id: '1', name: 'page', location: 'PAGESPD-USW12' };
    expect(planPresent(pagespeed, { region: 'USW' }, actual, CAUTIOUS)).toMatchObject({
      action: 'unchanged',
      before: { name: 'page', region: 'USW' },
    });
    expect(planPresent(pagespeed, { region: 'US' }, actual, CAUTIOUS).form).toEqual({ region: 'US' });
    // A location of a form that nobody has seen yet is told as it is.
    const strange = { id: '1', name: 'page', location: 'somewhere' };
    expect(planPresent(pagespeed, { region: 'US' }, strange, CAUTIOUS).before).toMatchObject({
      region: 'somewhere',
    });
  });

  test('an SSL test is compared by the days as a set and by what its URL means', () => {
    const actual = { id: '1', website_url: 'https://acme.example.com/', alert_at: [30, 1, 7] };
    const values = { website_url: 'https://ACME.example.com', alert_at: [7, 30, 1] };
    expect(planPresent(ssl, values, actual, CAUTIOUS).action).toBe('unchanged');
    expect(planPresent(ssl, { alert_at: [1, 7, 14] }, actual, CAUTIOUS).form).toEqual({
      alert_at: ['1', '7', '14'],
    });
  });

  test('a new SSL test alerts about what one has it for, unless declared otherwise', () => {
    const url = { website_url: 'https://acme.example.com' };
    expect(planPresent(ssl, { ...url, alert_broken: false }, null, CAUTIOUS).form).toEqual({
      ...url,
      check_rate: 86400,
      alert_at: ['1', '7', '30'],
      alert_broken: false,
      alert_expiry: true,
      alert_reminder: true,
    });
  });

  test('a heartbeat test comes with the URL that the API has given it', () => {
    const actual = { id: '1', name: 'backup', url: 'https://push.example.com' };
    expect(planPresent(heartbeat, { name: 'backup' }, actual, CAUTIOUS).computed).toEqual({
      url: actual.url,
    });
    expect(planPresent(heartbeat, { name: 'backup' }, null, CAUTIOUS).computed).toEqual({});
  });

  test.each(['Z', '-05:00', '+00:00', ''])(
    'the times of a window are compared by their digits: %s',
    (read) => {
      const actual = {
        id: '1',
        name: 'window',
        start_at: `2026-12-24T17:00:00${read}`,
        end_at: `2026-12-24T19:00:00.000${read}`,
        timezone: 'America/New_York',
        tags: ['a'],
      };
      const times = { start_at: '2026-12-24T17:00:00-05:00', end_at: '2026-12-24T19:00:00-05:00' };
      const unchanged = planPresent(maintenanceWindow, times, actual, CAUTIOUS);
      expect(unchanged).toMatchObject({ action: 'unchanged', before: times, after: times });
      const other = { ...times, end_at: '2026-12-24T20:00:00-05:00' };
      expect(planPresent(maintenanceWindow, other, actual, CAUTIOUS)).toMatchObject({
        form: { end_at: '2026-12-24T20:00:00-05:00' },
        before: times,
        after: other,
      });
      // Of another zone, the digits mean other moments.
      expect(planPresent(maintenanceWindow, { timezone: 'Asia/Kolkata' }, actual, CAUTIOUS)).toMatchObject({
        form: { timezone: 'Asia/Kolkata' },
        before: times,
        after: { start_at: '2026-12-24T17:00:00+05:30', end_at: '2026-12-24T19:00:00+05:30' },
      });
    },
  );

  test('a window whose zone or times are none that we know is shown as it is read', () => {
    const actual = {
      id: '1',
      name: 'window',
      start_at: 'soon',
      end_at: '2026-12-24T19:00:00Z',
      timezone: 'UTC',
    };
    const shown = (remote: typeof actual) => planPresent(maintenanceWindow, {}, remote, CAUTIOUS).before;
    expect(shown({ ...actual, tags: ['a'] } as typeof actual)).toMatchObject({
      start_at: 'soon',
      end_at: actual.end_at,
    });
    expect(shown({ ...actual, tags: ['a'], timezone: 'Mars' } as typeof actual)).toMatchObject({
      start_at: 'soon',
      end_at: actual.end_at,
    });
  });

  test('a maintenance window is for something', () => {
    const times = { start_at: '2026-12-24T22:00:00Z', end_at: '2026-12-25T00:00:00Z' };
    const actual = { id: '1', name: 'window', ...times, timezone: 'UTC', tags: ['a'] };
    const nothing = 'tests and tags: a maintenance window needs at least one of them';
    expect(() => planPresent(maintenanceWindow, { tags: [] }, actual, CAUTIOUS)).toThrow(nothing);
    expect(() => planPresent(maintenanceWindow, { name: 'w', ...times }, null, CAUTIOUS)).toThrow(nothing);
    expect(planPresent(maintenanceWindow, { tags: [], tests: ['5'] }, actual, CAUTIOUS).form).toEqual({
      tags: [],
      tests: ['5'],
    });
  });
});

import { describe, expect, test, vi } from 'vitest';
import { applyAll, previewAll } from '../../../src/reconcile/apply-all.ts';
import { planAbsent, planPresent } from '../../../src/reconcile/plan.ts';
import { signOf } from '../../../src/reconcile/ssl-sign.ts';
import { type PlannedCheck, planSignsOf } from '../../../src/reconcile/stack-plan.ts';
import { StatusCakeError } from '../../../src/statuscake/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/statuscake/http/transport.ts';
import type { Resource, Values } from '../../../src/statuscake/resource.ts';
import { contactGroup } from '../../../src/statuscake/resources/contact-group.ts';
import { heartbeat } from '../../../src/statuscake/resources/heartbeat.ts';
import { maintenanceWindow } from '../../../src/statuscake/resources/maintenance-window.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { DONE, listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

const POLICY = { recreate: true, writeHidden: 'on_create', verify: 'details' } as const;
const URL_OF_TEST = 'https://acme.example.com';
const OLD = { id: '1', name: 'live', website_url: URL_OF_TEST, test_type: 'HTTP', check_rate: 60, tags: [] };

const WINDOW = {
  id: '8',
  name: 'nightly',
  start_at: '2026-12-24T17:00:00Z',
  end_at: '2026-12-24T19:00:00Z',
  timezone: 'UTC',
  tags: ['stack-acme'],
};
const PAGE = { website_url: URL_OF_TEST, check_rate: 300, region: 'UK' };

const create = (name: string, stack = 'acme', resource: Resource = pagespeed): PlannedCheck => ({
  stack,
  name,
  step: planPresent(resource, resource === pagespeed ? { ...PAGE, name } : { name }, null, POLICY),
});
const remove = (resource: Resource, id: string, stack = 'acme'): PlannedCheck => ({
  stack,
  name: id,
  step: planAbsent(resource, { id, name: id, website_url: URL_OF_TEST }),
});
const change = (values: Values): PlannedCheck => ({
  stack: 'acme',
  name: 'live',
  step: planPresent(uptime, values, OLD, POLICY),
});
const renamePage = (id: string): PlannedCheck => ({
  stack: 'acme',
  name: 'page',
  step: planPresent(pagespeed, { name: 'page' }, { id, ...PAGE, name: 'old' }, POLICY),
});
/** A test that loses the sign of an SSL test. */
const release = (id: string, stack = 'acme'): PlannedCheck[] =>
  planSignsOf([{ stack, test: { ...OLD, id, tags: [signOf(URL_OF_TEST)] }, signs: [] }]);

/** A window that gets other tags: those of both first, where others need them meanwhile. */
const changeWindow = (
  stack = 'acme',
  both: readonly string[] | null = ['stack-acme', 'stack-acme-eu'],
): PlannedCheck => {
  const step = planPresent(maintenanceWindow, { tags: ['stack-acme-eu'] }, WINDOW, POLICY);
  return { stack, name: WINDOW.name, step: { ...step, adoption: both && { tags: [...both] } } };
};
const BOTH_TAGS = 'PUT /maintenance-windows/8 tags%5B%5D=stack-acme&tags%5B%5D=stack-acme-eu';
const NEW_TAG = 'PUT /maintenance-windows/8 tags%5B%5D=stack-acme-eu';

const problem = (status: number, message = 'no') => respondWith({ message }, status);

/** A client of an account that takes everything, but for what it responds to with something else. */
function accountOf(instead: (request: HttpRequest) => HttpResponse | undefined = () => undefined) {
  let created = 100;
  return scriptedClient((request) => {
    const { method, path } = request;
    const special = instead(request);
    if (special) {
      return special;
    }
    if (method === 'POST') {
      created += 1;
      return respondWith({ data: { new_id: String(created) } }, 201);
    }
    return method === 'GET' ? (path.includes('?') ? listOf([]) : problem(404)) : DONE;
  });
}
const sentTo = (sent: readonly string[]) => sent.map((request) => request.split(' ').slice(0, 2).join(' '));
const errorsOf = (outcomes: readonly { error?: StatusCakeError }[]) =>
  outcomes.map(({ error }) => error?.facts.kind ?? null);

test('what stays and comes is dealt with first, then deletions, last those that show whose the others are', async () => {
  const checks = [
    ...release('3'),
    remove(uptime, '4'),
    remove(heartbeat, '5'),
    remove(ssl, '6'),
    remove(pagespeed, '7'),
    change({ check_rate: 300 }),
    create('a'),
  ];
  const { client, sent } = accountOf();
  const outcomes = await applyAll(client, checks);
  expect(outcomes.map(({ check }) => check)).toEqual(checks);
  expect(errorsOf(outcomes)).toEqual(checks.map(() => null));
  const phases = [
    ['POST /pagespeed', 'PUT /uptime/1'],
    ['DELETE /pagespeed/7', 'DELETE /ssl/6'],
    ['DELETE /heartbeat/5', 'DELETE /uptime/4', 'PUT /uptime/3'],
  ];
  const requests = sentTo(sent);
  expect(
    [requests.slice(0, 2), requests.slice(2, 4), requests.slice(4)].map((phase) => phase.sort()),
  ).toEqual(phases);
});

test('a preview tells what would be there', () => {
  const checks = [create('a'), change({ check_rate: 300 })];
  expect(previewAll(checks)).toEqual([
    { check: checks[0], id: null, computed: {} },
    { check: checks[1], id: '1', computed: {} },
  ]);
});

test('progress counts what there was to do', async () => {
  const { client } = accountOf(({ path }) => (path === '/uptime/1' ? problem(400) : undefined));
  const advance = vi.spyOn(client, 'advance');
  await applyAll(client, [create('a'), change({ check_rate: 300 }), change({ check_rate: 60 })]);
  expect(advance).toHaveBeenCalledTimes(2);
});

describe('a step that fails', () => {
  test('does not stop the others, and is told in its place, with what is there', async () => {
    const { client } = accountOf(({ method }) => (method === 'PUT' ? problem(400) : undefined));
    const outcomes = await applyAll(client, [create('a'), change({ check_rate: 300 }), create('b')]);
    expect(outcomes).toMatchObject([{ id: '101' }, { id: '1', computed: {} }, { id: '102' }]);
    expect(errorsOf(outcomes)).toEqual([null, 'invalid', null]);
  });

  test('is a bug where it is one, and ends the work', async () => {
    const { client } = accountOf(() => {
      throw new TypeError('bug');
    });
    await expect(applyAll(client, [create('a')])).rejects.toThrow('bug');
  });

  test('for a reason that all others would fail for is the last that is tried', async () => {
    const { client, sent } = accountOf(() => ({ status: 401, headers: {}, text: '' }));
    const checks = Array.from({ length: 40 }, (_, index) => create(`group ${index}`));
    const outcomes = await applyAll(client, [...checks, remove(ssl, '6')]);
    expect(new Set(errorsOf(outcomes))).toEqual(new Set(['credentials']));
    // As many as were under way already.
    expect(sent).toHaveLength(16);
  });

  test.each(['unresolved', 'unreachable', 'proxy', 'tls', 'stopped'] as const)(
    'for a reason that all others would fail for, %s, keeps deletions from being tried',
    async (kind) => {
      const { client, sent } = accountOf(() => {
        throw new StatusCakeError('no', { kind, transient: false, uncertain: false });
      });
      const outcomes = await applyAll(client, [create('a'), remove(ssl, '6'), remove(uptime, '4')]);
      expect(errorsOf(outcomes)).toEqual([kind, kind, kind]);
      expect(sent).toHaveLength(1);
    },
  );

  test.each([
    ['refused', () => problem(409)],
    [
      'a broken connection',
      () => {
        throw new StatusCakeError('no', { kind: 'connection', transient: true, uncertain: true });
      },
    ],
  ])('for a reason of its own, %s, keeps nothing else from being tried', async (_, respond) => {
    const { client, sent } = accountOf(({ path }) => (path === '/uptime/1' ? respond() : undefined));
    const outcomes = await applyAll(client, [change({ check_rate: 300 }), remove(ssl, '6')]);
    expect(errorsOf(outcomes).map((kind) => kind === null)).toEqual([false, true]);
    expect(sentTo(sent)).toContain('DELETE /ssl/6');
  });

  test('as the plan of the account lacks it is tried no more for its kind, and the rest is done', async () => {
    const { client, sent } = accountOf(({ method, path }) =>
      method === 'POST' && path === '/heartbeat' ? problem(403) : undefined,
    );
    const heartbeats = Array.from({ length: 20 }, (_, index) => create(`h ${index}`, 'acme', heartbeat));
    const outcomes = await applyAll(client, [...heartbeats, create('a'), remove(heartbeat, '5')]);
    expect(errorsOf(outcomes)).toEqual([...heartbeats.map(() => 'forbidden'), null, null]);
    expect(sentTo(sent).filter((request) => request === 'POST /heartbeat')).toHaveLength(16);
    expect(sentTo(sent)).toContain('DELETE /heartbeat/5');
  });
});

describe('a maintenance window that gets other tags', () => {
  test('has those of both before anything else is written, and the new ones alone at the end', async () => {
    const { client, sent } = accountOf();
    const advance = vi.spyOn(client, 'advance');
    const outcomes = await applyAll(client, [
      changeWindow(),
      change({ check_rate: 300 }),
      remove(uptime, '4'),
    ]);
    expect(outcomes.map(({ id, error }) => [id, error])).toEqual([
      ['8', undefined],
      ['1', undefined],
      ['4', undefined],
    ]);
    expect(sent).toEqual([BOTH_TAGS, 'PUT /uptime/1 check_rate=300', 'DELETE /uptime/4', NEW_TAG]);
    expect(advance).toHaveBeenCalledTimes(3);
  });

  test('that has both gets the new ones alone at the end', async () => {
    const { client, sent } = accountOf();
    await applyAll(client, [changeWindow('acme', null), remove(uptime, '4')]);
    expect(sent).toEqual(['DELETE /uptime/4', NEW_TAG]);
  });

  test('stays as it is where that is refused, and so does its stack, which would wake people, but no other', async () => {
    const { client, sent } = accountOf(({ path }) =>
      path === '/maintenance-windows/8' ? problem(409) : undefined,
    );
    const window = { ...changeWindow(), alsoOf: ['initech'] };
    const others = [change({ check_rate: 300 }), remove(ssl, '6', 'initech'), remove(ssl, '7', 'globex')];
    const outcomes = await applyAll(client, [window, ...others]);
    expect(outcomes.map(({ error }) => error?.message)).toEqual([
      'PUT /maintenance-windows/8: HTTP 409; no',
      'kept as it is until all checks of the stack are as declared',
      'kept as it is until all checks of the stack are as declared',
      undefined,
    ]);
    expect(outcomes[0]).not.toHaveProperty('unfinished');
    expect(sent).toEqual([BOTH_TAGS, 'DELETE /ssl/7']);
  });

  test.each<[string, PlannedCheck, string]>([
    ['changed', change({ check_rate: 300 }), 'PUT /uptime/1'],
    ['deleted', remove(uptime, '4'), 'DELETE /uptime/4'],
    ['created', create('page'), 'POST /pagespeed'],
  ])(
    'keeps those of both where a test of the stack could not be %s, and is done in part',
    async (_, check, failing) => {
      const { client, sent } = accountOf(({ method, path }) =>
        `${method} ${path}` === failing ? problem(409) : undefined,
      );
      const outcomes = await applyAll(client, [changeWindow(), check]);
      expect(outcomes[0]).toMatchObject({ id: '8', computed: {} });
      expect(outcomes[0]?.error).toMatchObject({
        message: 'kept as it is until all checks of the stack are as declared',
        facts: { kind: 'refused', transient: false, uncertain: false },
      });
      expect(outcomes[0]?.unfinished).toBe(outcomes[0]?.error);
      expect(sentTo(sent)).toEqual(['PUT /maintenance-windows/8', failing]);
    },
  );

  test('does so whatever happens to those of another stack', async () => {
    const { client, sent } = accountOf(({ path }) => (path === '/uptime/4' ? problem(409) : undefined));
    await applyAll(client, [changeWindow(), remove(uptime, '4', 'globex')]);
    expect(sent.at(-1)).toBe(NEW_TAG);
  });

  test('is the only thing that is written beforehand: a recreation does that in its own time', async () => {
    const { client, sent } = accountOf();
    const recreation = change({ test_type: 'HEAD' });
    const adopting = { ...recreation, step: { ...recreation.step, adoption: { tags: ['stack-acme'] } } };
    await applyAll(client, [create('page'), adopting]);
    expect(sentTo(sent).slice(0, 3)).toEqual(['POST /pagespeed', 'PUT /uptime/1', 'POST /uptime']);
    expect(sent).toContain('PUT /uptime/1 tags%5B%5D=stack-acme');
  });
});

describe('what shows that a stack is being renamed', () => {
  const last: PlannedCheck = { ...change({ check_rate: 300 }), turn: 'settle' };

  test('is renamed after all others of the stack', async () => {
    const { client, sent } = accountOf();
    await applyAll(client, [last, changeWindow(), remove(uptime, '4'), ...release('5'), create('page')]);
    expect(sentTo(sent)).toEqual([
      'PUT /maintenance-windows/8',
      'POST /pagespeed',
      'DELETE /uptime/4',
      'PUT /uptime/5',
      'PUT /uptime/1',
      'PUT /maintenance-windows/8',
    ]);
  });

  test.each([
    ['changed', release('5'), 'PUT /uptime/5'],
    ['deleted', [remove(pagespeed, '5')], 'DELETE /pagespeed/5'],
    [
      'moved to another stack',
      [{ ...(release('5')[0] as PlannedCheck), stack: 'globex', leaves: 'acme' }],
      'PUT /uptime/5',
    ],
  ])('stays as it is where another one could not be %s', async (_, others, failing) => {
    const { client, sent } = accountOf(({ method, path }) =>
      `${method} ${path}` === failing ? problem(409) : undefined,
    );
    const outcomes = await applyAll(client, [last, ...others]);
    expect(outcomes[0]?.error?.message).toBe('kept as it is until all checks of the stack are as declared');
    expect(sentTo(sent)).toEqual([failing]);
  });

  test('comes before what would hide that', async () => {
    const { client, sent } = accountOf(({ path }) => (path === '/pagespeed/7' ? problem(409) : undefined));
    const hiding = (stack: string): PlannedCheck => ({ ...create('new', stack), turn: 'release' });
    const outcomes = await applyAll(client, [hiding('acme'), hiding('globex'), renamePage('7')]);
    expect(outcomes[0]?.error?.message).toBe(
      'kept until the SSL and page speed tests are as declared whose owner it shows',
    );
    expect(sentTo(sent)).toEqual(['PUT /pagespeed/7', 'POST /pagespeed']);
  });

  describe('by a mark', () => {
    const marked = (check: PlannedCheck): PlannedCheck => ({
      ...check,
      step: { ...check.step, adoption: { tags: ['renaming-to-acme-eu', 'stack-acme'] } },
      turn: 'settle',
    });
    const MARK = 'PUT /uptime/1 tags%5B%5D=renaming-to-acme-eu&tags%5B%5D=stack-acme';

    test.each([
      ['is changed', { check_rate: 300 }, ['PUT /uptime/1 check_rate=300']],
      [
        'is made anew',
        { test_type: 'HEAD' },
        [
          expect.stringMatching(/^POST \/uptime /),
          'GET /maintenance-windows?page=1&limit=100',
          'DELETE /uptime/1',
        ],
      ],
    ])('%s last, after the mark was written once, before all others', async (_, values, requests) => {
      const { client, sent } = accountOf();
      await applyAll(client, [marked(change(values)), remove(pagespeed, '5')]);
      expect(sent).toEqual([MARK, 'DELETE /pagespeed/5', ...requests]);
    });

    test('that cannot be written leaves all others of the stack as they are', async () => {
      const { client, sent } = accountOf(({ path }) => (path === '/uptime/1' ? problem(409) : undefined));
      const others = [remove(pagespeed, '5'), remove(pagespeed, '6', 'globex')];
      const outcomes = await applyAll(client, [marked(change({ check_rate: 300 })), ...others]);
      expect(outcomes.map(({ error }) => error === undefined)).toEqual([false, false, true]);
      expect(sent).toEqual([MARK, 'DELETE /pagespeed/6']);
    });
  });

  test('waits neither for what could not be created nor for other stacks', async () => {
    const { client } = accountOf(({ method, path }) =>
      method === 'POST' || path === '/pagespeed/5' ? problem(400) : undefined,
    );
    const outcomes = await applyAll(client, [last, create('page'), remove(pagespeed, '5', 'globex')]);
    expect(outcomes.map(({ error }) => error === undefined)).toEqual([true, false, false]);
  });
});

describe('a contact group', () => {
  test('goes last, where no check tells it about failures by now, for which all are read once', async () => {
    const { client, sent } = accountOf(({ method, path }) =>
      method === 'GET' && path.startsWith('/uptime?')
        ? listOf([{ ...OLD, contact_groups: ['21'] }])
        : undefined,
    );
    const checks = [remove(contactGroup, '20'), remove(contactGroup, '21'), remove(uptime, '4')];
    const outcomes = await applyAll(client, checks);
    expect(errorsOf(outcomes)).toEqual([null, 'refused', null]);
    expect(outcomes[1]?.error).toMatchObject({
      message: 'kept, since a check tells it about failures by now',
      facts: { transient: false, uncertain: false },
    });
    expect(sentTo(sent).filter((request) => request.startsWith('DELETE'))).toEqual([
      'DELETE /uptime/4',
      'DELETE /contact-groups/20',
    ]);
    expect(sent.filter((request) => request.startsWith('GET /uptime?'))).toHaveLength(1);
  });

  test('stays where something of the stack could not be done', async () => {
    const { client, sent } = accountOf(({ path }) => (path === '/uptime/1' ? problem(409) : undefined));
    const outcomes = await applyAll(client, [remove(contactGroup, '20'), change({ check_rate: 300 })]);
    expect(errorsOf(outcomes)).toEqual(['refused', 'refused']);
    expect(sentTo(sent)).toEqual(['PUT /uptime/1']);
  });
});

describe('what shows whose SSL and page speed tests are', () => {
  test('stays where one of them could not be deleted, in that stack alone', async () => {
    const checks = [
      remove(ssl, '6'),
      remove(uptime, '4'),
      ...release('3'),
      remove(ssl, '16', 'globex'),
      remove(uptime, '14', 'globex'),
    ];
    const { client, sent } = accountOf(({ path }) => (path === '/ssl/6' ? problem(409) : undefined));
    const outcomes = await applyAll(client, checks);
    expect(errorsOf(outcomes)).toEqual(['refused', 'refused', 'refused', null, null]);
    expect(outcomes[1]?.error?.message).toBe(
      'kept until the SSL and page speed tests are as declared whose owner it shows',
    );
    expect(sentTo(sent).sort()).toEqual(['DELETE /ssl/16', 'DELETE /ssl/6', 'DELETE /uptime/14']);
  });

  test('moves to another stack after them, and stays where one of them could not move', async () => {
    const moving = (check: PlannedCheck, leaves = 'initech'): PlannedCheck => ({ ...check, leaves });
    const checks = [moving(change({ check_rate: 300 })), moving(renamePage('7')), ...release('3')];
    const { client, sent } = accountOf();
    await applyAll(client, checks);
    expect(sentTo(sent)).toEqual(['PUT /pagespeed/7', 'PUT /uptime/1', 'PUT /uptime/3']);

    const failing = accountOf(({ path }) => (path === '/pagespeed/7' ? problem(409) : undefined));
    const others = [...checks, moving(release('5')[0] as PlannedCheck, 'hooli')];
    expect(errorsOf(await applyAll(failing.client, others))).toEqual(['refused', 'refused', null, null]);
  });

  test('goes where something else of the stack has failed', async () => {
    const checks = [create('a'), remove(ssl, '6'), remove(uptime, '4')];
    const { client } = accountOf(({ method }) => (method === 'POST' ? problem(400) : undefined));
    expect(errorsOf(await applyAll(client, checks))).toEqual(['invalid', null, null]);
  });
});

describe('a recreation that stops half way', () => {
  const recreation = () => change({ test_type: 'HEAD' });

  test('is an error with the new one, which the next run finishes', async () => {
    const { client } = accountOf(({ method, path }) =>
      method === 'DELETE' && path === '/uptime/1' ? problem(400, 'Not now') : undefined,
    );
    const [outcome] = await applyAll(client, [recreation()]);
    expect(outcome).toMatchObject({ id: '101', computed: {} });
    expect(outcome?.error?.message).toBe(
      'the new uptime test (ID 101) is there, but the old one (ID 1) is still there, and the next run deletes it: DELETE /uptime/1: HTTP 400; Not now',
    );
  });

  test('for a reason of its own keeps nothing else from being tried', async () => {
    const { client, sent } = accountOf(({ path, method }) =>
      method === 'DELETE' && path === '/uptime/1' ? problem(409) : undefined,
    );
    await applyAll(client, [recreation(), remove(ssl, '6')]);
    expect(sentTo(sent)).toContain('DELETE /ssl/6');
  });

  test('as all others would is the last that is tried', async () => {
    const { client, sent } = accountOf(({ method }) =>
      method === 'DELETE' ? { status: 401, headers: {}, text: '' } : undefined,
    );
    const outcomes = await applyAll(client, [recreation(), remove(ssl, '6')]);
    expect(errorsOf(outcomes)).toEqual(['credentials', 'credentials']);
    expect(sentTo(sent)).not.toContain('DELETE /ssl/6');
  });

  test('without a response may have come to its end', async () => {
    const { client } = accountOf(({ method }) =>
      method === 'DELETE' ? { status: 504, headers: {}, text: '' } : undefined,
    );
    const [outcome] = await applyAll(client, [recreation()]);
    expect(outcome?.error?.message).toContain('but the old one (ID 1) may still be there, and');
  });
});

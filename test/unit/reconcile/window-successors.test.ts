import { describe, expect, test } from 'vitest';
import { windowMover } from '../../../src/reconcile/window-successors.ts';
import type { HttpRequest, HttpResponse } from '../../../src/statuscake/http/transport.ts';
import { DONE, listOf, respondWith, scriptedClient } from '../statuscake/scripted-client.ts';

interface Window {
  readonly id: string;
  readonly name: string;
  tests: string[];
}
type Respond = (request: HttpRequest) => HttpResponse | undefined;

const windowOf = (id: string, ...tests: string[]): Window => ({ id, name: `window ${id}`, tests });
const problem = (status: number, message = 'It is over') => respondWith({ message }, status);

/** A client of an account with these windows, which responds to some requests with something else. */
function accountOf(windows: Window[], instead: Respond = () => undefined) {
  return scriptedClient((request) => {
    const { method, path, body = '' } = request;
    const special = instead(request);
    if (special) {
      return special;
    }
    if (path.includes('?')) {
      return listOf(windows.map((window) => ({ ...window })));
    }
    const window = windows.find(({ id }) => path.endsWith(`/${id}`));
    if (!window) {
      return problem(404, 'none');
    }
    if (method === 'PUT') {
      window.tests = new URLSearchParams(body).getAll('tests[]');
      return DONE;
    }
    return respondWith({ data: window });
  });
}

describe('the windows that name an old test', () => {
  test('name the new one instead, and all others stay as they are', async () => {
    const windows = [windowOf('1', '5', '7'), windowOf('2', '8'), windowOf('3', '7', '6')];
    const { client, sent } = accountOf(windows);
    expect(await windowMover(client)(['7', '6'], '9')).toEqual([]);
    expect(windows.map(({ tests }) => tests)).toEqual([['5', '9'], ['8'], ['9']]);
    expect(sent.filter((request) => request.startsWith('PUT'))).toHaveLength(2);
    expect(sent).not.toContain('GET /maintenance-windows/2');
  });

  test('are listed once, and changed for one test after the other', async () => {
    const windows = [windowOf('1', '5', '6')];
    const { client, sent } = accountOf(windows);
    const move = windowMover(client);
    await Promise.all([move(['5'], '15'), move(['6'], '16')]);
    expect(windows[0]?.tests).toEqual(['15', '16']);
    expect(sent.filter((request) => request.includes('?'))).toHaveLength(1);
  });

  test('are left as they are where somebody else has changed them since they were listed', async () => {
    const changed = [windowOf('1', '9'), windowOf('4', '8')];
    const { client, sent } = accountOf([...changed, windowOf('2', '7')], ({ path }) => {
      if (path.includes('?')) {
        return listOf(['1', '2', '3', '4'].map((id) => windowOf(id, '7')));
      }
      return undefined;
    });
    expect(await windowMover(client)(['7'], '9')).toEqual([]);
    expect(sent.filter((request) => request.startsWith('PUT'))).toEqual([
      'PUT /maintenance-windows/2 tests%5B%5D=9',
    ]);
  });

  test('that name the new one already lose the old one', async () => {
    const windows = [windowOf('1', '7', '9')];
    await windowMover(accountOf(windows).client)(['7'], '9');
    expect(windows[0]?.tests).toEqual(['9']);
  });

  test('are none on a plan without them', async () => {
    const { client } = accountOf([], () => problem(403, 'no access'));
    expect(await windowMover(client)(['7'], '9')).toEqual([]);
  });
});

describe('a window that cannot be changed', () => {
  const refusingOne: Respond = ({ method, path }) =>
    method === 'PUT' && path.endsWith('/1') ? problem(400) : undefined;

  test('is told, and the others are changed', async () => {
    const windows = [windowOf('1', '7'), windowOf('2', '7')];
    expect(await windowMover(accountOf(windows, refusingOne).client)(['7', '6'], '9')).toEqual([
      'the maintenance window "window 1" (ID 1) still names 7, not 9: PUT /maintenance-windows/1: HTTP 400; It is over',
    ]);
    expect(windows[1]?.tests).toEqual(['9']);
  });

  test.each([
    ['does not name the old one any more', [windowOf('1', '9')]],
    ['is gone', []],
  ])('is not told where it %s', async (_, after) => {
    let windows = [windowOf('1', '7')];
    const respond: Respond = ({ method, path }) => {
      if (method === 'PUT') {
        windows = after;
        return problem(400);
      }
      if (path.includes('?')) {
        return listOf(windows);
      }
      const window = windows[0];
      return window ? respondWith({ data: window }) : problem(404, 'none');
    };
    expect(
      await windowMover(scriptedClient((request) => respond(request) ?? DONE).client)(['7'], '9'),
    ).toEqual([]);
  });

  test.each([
    ['the service is to be asked again', problem(503)],
    ['the limit is used up', { status: 429, headers: { 'retry-after': '9999' }, text: '' }],
  ])('ends the work where %s', async (_, response) => {
    const windows = [windowOf('1', '7')];
    const { client } = accountOf(windows, ({ method }) => (method === 'PUT' ? response : undefined));
    await expect(windowMover(client)(['7'], '9')).rejects.toThrow('PUT /maintenance-windows/1');
  });

  test.each([
    ['the list', problem(503)],
    ['the list, as the limit is used up', { status: 429, headers: { 'retry-after': '9999' }, text: '' }],
  ])('ends the work where it is %s', async (_, response) => {
    const { client } = accountOf([], () => response);
    await expect(windowMover(client)(['7'], '9')).rejects.toThrow('GET /maintenance-windows');
  });

  test('keeps no other from its turn', async () => {
    const windows = [windowOf('1', '5'), windowOf('2', '6')];
    const { client } = accountOf(windows, ({ method, path }) =>
      method === 'PUT' && path.endsWith('/1') ? problem(503) : undefined,
    );
    const move = windowMover(client);
    const [failed] = await Promise.allSettled([move(['5'], '15'), move(['6'], '16')]);
    expect(failed?.status).toBe('rejected');
    expect(windows[1]?.tests).toEqual(['16']);
  });
});

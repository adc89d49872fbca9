import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../../src/statuscake/http/transport.ts';
import { pagespeed } from '../../../src/statuscake/resources/pagespeed.ts';
import { ssl } from '../../../src/statuscake/resources/ssl.ts';
import { uptime } from '../../../src/statuscake/resources/uptime.ts';
import { openAccountState } from '../../../src/statuscake/state/account-state.ts';
import { createResource, deleteResource, updateResource } from '../../../src/statuscake/writing.ts';
import { DONE, respondWith, scriptedClient } from './scripted-client.ts';

const CREATED = respondWith({ data: { new_id: '7' } }, 201);
const REFUSED = respondWith({ message: 'no' }, 400);
const MISSING = respondWith({ message: 'No results found' }, 404);
const LOST: HttpResponse = { status: 504, headers: {}, text: '' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writing-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A client that gets this response, and shares with others what it writes. */
function sharingClient(response: HttpResponse) {
  const state = openAccountState(folder, 'https://api.example.com', 'token');
  const { client, sent } = scriptedClient(() => response, { state });
  const begun = Date.now();
  return { client, sent, written: (path: string) => client.journal?.since(path, begun) };
}

describe('what was written', () => {
  test('is known to other runs as lists will show it', async () => {
    const { client, sent, written } = sharingClient(CREATED);
    const form = { name: 'a', check_rate: 60, tags: ['b', 'a'], find_string: 'x', basic_password: 'rosebud' };
    expect(await createResource(client, uptime, form)).toBe('7');
    expect(sent).toHaveLength(1);
    expect(written('/uptime')).toEqual({
      done: [{ id: '7', values: { name: 'a', check_rate: 60, tags: ['a', 'b'] } }],
      pending: 0,
    });
    expect(written('/ssl')).toEqual({ done: [], pending: 0 });
  });

  test('is known under the names and in the form of lists', async () => {
    const { client, sent, written } = sharingClient(DONE);
    await updateResource(client, pagespeed, '7', { region: 'UK', paused: false });
    await updateResource(client, ssl, '8', {
      website_url: 'https://acme.example.com/',
      alert_at: ['30', '1'],
    });
    expect(sent).toEqual([
      'PUT /pagespeed/7 region=UK&paused=false',
      'PUT /ssl/8 website_url=https%3A%2F%2Facme.example.com%2F&alert_at%5B%5D=30&alert_at%5B%5D=1',
    ]);
    expect(written('/pagespeed')?.done).toEqual([{ id: '7', values: { location: 'UK', paused: false } }]);
    expect(written('/ssl')?.done).toEqual([
      { id: '8', values: { website_url: 'https://acme.example.com', alert_at: ['1', '30'] } },
    ]);
  });

  test.each([
    ['is gone', DONE],
    ['was gone already', MISSING],
  ])('is known to be gone where it %s', async (_, response) => {
    const { client, sent, written } = sharingClient(response);
    await deleteResource(client, uptime, '7');
    expect(sent).toEqual(['DELETE /uptime/7']);
    expect(written('/uptime')?.done).toEqual([{ id: '7', values: null }]);
  });
});

describe('a write that failed', () => {
  const writes = {
    'a creation': (client: ReturnType<typeof sharingClient>['client']) =>
      createResource(client, uptime, { name: 'a' }),
    'a change': (client: ReturnType<typeof sharingClient>['client']) =>
      updateResource(client, uptime, '7', { name: 'a' }),
    'a deletion': (client: ReturnType<typeof sharingClient>['client']) => deleteResource(client, uptime, '7'),
  };

  test.each(Object.entries(writes))('has changed nothing where it was refused: %s', async (_, write) => {
    const { client, written } = sharingClient(REFUSED);
    await expect(write(client)).rejects.toMatchObject({ facts: { kind: 'invalid' } });
    expect(written('/uptime')).toEqual({ done: [], pending: 0 });
  });

  test.each(Object.entries(writes))('leaves nothing to rely on where nobody knows: %s', async (_, write) => {
    const { client, written } = sharingClient(LOST);
    await expect(write(client)).rejects.toMatchObject({ facts: { uncertain: true } });
    expect(written('/uptime')).toBeUndefined();
    // What was read later shows what came of it.
    expect(client.journal?.since('/uptime', Date.now() + 1)).toEqual({ done: [], pending: 0 });
  });

  test('is told where nothing is shared, too', async () => {
    const { client } = scriptedClient(() => REFUSED);
    await expect(deleteResource(client, uptime, '7')).rejects.toMatchObject({ facts: { kind: 'invalid' } });
  });
});

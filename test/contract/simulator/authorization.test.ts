import { describe, expect } from 'vitest';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { send } from './client.ts';
import { test } from './fixture.ts';

describe('authorization', () => {
  test.for(['', 'Basic c2ltdWxhdG9yLXRva2Vu', 'simulator-token', 'Bearer '])(
    'answers 401 without a bearer token: "%s"',
    async (authorization, { simulator }) => {
      const received = await send('GET', `${simulator.url}/uptime`, { headers: { authorization } });
      expect(received).toMatchObject({ status: 401, body: undefined });
    },
  );

  test('answers 403 to a wrong token, with an empty body and the header of the proxy', async ({
    simulator,
  }) => {
    const received = await send('GET', `${simulator.url}/uptime`, {
      headers: { authorization: 'Bearer wrong' },
    });
    expect(received).toMatchObject({ status: 403, body: undefined });
    expect(received.headers.get('x-ext-authz')).toBe('denied');
  });

  test('refuses before anything happens in the account', async ({ simulator }) => {
    const { id } = simulator.account.contactGroups.create({ name: 'Operations' });
    const headers = { authorization: 'Bearer wrong' };
    expect(await send('GET', `${simulator.url}/contact-groups/${id}`, { headers })).toMatchObject({
      status: 403,
    });
    expect(await send('GET', `${simulator.url}/no-such-path`, { headers })).toMatchObject({ status: 403 });
    expect(await send('POST', `${simulator.url}/uptime`, { headers, form: {} })).toMatchObject({
      status: 403,
    });
  });

  test('takes the token it was started with', async () => {
    const simulator = await startSimulator({ token: 'another' });
    const headers = { authorization: 'Bearer another' };
    expect(await send('GET', `${simulator.url}/uptime`, { headers })).toMatchObject({ status: 200 });
    expect(await send('GET', `${simulator.url}/uptime`)).toMatchObject({ status: 403 });
    await simulator.close();
  });

  test('answers 403 with a message to what the plan lacks, and only to that', async () => {
    await expect(startSimulator({ lacking: ['windows'] })).rejects.toThrow('There is no resource windows');
    const simulator = await startSimulator({ lacking: ['maintenance-windows'] });
    const lacking = { status: 403, body: { message: 'Your current plan has no access to this feature' } };
    const windows = `${simulator.url}/maintenance-windows`;
    expect(await send('GET', windows)).toMatchObject(lacking);
    expect(await send('POST', windows, { form: 'name=a' })).toMatchObject(lacking);
    expect(await send('DELETE', `${windows}/1`)).toMatchObject(lacking);
    expect(await send('GET', `${simulator.url}/uptime`)).toMatchObject({ status: 200 });
    const headers = { authorization: 'Bearer wrong' };
    expect(await send('GET', windows, { headers })).toMatchObject({ status: 403, body: undefined });
    await simulator.close();
  });
});

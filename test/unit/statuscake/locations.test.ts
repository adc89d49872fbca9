import { expect, test } from 'vitest';
import { readLocations } from '../../../src/statuscake/locations.ts';
import { respondWith, scriptedClient } from './scripted-client.ts';

test('places of tests are one list without pages', async () => {
  const data = [{ region_code: 'london', region: 'United Kingdom / London' }];
  const { client, sent } = scriptedClient(() => respondWith({ data }));
  expect(await readLocations(client, '/uptime-locations')).toEqual(data);
  expect(sent).toEqual(['GET /uptime-locations']);
  const strange = scriptedClient(() => respondWith({ data: [{ region: 'London' }] })).client;
  await expect(readLocations(strange, '/uptime-locations')).rejects.toThrow('not what the API documents');
});

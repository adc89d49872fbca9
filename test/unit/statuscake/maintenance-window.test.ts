import { expect, test } from 'vitest';
import { maintenanceWindow } from '../../../src/statuscake/resources/maintenance-window.ts';

const TIMES = { start_at: '2026-07-01T02:00:00Z', end_at: '2026-07-01T04:00:00Z' };

test('times are shown with the offset that their zone has then, whatever the API puts there', () => {
  expect(maintenanceWindow.spell({ ...TIMES, timezone: 'Europe/Berlin' })).toEqual({
    timezone: 'Europe/Berlin',
    start_at: '2026-07-01T02:00:00+02:00',
    end_at: '2026-07-01T04:00:00+02:00',
  });
});

test.each<[string, Record<string, string>]>([
  ['a zone', { ...TIMES }],
  ['one that is known', { ...TIMES, timezone: 'Nowhere/Else' }],
  ['times that are some', { start_at: 'soon', end_at: '', timezone: 'Europe/Berlin' }],
])('they stay as they are without %s', (_, values) => {
  expect(maintenanceWindow.spell(values)).toEqual(values);
});

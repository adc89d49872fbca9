import type { ArgumentSpec, Option } from '../../ansible/argument-spec.ts';
import type { MaintenanceWindowField } from '../../statuscake/resources/maintenance-window.ts';

/** Every field of a maintenance window as an option, under the API's name. */
export const maintenanceWindowOptions = {
  name: { type: 'str', description: ['Name of the window, by which it is found.'] },
  start_at: {
    type: 'str',
    description: [
      'When the window begins: a moment as RFC 3339 writes it (C(2026-12-24T22:00:00Z)), a local time in I(timezone) (C(2026-12-24T22:00:00)), or C(now).',
      'In quotes: what YAML takes for a date, Ansible cannot hand over to a module that is not in Python.',
      'C(now) is also what a window of this name has that is open at present: it stays open.',
    ],
  },
  end_at: {
    type: 'str',
    description: [
      'When the window ends: a moment or a local time as for I(start_at), or how long it lasts from its beginning, such as C(45m), C(2h) or C(1d).',
      'With C(start_at=now), a window that is open already stays as it is while half of that time is left, and else is prolonged to last that long from now.',
    ],
  },
  timezone: {
    type: 'str',
    description: [
      'Time zone in which StatusCake keeps the times of the window, shows it and repeats it, such as C(Europe/London).',
      'Where it changes, declared moments stay the moments that they are. Times that are not declared stay the same by the clock, and so become other moments.',
      'A time in the hour that clocks there show twice, or never, is an error. Where C(now) or a duration that begins with it leads into the hour that they show twice, the window is open up to an hour longer: StatusCake cannot tell which of both is meant.',
    ],
  },
  repeat_interval: {
    type: 'str',
    choices: ['never', '1d', '1w', '2w', '1m'],
    description: ['How often the window is repeated.'],
  },
  tests: {
    type: 'list',
    elements: 'str',
    description: [
      'Uptime tests of whose failures nobody is told in the window, by name or by ID.',
      'A name costs more requests, which read the names of the account: one for every hundred tests.',
    ],
  },
  tags: {
    type: 'list',
    elements: 'str',
    description: ['Tags of the uptime tests of whose failures nobody is told in the window.'],
  },
} as const satisfies ArgumentSpec & Record<MaintenanceWindowField, Option>;

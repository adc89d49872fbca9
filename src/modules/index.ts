import type { AnsibleModule } from '../ansible/module.ts';
import { module as contactGroup } from './status_cake_contact_group/module.ts';
import { module as exported } from './status_cake_export/module.ts';
import { module as heartbeat } from './status_cake_heartbeat/module.ts';
import { module as info } from './status_cake_info/module.ts';
import { module as maintenanceWindow } from './status_cake_maintenance_window/module.ts';
import { module as pagespeed } from './status_cake_pagespeed/module.ts';
import { module as sla } from './status_cake_sla/module.ts';
import { module as ssl } from './status_cake_ssl/module.ts';
import { module as stack } from './status_cake_stack/module.ts';
import { module as test } from './status_cake_test/module.ts';

/** Every module; the folder beside this file that holds one has its name. */
export const MODULES: readonly Pick<AnsibleModule, 'name' | 'argument_spec'>[] = [
  test,
  heartbeat,
  ssl,
  pagespeed,
  contactGroup,
  maintenanceWindow,
  stack,
  info,
  exported,
  sla,
];

/** Names that older modules had, each for the module that replaces them. */
export const OTHER_NAMES: Readonly<Record<string, string>> = { status_cake_uptime: 'status_cake_test' };

import type { ArgumentSpec } from '../ansible/argument-spec.ts';
import type { Resource } from '../statuscake/resource.ts';
import { contactGroup } from '../statuscake/resources/contact-group.ts';
import { heartbeat } from '../statuscake/resources/heartbeat.ts';
import { maintenanceWindow } from '../statuscake/resources/maintenance-window.ts';
import { pagespeed } from '../statuscake/resources/pagespeed.ts';
import { ssl } from '../statuscake/resources/ssl.ts';
import { uptime } from '../statuscake/resources/uptime.ts';
import { contactGroupOptions } from './status_cake_contact_group/options.ts';
import { heartbeatOptions } from './status_cake_heartbeat/options.ts';
import { maintenanceWindowOptions } from './status_cake_maintenance_window/options.ts';
import { pagespeedOptions } from './status_cake_pagespeed/options.ts';
import { sslOptions } from './status_cake_ssl/options.ts';
import { uptimeOptions } from './status_cake_test/options.ts';

/** The options that stand for the fields of each kind of resource, by the same names. */
export const FIELD_OPTIONS: readonly { readonly resource: Resource; readonly options: ArgumentSpec }[] = [
  { resource: uptime, options: uptimeOptions },
  { resource: heartbeat, options: heartbeatOptions },
  { resource: ssl, options: sslOptions },
  { resource: pagespeed, options: pagespeedOptions },
  { resource: contactGroup, options: contactGroupOptions },
  { resource: maintenanceWindow, options: maintenanceWindowOptions },
];

import type { Resource } from '../resource.ts';
import { contactGroup } from './contact-group.ts';
import { heartbeat } from './heartbeat.ts';
import { maintenanceWindow } from './maintenance-window.ts';
import { pagespeed } from './pagespeed.ts';
import { ssl } from './ssl.ts';
import { uptime } from './uptime.ts';

/** Every kind of check, in the order in which results tell of them. */
export const CHECKS: readonly Resource[] = [uptime, heartbeat, ssl, pagespeed];

/** Every kind of resource that we know of. */
export const RESOURCES: readonly Resource[] = [...CHECKS, contactGroup, maintenanceWindow];

import { contactGroup } from './contact-group.ts';
import { heartbeat } from './heartbeat.ts';
import { maintenanceWindow } from './maintenance-window.ts';
import { pagespeed } from './pagespeed.ts';
import type { Resource } from './resource.ts';
import { ssl } from './ssl.ts';
import { uptime } from './uptime.ts';

/** Every kind of check. Those that carry tags come first, as they show which stacks there are. */
export const CHECKS: readonly Resource[] = [uptime, heartbeat, ssl, pagespeed];

/** Every kind of resource that we know of. */
export const RESOURCES: readonly Resource[] = [...CHECKS, contactGroup, maintenanceWindow];

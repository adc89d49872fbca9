import { refuseRetiredNodes } from './retired.ts';
import { withStatusCodes } from './status-codes.ts';
import type { Revision } from './values.ts';

/** Puts the declared values of an uptime test right, or refuses them. */
export const reviseUptime: Revision = (values, given) =>
  withStatusCodes(refuseRetiredNodes(values, given), given);

import type { Revision } from '../common/values.ts';
import { refuseRetiredNodes } from '../status_cake_pagespeed/checks.ts';
import { withStatusCodes } from './status-codes.ts';

/** Puts the declared values of an uptime test right, or refuses them. */
export const reviseUptime: Revision = (values, given) =>
  withStatusCodes(refuseRetiredNodes(values, given), given);

import type { WindowOffsets } from './time-types.ts';
import type { VisibleAfter } from './visibility.ts';

/** What the real API may do or not: it is not documented, or differs from account to account. */
export interface Behaviour {
  /** When reads show what a request has created; at once by default. */
  readonly visibleAfter?: VisibleAfter;
  /**
   * Fields that lists leave out, by the path of the resource and the names when read; none by default:
   * `{ 'contact-groups': ['email_addresses', 'mobile_numbers', 'ping_url'] }`.
   */
  readonly listsLeaveOut?: Readonly<Record<string, readonly string[]>>;
  /** A contact group is refused the name of another; by default it is not. */
  readonly uniqueGroupNames?: boolean;
  /** How reads spell the offsets of the local times of maintenance windows; `utc`, the default, whatever their zone. */
  readonly windowOffsets?: WindowOffsets;
}

import { PlanError } from '../../reconcile/plan.ts';
import type { Revision } from '../common/values.ts';

/** Refuses what the API refuses of an SSL test: a URL that is not of https, and other than three days (API reference). */
export const checkSsl: Revision = (values) => {
  const { website_url: url, alert_at: days } = values;
  if (url !== undefined && !/^https:\/\//i.test(String(url))) {
    throw new PlanError(
      'website_url',
      `has to begin with https://, as only such a server has a certificate, got: ${url}`,
    );
  }
  const distinct = new Set(Array.isArray(days) ? days : []);
  if (days !== undefined && (distinct.size !== 3 || [...distinct].some((day) => Number(day) < 1))) {
    throw new PlanError(
      'alert_at',
      `takes three different numbers of days, such as 1,7,30, got: ${[days].flat().join(',')}`,
    );
  }
  return values;
};

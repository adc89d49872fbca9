import { OptionError } from '../../reconcile/option-error.ts';
import type { Check } from '../common/values.ts';

/** Refuses what the API refuses of an SSL test: a URL that is not of https, and other than three days (API reference). */
export const checkSsl: Check = (values) => {
  const { website_url: url, alert_at: days } = values;
  if (url !== undefined && !/^https:\/\//i.test(String(url))) {
    throw new OptionError(
      'website_url',
      `has to begin with https://, as only such a server has a certificate, got: ${url}`,
    );
  }
  const distinct = new Set(Array.isArray(days) ? days : []);
  if (days !== undefined && (distinct.size !== 3 || [...distinct].some((day) => Number(day) < 1))) {
    throw new OptionError(
      'alert_at',
      `takes three different numbers of days, such as 1,7,30, got: ${[days].flat().join(',')}`,
    );
  }
};

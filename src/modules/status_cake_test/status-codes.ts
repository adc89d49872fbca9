import type { Json } from '../../json.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { DEFAULT_STATUS_CODES, STATUS_CODES } from '../../statuscake/status-codes.ts';
import type { Revision } from '../common/values.ts';

/** The two forms in which status codes are declared: those that mean down, and those that mean up. */
export const STATUS_CODE_OPTIONS: readonly string[] = ['status_codes_csv', 'good_status_codes'];

/** Declares the status codes that mean down, whatever form they were given in. */
export const withStatusCodes: Revision = (values, { status_codes_csv: bad, good_status_codes: good }) => {
  if ((good ?? null) !== null) {
    return { ...values, status_codes_csv: complementOf(textsOf(good)) };
  }
  const codes = textsOf(bad);
  if (!codes.includes('default')) {
    return values;
  }
  if (codes.length > 1) {
    throw new OptionError(
      'status_codes_csv',
      `default is a list of its own and cannot stand beside others, got: ${codes.join(',')}`,
    );
  }
  return { ...values, status_codes_csv: [...DEFAULT_STATUS_CODES] };
};

/** Returns every code but these. */
function complementOf(good: readonly string[]): string[] {
  const strange = good.find((code) => !STATUS_CODES.includes(code));
  if (strange !== undefined) {
    throw new OptionError('good_status_codes', `takes codes from 100 to 599, got: ${strange}`);
  }
  const bad = STATUS_CODES.filter((code) => !good.includes(code));
  if (good.length === 0 || bad.length === 0) {
    throw new OptionError(
      'good_status_codes',
      `cannot be ${good.length === 0 ? 'empty' : 'all there are'}: name the codes that mean up, or say status_codes=default`,
    );
  }
  return bad;
}

function textsOf(codes: Json | undefined): string[] {
  const texts = Array.isArray(codes) ? codes.map((code) => String(code).trim()) : [];
  return texts.filter((text) => text !== '');
}

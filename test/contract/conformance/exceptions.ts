/** Where facts about the real API contradict the definition. */

/** What a request or a response has against the definition. */
export interface Problem {
  /** `GET /uptime/{test_id}`; as sent where the definition has no such operation. */
  readonly operation: string;
  readonly part: 'request' | 'query' | 'form' | 'response';
  /** A JSON pointer into the part; empty for the whole. */
  readonly where: string;
  /** The keyword of the schema. */
  readonly rule: string;
  readonly message: string;
  readonly value: unknown;
}

export interface Exception {
  readonly reason: string;
  covers(problem: Problem): boolean;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    reason: 'an empty list has a total_count and a page_count of 0, though at least 1 is defined',
    covers: ({ part, where, rule, value }) =>
      part === 'response' &&
      /^\/metadata\/(total|page)_count$/.test(where) &&
      rule === 'minimum' &&
      value === 0,
  },
  {
    reason:
      'a token that is missing or refused is answered 401 or 403 with an empty body, though an error is defined',
    covers: ({ part, rule, value }) =>
      part === 'response' && rule === 'body' && (value === 401 || value === 403),
  },
  {
    reason:
      'website_url may be a host name or an IP address by its own description, though its format is uri',
    covers: ({ where, rule, value }) =>
      where.endsWith('/website_url') && rule === 'format' && /^[A-Za-z0-9.:-]+$/.test(String(value)),
  },
  {
    reason: 'a free-text field is cleared by an empty text, whatever its format',
    covers: ({ part, rule, value }) => part === 'form' && rule === 'format' && value === '',
  },
  {
    reason:
      'matchany and nouptime are flags without a value by their own description, though their type is boolean',
    covers: ({ part, where, rule, value }) =>
      part === 'query' && /^\/(matchany|nouptime)$/.test(where) && rule === 'type' && value === '',
  },
];

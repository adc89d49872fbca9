/**
 * The HTTP status codes that a test alerts on to which none were ever given, as the vendor documents them for its first
 * Terraform provider. The API cannot be asked for them, nor told to go back to them, but they can be written out.
 */
export const DEFAULT_STATUS_CODES: readonly string[] = [
  ...['204', '205', '206', '303'],
  ...[
    '400',
    '401',
    '403',
    '404',
    '405',
    '406',
    '408',
    '410',
    '413',
    '429',
    '444',
    '494',
    '495',
    '496',
    '499',
  ],
  ...['500', '501', '502', '503', '504', '505', '506', '507', '508', '509', '510', '511'],
  ...['520', '521', '522', '523', '524', '598', '599'],
];

/** Every code that an HTTP response can have. */
export const STATUS_CODES: readonly string[] = [...Array(500).keys()].map((index) => String(100 + index));

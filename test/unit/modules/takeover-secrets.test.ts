import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.ts';
import { holdsSecret, withoutUrlSecrets } from '../../../src/modules/status_cake_export/secrets.ts';

describe('of a URL nothing is left of', () => {
  test.each([
    ['a short token', 'https://a.example/?token=abc', 'https://a.example/?token=********'],
    ['one of a single digit', 'https://a.example/?x=1&password=1&y=2', /\?x=1&password=\*{8}&y=2$/],
    [
      'a password and a token',
      'https://u:p@a.example/?token=S3',
      'https://u:********@a.example/?token=********',
    ],
    ['a password with a slash', 'https://u:p/w@a.example/x', 'https://u:********@a.example/x'],
    ['a signature', 'https://a.example/?X-Amz-Signature=ab&X-Amz-Date=1', /Signature=\*{8}&X-Amz-Date=1$/],
    ['a web token', 'https://a.example/?jwt=ab', /jwt=\*{8}$/],
    ['a session', 'https://a.example/x;jsessionid=ab', /x;jsessionid=\*{8}$/],
    ['a token in its fragment', 'https://a.example/#token=ab', /#token=\*{8}$/],
    ['a token of a page within a page', 'https://a.example/#/x?token=ab', /#\/x\?token=\*{8}$/],
    ['an encoded name', 'https://a.example/?tok%65n=ab', /tok%65n=\*{8}$/],
    ['a token behind another question mark', 'https://a.example/?u=/b?token=ab', /\?u=\/b\?token=\*{8}$/],
    ['a quoted token', 'https://a.example/?token=a"b', /token=\*{8}$/],
    ['a token of a URL without a scheme', 'a.example.com/?token=ab', /\?token=\*{8}$/],
    ['one within a text', 'also at a.example.com/?token=ab', /\?token=\*{8}$/],
    ['a password without a scheme', 'robot:ab@db.example.com', 'robot:********@db.example.com'],
    ['one of a port', 'at "robot:ab@db.example:5432"', 'at "robot:********@db.example:5432"'],
    [
      'a URL that is encoded as a whole',
      'https://a.example/?u=https%3A%2F%2Fr%3Aab%40b&v=1',
      /\?u=\*{8}&v=1$/,
    ],
    ['one encoded twice', 'https://a.example/?u=https%253a%252f%252fb%253ftoken%253dab', /\?u=\*{8}$/],
    [
      'a token at the end of a part of a sentence',
      'of a.example/?token=ab, by rule 1',
      /token=\*{8}, by rule 1$/,
    ],
    ['a token of a path', 'and /x;jsessionid=ab of most', /jsessionid=\*{8} of most$/],
  ])('%s', (_, url, expected) => {
    const shown = withoutUrlSecrets([{ url }]) as { url: string }[];
    expect(shown[0]?.url).toMatch(expected);
    expect(holdsSecret('website_url', url)).toBe(true);
    // What is hidden is not hidden twice.
    expect(withoutUrlSecrets(shown as Json)).toEqual(shown);
  });

  test.each([
    'https://a.example:8080/x@y?page=2&lang=de#top',
    'https://a.example/?sort_key=name&country_code=de&AWSAccessKeyId=x',
    'https://a.example/?token=',
    'acme #key=1',
    'a;token=b',
    'ops@example.com',
    'mailto:ops@example.com',
    'Contact: ops@example.com',
    'https://a.example/?u=https%3A%2F%2Fb.example%2Fpage',
    'https://a.example/?u=https%3A%2F%2Fb%3Ftoken%3Dab%',
  ])('%s holds none', (text) => {
    expect(holdsSecret('find_string', text)).toBe(false);
  });
});

describe('what is sent holds a secret under a name that promises one', () => {
  test.each<[string, Json]>([
    ...['Authorization', 'Proxy-Authorization', 'cookie', 'X-Api-Key', 'X-Auth-Token', 'X-Functions-Key'].map(
      (name): [string, Json] => ['custom_header', { Accept: 'a', [name]: 'b' }],
    ),
    ['custom_header', 'Cookie: a=b'],
    ['post_body', { user: 'robot', password: 'ab' }],
    ['post_body', { login: [{ api_key: 1 }] }],
    ['post_raw', '{"login": {"pass\\u0077ord": "ab"}}'],
    ['post_raw', '{"login": {"token": "ab",}}'],
    ['post_raw', 'user=robot&secret=ab'],
    ['post_raw', 'user=robot&pass%77ord=ab'],
    ['post_raw', 'user[name]=robot&user[password]=ab'],
    ['post_raw', '<s:Envelope><w:Password Type="text">ab</w:Password></s:Envelope>'],
    ['post_raw', '--x\r\nContent-Disposition: form-data; name="api_key"\r\n\r\nab\r\n--x--'],
  ])('in %s, as in %j', (option, value) => {
    expect(holdsSecret(option, value)).toBe(true);
  });

  test.each<[string, Json]>([
    ['custom_header', { Accept: 'text/html', 'X-Probe': 'statuscake', 'Content-Type': 'a; charset=utf-8' }],
    ['post_body', { user: 'robot', code: 7, key: 'a' }],
    ['post_raw', '{"query": "{ health { status } }"}'],
    ['post_raw', 'the password'],
    ['post_raw', '17'],
    ['find_string', 'password: '],
  ])('and in %s not elsewhere, as in %j', (option, value) => {
    expect(holdsSecret(option, value)).toBe(false);
  });

  test('however long it is', () => {
    expect(holdsSecret('post_raw', 'a'.repeat(1_000_000))).toBe(false);
    expect(holdsSecret('post_raw', ' '.repeat(1_000_000))).toBe(false);
    expect(holdsSecret('post_raw', '?a='.repeat(300_000))).toBe(false);
    expect(holdsSecret('post_raw', `https://${'a:'.repeat(10_000)}`)).toBe(false);
    expect(holdsSecret('post_raw', 'a:'.repeat(500_000))).toBe(false);
    expect(holdsSecret('post_raw', `${'a%3a%2f'.repeat(100_000)}`)).toBe(false);
  });
});

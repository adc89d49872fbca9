import { describe, expect, it } from 'vitest';
import { mask } from '../../../src/ansible/mask.ts';

const WHOLE = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER';

describe('mask', () => {
  it('replaces a value that is a secret, and secrets within a value', () => {
    expect(mask({ a: 's3cret', b: ['x s3cret y', 's3crets3cret'] }, new Set(['s3cret']))).toEqual({
      a: WHOLE,
      b: ['x ******** y', '****************'],
    });
  });

  it('replaces numbers, booleans and null that contain a secret', () => {
    expect(mask([12345, 678, true, false, null], ['234', 'True'])).toEqual([WHOLE, 678, WHOLE, false, null]);
  });

  it('replaces the longest secret first', () => {
    expect(mask('a s3cret-and-more', ['s3cret', 's3cret-and-more'])).toBe('a ********');
  });

  it('replaces secrets in keys, except in those that have a meaning', () => {
    const value = JSON.parse(
      '{"s3cret": 1, "my s3cret": 2, "_ansible_s3cret": 3, "kept s3cret": 4, "__proto__": 5}',
    );
    const masked = mask(value, ['s3cret'], new Set(['kept s3cret']));
    expect(JSON.stringify(masked)).toBe(
      `{"${WHOLE}":1,"my ********":2,"_ansible_s3cret":3,"kept s3cret":4,"__proto__":5}`,
    );
  });

  it.each([
    ['JSON', String.raw`{"password":"p\"ä ß/+'"}`, '{"password":"********"}'],
    ['a URL', `https://host/?p=${encodeURIComponent(`p"ä ß/+'`)}&x`, 'https://host/?p=********&x'],
    ['a URL in small letters', `?p=${encodeURIComponent(`p"ä ß/+'`).toLowerCase()}`, '?p=********'],
    ['a form', `${new URLSearchParams({ p: `p"ä ß/+'`, x: '1' })}`, 'p=********&x=1'],
    ['HTML', '<b>p&quot;ä ß/+&#39;</b>', '<b>********</b>'],
    ['hexadecimal', `0x${Buffer.from(`p"ä ß/+'`).toString('hex')}`, '0x********'],
    ['hexadecimal in capitals', `0x${Buffer.from(`p"ä ß/+'`).toString('hex').toUpperCase()}`, '0x********'],
    ['base64', `Basic ${Buffer.from(`p"ä ß/+'`).toString('base64')}`, 'Basic ********'],
  ])('finds a secret written for %s', (_, text, expected) => {
    expect(mask(text, [`p"ä ß/+'`])).toBe(expected);
  });

  it.each(['', 'u', 'me', 'you', 'user'])(
    'finds a token in the base64 of a longer text that begins with %j',
    (before) => {
      const token = 'c0ffee?>token';
      for (const after of ['', ':', '::', ': more']) {
        const text = Buffer.from(`${before}${token}${after}`);
        for (const encoding of ['base64', 'base64url'] as const) {
          const masked = String(mask(`Basic ${text.toString(encoding)} `, [token]));
          expect(masked).toContain('********');
          // Of the first and the last byte some bits are left.
          const left = Buffer.from(masked.replace('Basic ', '').replace('********', ''), 'base64').toString(
            'latin1',
          );
          expect(left).not.toContain('ffee');
          expect(left).not.toContain('oken');
        }
      }
    },
  );

  it('finds a token in capital or small letters, but not a word', () => {
    const texts = ['TOKEN 9F8E7D6C5B4A3210', 'token 9f8e7d6c5b4a3210', 'Rosebud'];
    expect(mask(texts, ['9f8E7d6C5b4A3210', 'rosebud'])).toEqual([
      'TOKEN ********',
      'token ********',
      'Rosebud',
    ]);
  });

  it.each([
    ['a password', 'https://user:pass@a.example/x', 'https://user:********@a.example/x'],
    ['a password with an @', 'https://user:p@ss@a.example', 'https://user:********@a.example'],
    ['a token alone', 'smtp://token@a.example', 'smtp://********@a.example'],
    ['a key', 'https://a.example/?sig=abcdefgh&x=1', 'https://a.example/?sig=********&x=1'],
    [
      'a signature',
      'https://a.example/?X-Amz-Signature=abcdefgh',
      'https://a.example/?X-Amz-Signature=********',
    ],
    ['a session', 'https://a.example/x;jsessionid=abcdefgh?y=1', 'https://a.example/x;jsessionid=********'],
    ['a key in a fragment', 'https://a.example/#jwt=abcdefgh', 'https://a.example/#jwt=********'],
    ['an encoded name', 'https://a.example/?tok%65n=abcdefgh', 'https://a.example/?tok%65n=********'],
    [
      'a key behind another ?',
      'https://a.example/?u=/abcdefgh?key=abcdefgh',
      'https://a.example/?u=/abcdefgh?key=********',
    ],
    [
      'those of several URLs, and nothing like them elsewhere',
      'url: "https://u:a@a.example"\nping: "https://v:e@e.example?key=12345678"\nmail: u:a@a.example',
      'url: "https://u:********@a.example"\nping: "https://v:********@e.example?key=********"\nmail: u:a@a.example',
    ],
  ])('replaces %s in URLs that no option declares', (_, text, expected) => {
    expect(mask({ url: text }, [])).toEqual({ url: expected });
  });

  it.each([
    'https://a.example:8080/@x',
    'https://a.example/?key=1',
    'https://a.example/?PK=abcdefgh',
    'https://a.example/?sort_key=abcdefgh',
    'a@b',
  ])('leaves %s as it is', (text) => {
    expect(mask(text, [])).toBe(text);
  });

  it('finds no encoded form of a secret that is very short', () => {
    expect(mask('a%20b', ['a b'])).toBe('a%20b');
  });

  it('looks for a secret of one or two characters only as a whole value', () => {
    expect(mask(['T', 'HTTP', true, 7, 17], ['T', '7'])).toEqual([WHOLE, 'HTTP', true, WHOLE, 17]);
  });

  it('takes any text for a secret', () => {
    expect(mask(['a', '$&$ \ud800'], ['', '\ud800 abc', '$&$'])).toEqual(['a', '******** \ud800']);
  });

  it('leaves its input as it is', () => {
    const value = { a: ['s3cret'] };
    mask(value, ['s3cret']);
    expect(value).toEqual({ a: ['s3cret'] });
  });
});

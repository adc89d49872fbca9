import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';

/** Bytes; the one that draws pages may have more. */
const MOST: Readonly<Record<string, number>> = { 'status_cake_sla.cjs': 490_000 };

const bundles = readdirSync('library').filter((file) => file.endsWith('.cjs'));

describe.each(bundles)('library/%s', (file) => {
  const code = readFileSync(`library/${file}`, 'utf8');

  test('is small', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(MOST[file] ?? 420_000);
  });

  test('can be read by a Node.js too old to run it, which then says so', () => {
    expect(() => parse(code, { ecmaVersion: 2018, allowHashBang: true })).not.toThrow();
  });

  test('looks to Ansible like a program that wants JSON, and like nothing else', () => {
    expect(code).toContain('WANT_JSON');
    // What Ansible searches modules for: ansible-core, executor/module_common.py.
    const traces = [
      'from ansible.module_utils',
      'import ansible.module_utils',
      'from ansible_collections',
      '#<<INCLUDE_ANSIBLE_MODULE_COMMON>>',
      '<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>',
      '<<INCLUDE_ANSIBLE_MODULE_COMPLEX_ARGS>>',
      '#Requires -Module',
      '#AnsibleRequires',
      '# POWERSHELL_COMMON',
      'REPLACER',
    ];
    expect(traces.filter((trace) => code.toLowerCase().includes(trace.toLowerCase()))).toEqual([]);
  });
});

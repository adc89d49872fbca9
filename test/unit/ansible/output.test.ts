import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outputOf } from '../../../src/ansible/output.ts';

test('what Ansible would take for the end of a line is escaped', () => {
  expect(outputOf({ msg: 'a\u0085b\u2028c\u2029d\ne' })).toBe('{"msg":"a\\u0085b\\u2028c\\u2029d\\ne"}\n');
});

test('every result is one line to Python, and says the same', () => {
  const texts = fc.array(fc.string({ unit: 'binary' }));
  const ends = '\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029';
  const results = [...fc.sample(texts, { numRuns: 200, seed: 5 }), [ends]].map((msg) => ({ [ends]: msg }));
  const outputs = results.map(outputOf);
  expect(outputs.map((output) => JSON.parse(output))).toEqual(results);
  const count =
    'import json, sys; print(json.dumps([len(text.splitlines()) for text in json.load(sys.stdin)]))';
  const lines = execFileSync('python3', ['-c', count], { input: JSON.stringify(outputs), encoding: 'utf8' });
  expect(new Set(JSON.parse(lines))).toEqual(new Set([1]));
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentModule, writePage } from '../../../src/toolkit/page.ts';

const module = {
  name: 'greeting',
  argument_spec: {
    times: { type: 'int', minimum: 1, maximum: 9, default: 1, description: 'How often: C(1) by default.' },
    old: { type: 'str', removed_at_date: '2027-01-01', description: ['Not "used".', 'At all.'] },
  },
} as const;

test('a page has what was written by hand, and the options as they are declared', () => {
  const page = documentModule(module, {
    short_description: 'Greet',
    description: 'Greets: once or more.',
    examples: '- greeting:',
    return: { text: { description: 'What was said.', type: 'str', returned: 'success' } },
  });
  expect(page).toEqual({
    DOCUMENTATION: {
      module: 'greeting',
      short_description: 'Greet',
      description: 'Greets: once or more.',
      options: {
        times: {
          type: 'int',
          default: 1,
          description: ['How often: C(1) by default.', 'From C(1) to C(9).'],
        },
        old: {
          type: 'str',
          description: ['Not "used".', 'At all.', 'Deprecated; to be removed after 2027-01-01.'],
        },
      },
    },
    EXAMPLES: '- greeting:',
    RETURN: { text: { description: 'What was said.', type: 'str', returned: 'success' } },
  });
  expect(parse(writePage(page))).toEqual({ ...page, EXAMPLES: '- greeting:\n' });
});

test('examples stand on the page as they were written, but for empty lines around them', () => {
  const about = { short_description: '', description: '' };
  const line = fc.string({ unit: fc.constantFrom('a', ' ', '-', ':', '#', '"', "'", '|') });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const examples = `x${lines.join('\n')}x`;
      const page = writePage(documentModule(module, { ...about, examples: `\n  \n${examples}\n\n` }));
      expect(parse(page).EXAMPLES).toBe(`${examples}\n`);
    }),
  );
});

test('examples may be indented like the code around them', () => {
  const examples = `
    - name: Greet

      greeting:
    - greeting:
  `;
  const page = documentModule(module, { short_description: '', description: '', examples });
  expect(parse(writePage(page)).EXAMPLES).toBe('- name: Greet\n\n  greeting:\n- greeting:\n');
});

test('the first line of examples may be further in than others', () => {
  const page = documentModule(module, { short_description: '', description: '', examples: '\n  # a\n- b\n' });
  expect(parse(writePage(page)).EXAMPLES).toBe('  # a\n- b\n');
});

import { expect, test } from 'vitest';
import { documentOptions } from '../../../src/ansible/documentation.ts';

test('an option is documented by its declaration', () => {
  const documented = documentOptions({
    rate: { type: 'int', default: 5, choices: [5, 10], aliases: ['r'], description: ['How often.'] },
    size: { minimum: 1, maximum: 3, environment: ['A', 'B'], description: 'How big.' },
    parts: {
      type: 'list',
      elements: 'dict',
      description: 'What of.',
      options: { name: { required: true, description: 'Its name.' } },
    },
  });
  expect(documented).toEqual({
    rate: { description: ['How often.'], type: 'int', default: 5, choices: [5, 10], aliases: ['r'] },
    size: {
      description: [
        'How big.',
        'From C(1) to C(3).',
        'Left out, it is taken from the environment: C(A), then C(B).',
      ],
      type: 'str',
    },
    parts: {
      description: ['What of.'],
      type: 'list',
      elements: 'dict',
      suboptions: { name: { description: ['Its name.'], type: 'str', required: true } },
    },
  });
});

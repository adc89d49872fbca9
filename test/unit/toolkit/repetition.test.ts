import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionPage } from '../../../src/ansible/documentation.ts';
import { withoutRepetition } from '../../../src/toolkit/repetition.ts';

type Options = Readonly<Record<string, OptionPage>>;

const SENTENCE = /^The options of I\(([^)]*)\)(?:, without (.*?))?(?:, and those below)?\.$/;

function dict(suboptions: Options): OptionPage {
  return { description: ['Some.'], type: 'dict', suboptions };
}

/** What a reader takes from a page: for each option with sub-options, their names, after following all sentences. */
function understand(
  options: Options,
  prefix = '',
  read = new Map<string, string[]>(),
): Map<string, string[]> {
  for (const [name, { description, suboptions = {} }] of Object.entries(options)) {
    const path = prefix + name;
    const [, like, without = ''] = SENTENCE.exec(description.at(-1) ?? '') ?? [];
    const left = [...without.matchAll(/I\(([^)]*)\)/g)].map(([, option]) => option);
    const others = (read.get(like ?? '') ?? []).filter((option) => !left.includes(option));
    if (like !== undefined || Object.keys(suboptions).length > 0) {
      read.set(path, [...new Set([...others, ...Object.keys(suboptions)])].sort());
    }
    understand(suboptions, `${path}.`, read);
  }
  return read;
}

/** The same of a page that says all of it. */
function namesIn(options: Options, prefix = ''): [string, string[]][] {
  return Object.entries(options).flatMap(([name, { suboptions }]) => {
    const path = prefix + name;
    return suboptions === undefined
      ? []
      : [[path, Object.keys(suboptions).sort()] as [string, string[]], ...namesIn(suboptions, `${path}.`)];
  });
}

const leaf = fc
  .constantFrom('One.', 'Other.')
  .map((text): OptionPage => ({ description: [text], type: 'str' }));
const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const flat = fc.dictionary(names, leaf, { minKeys: 1 });
const page = fc.dictionary(names, fc.oneof(leaf, flat.map(dict)), { minKeys: 1 });

describe('options that several options have', () => {
  const name: OptionPage = { description: ['Its name.'], type: 'str' };
  const rate: OptionPage = { description: ['Its rate.'], type: 'int' };
  const port: OptionPage = { description: ['Its port.'], type: 'int' };

  it('are said once, and others say whose they are', () => {
    const said = withoutRepetition({
      tests: dict({ name, rate, port }),
      defaults: dict({ rate, port, paused: { description: ['Whether.'], type: 'bool' } }),
      stacks: dict({ tests: dict({ name, rate, port }), stack: name }),
    });
    expect(said.defaults?.suboptions).toHaveProperty('rate');
    expect(said.tests?.description).toEqual([
      'Some.',
      'The options of I(defaults), without I(paused), and those below.',
    ]);
    expect(Object.keys(said.tests?.suboptions ?? {})).toEqual(['name']);
    expect(said.stacks?.suboptions?.tests).toEqual({
      description: ['Some.', 'The options of I(tests).'],
      type: 'dict',
    });
  });

  it('can all be read from the page, whatever they are', () => {
    fc.assert(
      fc.property(page, (options) => {
        const read = understand(withoutRepetition(options));
        for (const [path, own] of namesIn(options)) {
          expect(read.get(path)).toEqual(own);
        }
      }),
    );
  });
});

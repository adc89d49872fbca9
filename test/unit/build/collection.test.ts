import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { billOfMaterials } from '../../../src/build/collection/bill-of-materials.ts';
import { changelogPage } from '../../../src/build/collection/changelog.ts';
import { inCollection } from '../../../src/build/collection/page.ts';
import { bundleOwn } from '../../../src/build/own-bundle.ts';

const ROOT = process.cwd();

describe('the changelog of the community', () => {
  const CHANGELOG = `# Changelog

## Unreleased

Fixed:

- Nothing yet.

## 1.1.0 (2026-11-24)

Fixed:

- A wait
  without end.
- \`a\` and \`b\`.

Changed:

- **\`state: absent\` leaves more,** and warns.
- Times are local.

Added:

- An option.

## 1.0.0 (2026-11-22)

- The first.
`;
  const module = { name: 'status_cake_x', version_added: '1.1.0', short_description: 'Keep x' };

  it('has each release with its changes and new modules, as text that reStructuredText can show', () => {
    expect(parse(changelogPage(CHANGELOG, [module]))).toEqual({
      ancestor: null,
      releases: {
        '1.0.0': { release_date: '2026-11-22', changes: { minor_changes: ['The first.'] } },
        '1.1.0': {
          release_date: '2026-11-24',
          changes: {
            bugfixes: ['A wait without end.', '``a`` and ``b``.'],
            major_changes: ['``state: absent`` leaves more, and warns.'],
            minor_changes: ['Times are local.', 'An option.'],
          },
          modules: [{ name: 'status_cake_x', description: 'Keep x', namespace: '' }],
        },
      },
    });
  });

  it.each([
    ['## 1.2.0\n\n- Without a date.\n', '"## 1.2.0" has to be a version and its date'],
    ['## 1.2.0 (2026-11-24)\n\nImproved:\n\n- It.\n', '"Improved:" has to be one of Fixed, Changed, Added'],
  ])('refuses what it cannot tell', (changelog, message) => {
    expect(() => changelogPage(changelog, [])).toThrow(message);
  });
});

it('is described as a galaxy server accepts it', () => {
  // Rules of galaxy-importer, schema.py.
  const { authors, tags, version, ...about } = parse(readFileSync('galaxy.yml', 'utf8'));
  expect(authors.filter((author: string) => author.length > 64)).toEqual([]);
  expect(tags.filter((tag: string) => !/^(?!.*__)[a-z][0-9a-z_]*$/.test(tag) || tag.length > 64)).toEqual([]);
  expect(tags.length).toBeLessThanOrEqual(20);
  expect(version).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  expect(about).toMatchObject({ license: ['MIT'], repository: expect.stringMatching(/^https:/) });
});

it('names in the pages of the collection everything in full, and its own name as it is', () => {
  const page = `DOCUMENTATION:
  module: status_cake_info
  description: The tests, by the options of M(status_cake_test), also as C(status_cake_uptime).
EXAMPLES: |
  - name: Read
    status_cake_info:
      name: status_cake_info
    register: found

  - local_action:
      module: status_cake_test
RETURN:
  status_cake_info:
    type: dict
`;
  expect(inCollection(page)).toBe(`DOCUMENTATION:
  module: status_cake_info
  description: The tests, by the options of M(stack_ops.statuscake.status_cake_test), also as C(status_cake_uptime).
EXAMPLES: |
  - name: Read
    stack_ops.statuscake.status_cake_info:
      name: status_cake_info
    register: found

  - local_action:
      module: stack_ops.statuscake.status_cake_test
RETURN:
  status_cake_info:
    type: dict
`);
});

it('lists what is bundled, in a document that CycloneDX accepts', async () => {
  const name = 'status_cake_sla';
  const module = { name, ...(await bundleOwn(name, ROOT)) };
  const text = await billOfMaterials('1.3.0', [module], ROOT);
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  const { components, dependencies } = JSON.parse(text);
  const file = `plugins/modules/${name}.cjs`;
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  expect(components[0]).toMatchObject({ name: file, hashes: [{ alg: 'SHA-256', content: digest }] });
  const undici = components.find((component: { name: string }) => component.name === 'undici');
  expect(undici).toMatchObject({
    purl: `pkg:npm/undici@${undici.version}`,
    licenses: [{ license: { id: 'MIT' } }],
  });
  expect(dependencies[1]).toMatchObject({ ref: file, dependsOn: expect.arrayContaining([undici.purl]) });
});

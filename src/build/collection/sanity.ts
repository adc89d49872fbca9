import type { Output } from '../output.ts';

/** The versions of ansible-core whose ansible-test looks for a file of its own. */
const VERSIONS = ['2.14', '2.15', '2.16', '2.17', '2.18', '2.19', '2.20', '2.21', '2.22'];

/**
 * Returns what `ansible-test sanity` is not to complain of, each with its reason, for each version of it.
 * @param actions the paths of the action plugins
 */
export function sanityIgnores(modules: readonly string[], actions: readonly string[]): Output[] {
  const lines = [
    ...modules.map((name) => `plugins/modules/${name}.cjs shebang # a program for Node.js, not for Python`),
    ...actions.map((path) => `${path} action-plugin-docs # of use to the roles of this collection only`),
  ];
  const text = `${lines.sort().join('\n')}\n`;
  return VERSIONS.map((version) => ({ path: `tests/sanity/ignore-${version}.txt`, text }));
}

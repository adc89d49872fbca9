import type { Output } from '../output.ts';

/** The versions of ansible-core whose ansible-test looks for a file of its own. */
const VERSIONS = ['2.14', '2.15', '2.16', '2.17', '2.18', '2.19', '2.20', '2.21', '2.22'];

/** What of the collection ansible-test complains of, as names of modules and paths of plugins. */
interface Contents {
  readonly modules: readonly string[];
  /** Names of older modules, which have the pages of those that they lead to. */
  readonly otherNames: readonly string[];
  readonly actions: readonly string[];
  readonly callbacks: readonly string[];
}

/** Returns what `ansible-test sanity` is not to complain of, each with its reason, for each version of it. */
export function sanityIgnores({ modules, otherNames, actions, callbacks }: Contents): Output[] {
  const page = (name: string) => `plugins/modules/${name}.yml`;
  const lines = [
    ...modules.flatMap((name) =>
      ['shebang', 'validate-modules!skip'].map(
        (test) => `plugins/modules/${name}.cjs ${test} # a program for Node.js, not for Python`,
      ),
    ),
    ...[...modules.map(page), ...otherNames.map(page), ...callbacks].map(
      (path) =>
        `${path} validate-modules:missing-gplv3-license # of the MIT licence, like all of the collection`,
    ),
    ...otherNames.map(
      (name) => `${page(name)} validate-modules:invalid-documentation # the page of its newer name`,
    ),
    ...actions.map((path) => `${path} action-plugin-docs # of use to the roles of this collection only`),
  ];
  const text = `${lines.sort().join('\n')}\n`;
  return VERSIONS.map((version) => ({ path: `tests/sanity/ignore-${version}.txt`, text }));
}

import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Output } from '../output.ts';
import { readProse } from '../prose.ts';
import { changelogPage, type NewModule } from './changelog.ts';
import { inCollection } from './page.ts';
import { runtimePage } from './runtime.ts';
import { sanityIgnores } from './sanity.ts';

const ACTION_PLUGINS = 'roles/statuscake_stack/action_plugins';
const LICENCES = 'LICENSES.txt';

/**
 * Returns what the collection has besides what stands where it is.
 * @param library the files of `library/`, to which its modules are links
 */
export async function collectionFiles(library: readonly Output[], root: string): Promise<Output[]> {
  // Imported only now: modules need the checks of the responses, which the build has made a moment ago.
  const { MODULES, OTHER_NAMES } = await import('../../modules/index.ts');
  const names = MODULES.map(({ name }) => name);
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const { version } = JSON.parse(await read('package.json'));
  const news = await Promise.all(names.map((name) => readNews(name, root)));
  const actions = await actionPlugins(root);
  return [
    ...library.flatMap((output) => moduleFile(output, names)),
    { path: `plugins/modules/${LICENCES}`, link: `../../library/${LICENCES}` },
    // The older names themselves are redirections, of which ansible-doc finds no page without one beside them.
    ...Object.entries(OTHER_NAMES).map(([other, name]) => ({
      path: `plugins/modules/${other}.yml`,
      link: `${name}.yml`,
    })),
    ...actions,
    ...sanityIgnores({
      modules: names,
      otherNames: Object.keys(OTHER_NAMES),
      actions: actions.map(({ path }) => path),
      callbacks: await pythonFiles('plugins/callback', root),
    }),
    { path: 'meta/runtime.yml', text: runtimePage(names, OTHER_NAMES) },
    { path: 'changelogs/changelog.yaml', text: changelogPage(await read('CHANGELOG.md'), news) },
    { path: 'galaxy.yml', text: (await read('galaxy.yml')).replace(/^version: \S+/m, `version: ${version}`) },
  ];
}

/** Links, which work wherever the whole collection is; pages of their own, since the collection names modules in full. */
function moduleFile(output: Output, names: readonly string[]): Output[] {
  const file = basename(output.path);
  const extension = extname(file);
  if (!output.path.startsWith('library/') || !names.includes(basename(file, extension))) {
    return [];
  }
  const path = `plugins/modules/${file}`;
  return 'text' in output && extension === '.yml'
    ? [{ path, text: inCollection(output.text) }]
    : [{ path, link: `../../library/${file}` }];
}

/** Links as well: a role that is copied by itself has them beside it, while a collection has them here or nowhere. */
async function actionPlugins(root: string): Promise<Output[]> {
  const paths = await pythonFiles(ACTION_PLUGINS, root);
  return paths.map((path) => ({ path: `plugins/action/${basename(path)}`, link: `../../${path}` }));
}

async function pythonFiles(folder: string, root: string): Promise<string[]> {
  const files = (await readdir(join(root, folder))).filter((file) => file.endsWith('.py'));
  return files.sort().map((file) => `${folder}/${file}`);
}

async function readNews(name: string, root: string): Promise<NewModule> {
  const { short_description, version_added } = await readProse(join(root, 'src/modules'), name);
  return { name, short_description, version_added: String(version_added) };
}

import { chmod, lstat, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { collectLicences, type DocumentedModule } from '../toolkit/build.ts';
import { collectionFiles } from './collection/files.ts';
import { writeAnsibleDoc } from './documentation.ts';
import type { Output } from './output.ts';
import { bundleOwn } from './own-bundle.ts';
import { bundleProgram } from './program.ts';
import { readProse } from './prose.ts';
import { describeModule } from './reference.ts';
import { compileResponseChecks } from './response-checks.ts';

/**
 * Builds everything that is generated: the checks of the API's responses, `library/` with the pages of ansible-doc,
 * `docs/modules/`, what roles have of it, and what makes a collection of all. With `--check` nothing is written, and the
 * process fails when a committed file is not what a fresh build makes.
 */

const ROOT = join(import.meta.dirname, '../..');

/** The roles that work when copied by themselves, and the modules that they bring along. */
const STACK_ROLE = 'roles/statuscake_stack';
const ROLE_LIBRARIES = [
  {
    folder: `${STACK_ROLE}/library`,
    modules: [
      'status_cake_stack',
      'status_cake_contact_group',
      'status_cake_maintenance_window',
      'status_cake_info',
    ],
  },
  { folder: 'roles/statuscake_sla/library', modules: ['status_cake_sla'] },
];
const EXAMPLE_STACK = {
  entry: 'src/example-stack/main.ts',
  path: 'roles/example_stack/files/example-stack.mjs',
};

const checkOnly = process.argv.includes('--check');
const stale: string[] = [];

await emit(responseChecks());
// What follows is built with them, and could not be compared.
failWhereStale();
const modules = await library();
await emit([...modules, ...roleLibraries(modules), ...(await roleVariables())]);
await emit(await collectionFiles(modules, ROOT));
await emit([{ path: EXAMPLE_STACK.path, text: await bundleProgram(EXAMPLE_STACK.entry, ROOT) }]);
failWhereStale();

function failWhereStale(): void {
  if (stale.length > 0) {
    console.error(
      `These files are not what the source makes; run npm run build and commit them:\n  ${stale.join('\n  ')}`,
    );
    process.exit(1);
  }
}

function responseChecks(): Output[] {
  const { code, types } = compileResponseChecks();
  return [
    { path: 'src/statuscake/generated/response-checks.js', text: code },
    { path: 'src/statuscake/generated/response-checks.d.ts', text: types },
  ];
}

async function library(): Promise<Output[]> {
  // Imported only now: modules need the checks of the responses, which were made a moment ago.
  const { MODULES, OTHER_NAMES } = await import('../modules/index.ts');
  const bundles = await Promise.all(MODULES.map(({ name }) => bundleOwn(name, ROOT)));
  const pages = await Promise.all(MODULES.map(pagesOf));
  const packages = [...new Set(bundles.flatMap((bundle) => bundle.packages))].sort();
  const outputs = MODULES.flatMap(({ name }, index): Output[] => [
    { path: `library/${name}.cjs`, text: bundles[index]?.code ?? '', executable: true },
    { path: `library/${name}.yml`, text: pages[index]?.ansibleDoc ?? '' },
    { path: `docs/modules/${name}.md`, text: pages[index]?.reference ?? '' },
  ]);
  const links = Object.entries(OTHER_NAMES).flatMap(([other, name]): Output[] => [
    { path: `library/${other}.cjs`, link: `${name}.cjs` },
    { path: `library/${other}.yml`, link: `${name}.yml` },
  ]);
  return [...outputs, ...links, { path: 'library/LICENSES.txt', text: await collectLicences(packages) }];
}

/** Copies, not links: a link would lead nowhere once the role is copied to another place. */
function roleLibraries(outputs: readonly Output[]): Output[] {
  return ROLE_LIBRARIES.flatMap(({ folder, modules }) => {
    const wanted = [...modules.map((name) => `${name}.cjs`), 'LICENSES.txt'];
    return outputs
      .filter(({ path }) => dirname(path) === 'library' && wanted.includes(basename(path)))
      .map((output) => ({ ...output, path: `${folder}/${basename(output.path)}` }));
  });
}

/** Returns what says of the variables of the role what they are, and what they are where nobody sets them. */
async function roleVariables(): Promise<Output[]> {
  const { argumentSpecs, defaults, passedOn, withVariables } = await import('./role/describe.ts');
  const readme = `${STACK_ROLE}/README.md`;
  return [
    { path: `${STACK_ROLE}/meta/argument_specs.yml`, text: argumentSpecs() },
    { path: `${STACK_ROLE}/defaults/main.yml`, text: defaults() },
    { path: `${STACK_ROLE}/vars/main.yml`, text: passedOn() },
    { path: readme, text: withVariables(await readFile(join(ROOT, readme), 'utf8')) },
  ];
}

async function pagesOf(module: DocumentedModule): Promise<{ ansibleDoc: string; reference: string }> {
  const prose = await readProse(join(ROOT, 'src/modules'), module.name);
  return { ansibleDoc: writeAnsibleDoc(module, prose), reference: describeModule(module, prose) };
}

async function emit(outputs: readonly Output[]): Promise<void> {
  for (const output of outputs) {
    if (await isCurrent(output)) {
      continue;
    }
    if (checkOnly) {
      stale.push(output.path);
    } else {
      await write(output);
    }
  }
}

async function isCurrent(output: Output): Promise<boolean> {
  const path = join(ROOT, output.path);
  try {
    const status = await lstat(path);
    if ('link' in output) {
      return status.isSymbolicLink() && (await readlink(path)) === output.link;
    }
    const executable = (status.mode & 0o111) !== 0;
    return (
      status.isFile() &&
      executable === (output.executable ?? false) &&
      (await readFile(path, 'utf8')) === output.text
    );
  } catch {
    return false;
  }
}

async function write(output: Output): Promise<void> {
  const path = join(ROOT, output.path);
  makeFolder(dirname(path));
  await rm(path, { force: true });
  if ('link' in output) {
    return symlink(output.link, path);
  }
  await writeFile(path, output.text);
  await chmod(path, output.executable ? 0o755 : 0o644);
}

import { join, resolve } from 'node:path';
import { type BuildResult, build, type Plugin } from 'esbuild';
import { type Place, preamble } from './preamble.ts';

/** Syntax that even very old versions of Node.js read, so that they get as far as the line that says they are too old. */
const SYNTAX = 'es2018';

/** Without its extension: among the sources it is TypeScript, in the package JavaScript. */
const MAIN = join(import.meta.dirname, '../ansible/main');

/** What a module begins with and ends up in has this name, and so has the key of its tasks. */
const NAME = /^[a-z_][a-z0-9_]*$/;

/** A module to be bundled. */
export interface Source {
  /** File that exports the module under the name `module`. */
  readonly entry: string;
  /** Name of the module, as tasks call it. */
  readonly name: string;
  /** Where it is meant to run. */
  readonly runsOn?: Place;
  /** Plugins of esbuild. */
  readonly plugins?: Plugin[];
}

/** A module as one file. */
export interface Bundle {
  readonly code: string;
  /** Folders of the packages whose code is in it. */
  readonly packages: readonly string[];
}

/**
 * Bundles a module into one executable file that needs nothing but Node.js: the same sources make the same bytes.
 * @throws {Error} for a name that no module of Ansible can have, and what esbuild finds wrong
 */
export async function bundleModule({
  entry,
  name,
  runsOn = 'the host',
  plugins = [],
}: Source): Promise<Bundle> {
  if (!NAME.test(name)) {
    throw new Error(
      `${entry}: a module cannot be named ${JSON.stringify(name)}: take small letters, digits and _`,
    );
  }
  const result = await build({
    stdin: {
      contents: `import { main } from ${JSON.stringify(MAIN)};
        import { module } from ${JSON.stringify(resolve(entry))};
        void main(module);`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: SYNTAX,
    // Newer than that syntax, which esbuild overlooks: becomes require().
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    plugins,
  });
  const code = result.outputFiles.map(({ text }) => text).join('');
  return { code: preamble(name, runsOn) + code, packages: packagesOf(result) };
}

function packagesOf({ metafile }: BuildResult<{ metafile: true }>): string[] {
  const folders = Object.keys(metafile.inputs)
    .map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort().map((folder) => resolve(folder));
}

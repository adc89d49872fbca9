import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type BuildResult, build, type Plugin } from 'esbuild';
import { compileModulesEagerly } from './eager-modules.ts';

/** The oldest Node.js that the modules run on. */
const OLDEST_NODE = 20;

/** Syntax that even very old versions of Node.js read, so that they get as far as the line that says they are too old. */
const SYNTAX = 'es2018';

export interface Bundle {
  readonly code: string;
  /** Folders of the packages whose code is in it. */
  readonly packages: readonly string[];
}

/** Bundles the module in a folder of `src/modules` into one executable file that needs nothing but Node.js. */
export async function bundleModule(name: string, root: string): Promise<Bundle> {
  const result = await build({
    stdin: {
      contents: `import { main } from './src/ansible/main.ts';
        import { module } from './src/modules/${name}/module.ts';
        void main(module);`,
      resolveDir: root,
    },
    absWorkingDir: root,
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
    plugins: [leanUndici],
  });
  const code = result.outputFiles.map(({ text }) => text).join('');
  return { code: preamble(name) + compileModulesEagerly(code), packages: packagesOf(result) };
}

/** What a user's NODE_OPTIONS have to leave possible: to start, to read the module, and more memory than Node.js itself takes. */
const TRIAL =
  'require("fs").readFileSync(process.argv[1]); if (require("v8").getHeapStatistics().heap_size_limit < 6e7) process.exit(1)';

/**
 * Returns the lines before the code. The first starts a shell; to it the second is a command that hands over to the node on the
 * PATH, while to JavaScript it is a string and a comment. Ansible hands arguments over as JSON to what says WANT_JSON. Only
 * where NODE_OPTIONS are set, which may end Node.js before it comes to the code, they are tried first.
 */
function preamble(name: string): string {
  const needs = `${name} needs Node.js ${OLDEST_NODE} or newer on the controller`;
  const missing = JSON.stringify({ failed: true, msg: `${needs}, and there is no node on the PATH` });
  const unusable = JSON.stringify({
    failed: true,
    msg: `${name}: Node.js does not run with the NODE_OPTIONS in the environment: correct them, or empty them for this task`,
  });
  return `#!/bin/sh
':' //; command -v node >/dev/null 2>&1 || { printf '%s\\n' '${missing}'; exit 1; }; [ -z "\${NODE_OPTIONS:-}" ] || node -e '${TRIAL}' "$0" >/dev/null 2>&1 || { printf '%s\\n' '${unusable}'; exit 1; }; exec node "$0" "$@"
// WANT_JSON
var major = parseInt(process.versions.node, 10);
if (major < ${OLDEST_NODE}) {
  console.log(JSON.stringify({ failed: true, msg: '${needs}, and the node on the PATH is ' + process.version }));
  process.exit(1);
}
`;
}

/** A file of undici that the bundles have otherwise. */
interface Rewrite {
  readonly file: RegExp;
  contents(path: string): string;
}

const notBundled = () => 'module.exports = () => { throw new Error("not bundled"); };';

/** What of undici we never use but would pay for at every start. */
const REWRITES: readonly Rewrite[] = [
  // HTTP/2, SOCKS, and bodies that are forms, files or streams: we speak HTTP/1.1, also to proxies, and send text.
  { file: /undici\/lib\/dispatcher\/client-h2\.js$/, contents: notBundled },
  { file: /undici\/lib\/dispatcher\/socks5-proxy-agent\.js$/, contents: notBundled },
  { file: /undici\/lib\/web\/fetch\/body\.js$/, contents: notBundled },
  {
    // The same parser once more: the one for newer processors is no faster for responses as small as ours, and costs as much to load.
    file: /undici\/lib\/llhttp\/llhttp_simd-wasm\.js$/,
    contents: () => 'module.exports = require("./llhttp-wasm.js");',
  },
  {
    // Of the tables that this file computes at every start, the parser of HTTP/1.1 needs two.
    file: /undici\/lib\/llhttp\/constants\.js$/,
    contents(path) {
      const { ERROR, TYPE } = createRequire(path)(path);
      return `module.exports = ${JSON.stringify({ ERROR, TYPE })};`;
    },
  },
  {
    // A tree of known header names, built at every start, to find the lower case of a name a little faster.
    file: /undici\/lib\/core\/tree\.js$/,
    contents: () => 'module.exports = { tree: { lookup() {} } };',
  },
  {
    // Channels for those who want to watch every request, of whom there are none.
    file: /undici\/lib\/core\/diagnostics\.js$/,
    contents: () =>
      'module.exports = { channels: new Proxy({}, { get: () => ({ hasSubscribers: false }) }) };',
  },
  {
    // Made of every request, it has private fields, which the old syntax turns into WeakMaps: garbage lives long in them.
    file: /undici\/lib\/handler\/unwrap-handler\.js$/,
    contents: (path) => readFileSync(path, 'utf8').replaceAll('#', '_'),
  },
];

/** Parts of Node.js that undici hardly uses, and that take milliseconds to load. */
const LEAN_PARTS: readonly string[] = ['node:assert', 'node:http'];

/** Fails a build in which one of the rewrites has met nothing: a new version of undici may have renamed a file. */
const leanUndici: Plugin = {
  name: 'lean-undici',
  setup({ onEnd, onLoad, onResolve }) {
    const unmet = new Set([...REWRITES.map(({ file }) => String(file)), ...LEAN_PARTS]);
    for (const { file, contents } of REWRITES) {
      onLoad({ filter: file }, ({ path }) => {
        unmet.delete(String(file));
        return { contents: contents(path), resolveDir: dirname(path) };
      });
    }
    onResolve({ filter: /^node:/ }, ({ path, resolveDir }) => {
      if (!LEAN_PARTS.includes(path) || !resolveDir.includes('undici')) {
        return undefined;
      }
      unmet.delete(path);
      return { path: join(import.meta.dirname, `lean/${path.slice('node:'.length)}.cjs`) };
    });
    onEnd(() =>
      unmet.size === 0
        ? undefined
        : { errors: [...unmet].map((part) => ({ text: `undici has nothing that would fit ${part}` })) },
    );
  },
};

function packagesOf({ metafile }: BuildResult<{ metafile: true }>): string[] {
  const folders = Object.keys(metafile.inputs)
    .map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

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

/**
 * Leaves out of bundles what of undici we never use. Fails a build in which one of the rewrites has met nothing: a new version
 * of undici may have renamed a file.
 */
export const leanUndici: Plugin = {
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

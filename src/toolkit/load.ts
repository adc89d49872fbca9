import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import type { Documentation, DocumentedModule } from './page.ts';

/** What a file of the sources exports. */
export interface Loaded {
  readonly module: DocumentedModule;
  readonly documentation: Documentation;
}

/**
 * Returns what a file exports, be it TypeScript or JavaScript, without running the module.
 * @throws {Error} where an export is missing, and what esbuild finds wrong
 */
export async function loadModule(entry: string): Promise<Loaded> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // What it warns of, it warns of again when the module is bundled.
    logLevel: 'error',
  });
  const scope: { exports: Partial<Loaded> } = { exports: {} };
  const code = outputFiles.map(({ text }) => text).join('');
  compileFunction(code, ['module', 'exports', 'require'])(
    scope,
    scope.exports,
    createRequire(resolve(entry)),
  );
  const { module, documentation } = scope.exports;
  if (module === undefined) {
    throw new Error(`${entry} exports no module: export const module = defineModule({ … })`);
  }
  if (documentation === undefined) {
    throw new Error(`${entry} exports no documentation: export const documentation: Documentation = { … }`);
  }
  return { module, documentation };
}

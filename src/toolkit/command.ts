#!/usr/bin/env node
/** The program `ansible-module-kit`: builds modules from the command line. */

import { parseArgs } from 'node:util';

const USAGE = `Usage: ansible-module-kit [--out FOLDER] FILE...

Builds Ansible modules of TypeScript or JavaScript files. Of each it writes an executable file for Ansible and a page
for ansible-doc, and besides them the licences of what is bundled.

  --out FOLDER   where to write them (library)
`;

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  try {
    const options = { out: { type: 'string', default: 'library' }, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help || positionals.length === 0) {
      console.log(USAGE);
      return values.help ? 0 : 2;
    }
    // Loaded only now, as it needs esbuild, which may be missing.
    const { buildModules } = await import('./build.ts');
    console.log((await buildModules(positionals, values.out)).join('\n'));
    return 0;
  } catch (error) {
    // What esbuild finds wrong, it has printed.
    if (!isOfEsbuild(error)) {
      console.error(`ansible-module-kit: ${messageOf(error)}`);
    }
    return 1;
  }
}

function isOfEsbuild(error: unknown): boolean {
  return error instanceof Error && 'errors' in error;
}

function messageOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' && message.includes("'esbuild'");
  return isMissing ? 'esbuild is not installed: npm install --save-dev esbuild' : message;
}

import { build } from 'esbuild';

/** Bundles a program into one readable file that runs with Node.js alone. */
export async function bundleProgram(entry: string, root: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: `// Made by npm run build from ${entry.slice(0, entry.lastIndexOf('/'))}.` },
  });
  return outputFiles.map(({ text }) => text).join('');
}

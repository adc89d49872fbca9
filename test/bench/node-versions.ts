import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, resolve } from 'node:path';

const CACHE = 'node_modules/.cache/node-versions';

/** The newest Node.js of a major version, for this machine: its path. Installed from npm when it is not there yet. */
export function nodeVersion(major: number): string {
  if (process.versions.node.startsWith(`${major}.`)) {
    return process.execPath;
  }
  const folder = resolve(CACHE, String(major));
  const name = `node-${process.platform}-${process.arch}`;
  const path = resolve(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(path)) {
    const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...options, `${name}@${major}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return path;
}

/** A search path on which this Node.js comes first. */
export function searchPath(node: string): string {
  return [dirname(node), process.env.PATH].join(delimiter);
}

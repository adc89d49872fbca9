import { execFileSync } from 'node:child_process';
import { nodeVersion } from '../bench/node-versions.ts';

/** Shows that the same source makes the same files with every Node.js that is supported: each of them makes what is committed. */
for (const major of [20, 22, 24]) {
  execFileSync(nodeVersion(major), ['--import', 'tsx', 'src/build/main.ts', '--check'], { stdio: 'inherit' });
  console.log(`==> Node.js ${major} makes the files that are committed`);
}

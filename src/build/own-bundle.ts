import { join } from 'node:path';
import { type Bundle, bundleModule } from '../toolkit/build.ts';
import { eagerModules } from './eager-modules.ts';
import { leanUndici } from './lean-undici.ts';

/**
 * Bundles one of the modules of this project.
 * @throws {Error} what esbuild finds wrong, and where the plugins find nothing to make leaner
 */
export function bundleOwn(name: string, root: string): Promise<Bundle> {
  return bundleModule({
    entry: join(root, `src/modules/${name}/module.ts`),
    name,
    runsOn: 'the controller',
    plugins: [leanUndici, eagerModules],
  });
}

import type { Environment } from '../../environment.ts';
import { variable } from './environment.ts';

/**
 * Returns a path with `$NAME`, `${NAME}` and a leading `~` replaced from the environment (Ansible: `check_type_path`).
 * Unknown variables and `~user` stay as they are.
 */
export function expandPath(path: string, environment: Environment): string {
  const expanded = path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (reference, plain?: string, braced?: string) => {
    return variable(environment, plain ?? braced ?? '') ?? reference;
  });
  const home = variable(environment, 'HOME');
  if (home === undefined || !/^~(?:\/|$)/.test(expanded)) {
    return expanded;
  }
  return home.replace(/\/+$/, '') + expanded.slice(1) || '/';
}

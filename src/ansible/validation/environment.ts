import type { Environment } from '../../environment.ts';

/** Returns the value of an environment variable, undefined if it is not set. */
export function variable(environment: Environment, name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}

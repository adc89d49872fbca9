/** The environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of an environment variable, undefined if it is not set. */
export function variable(environment: Environment, name: string): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] : undefined;
}

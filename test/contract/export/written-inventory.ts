import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../src/json.ts';

const PREFIX = 'statuscake_stack_';
const UNSAFE = { tag: '!unsafe', resolve: (text: string) => text };

/** The options of the two tests of the role, and of its SSL test. */
const TEST = ['name', 'id', 'check_rate', 'confirmation', 'trigger_rate', 'timeout', 'find_string'];
const SSL = ['check_rate', 'alert_at'];

/** The stacks that the variables in a folder declare, as the role hands them over to the module. */
export function stacksIn(directory: string): JsonObject[] {
  const hosts = join(directory, 'host_vars');
  const shared = variablesIn(join(directory, 'group_vars/stacks'));
  return (existsSync(hosts) ? readdirSync(hosts) : []).map((host) =>
    stackOf(host, { ...shared, ...variablesIn(join(hosts, host)) }),
  );
}

/** YAML as Ansible reads it, in version 1.1. */
function variablesIn(folder: string): JsonObject {
  const path = join(folder, 'statuscake.yml');
  return existsSync(path) ? parse(readFileSync(path, 'utf8'), { version: '1.1', customTags: [UNSAFE] }) : {};
}

function stackOf(stack: string, variables: JsonObject): JsonObject {
  const given = (names: readonly string[], prefix = '') =>
    Object.fromEntries(
      names.flatMap((name): [string, Json][] => {
        const value = variables[PREFIX + prefix + name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  const base = String(variables[`${PREFIX}base_url`]);
  const own = [
    { kind: 'liveness', rate: 60 },
    { kind: 'readiness', rate: 300 },
  ].flatMap(({ kind, rate }) =>
    variables[`${PREFIX}${kind}_enabled`] === false
      ? []
      : [
          {
            name: `${stack} ${kind}`,
            check_rate: rate,
            website_url: `${base.replace(/\/+$/, '')}/${kind}`,
            ...given(TEST, `${kind}_`),
          },
        ],
  );
  const [site] = /^https:\/\/[^/?#]*/i.exec(base) ?? [];
  const isCertified = site !== undefined && variables[`${PREFIX}ssl_enabled`] !== false;
  const {
    tests = [],
    ssl = [],
    defaults = {},
    ...others
  } = given(['paused', 'heartbeats', 'pagespeed', 'tests', 'ssl', 'defaults']);
  return {
    stack,
    ...others,
    defaults: { ...given(['contact_groups', 'regions', 'tags']), ...(defaults as JsonObject) },
    tests: [...own, ...(tests as Json[])],
    ssl: [...(isCertified ? [{ website_url: site, ...given(SSL, 'ssl_') }] : []), ...(ssl as Json[])],
  };
}

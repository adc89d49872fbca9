import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../src/json.ts';

const PREFIX = 'statuscake_stack_';
const UNSAFE = { tag: '!unsafe', resolve: (text: string) => text };

/** In the place of a folder Ansible reads the first of these. */
const ENDINGS = ['', '.yml', '.yaml', '.json'];

/** The options of the two tests of the role, and of its SSL test. */
const TEST = ['name', 'id', 'check_rate', 'confirmation', 'trigger_rate', 'timeout', 'find_string'];
const SSL = ['check_rate', 'alert_at'];

/** A stack as an entry of the option stacks. */
type DeclaredStack = JsonObject & { readonly stack: string };

/**
 * The stacks that an inventory declares for those of its hosts that are in the group stacks and have variables of their own, as the role
 * hands them over to the module. What the inventory file says of them counts least, then group_vars/all, and of a host most. Without a
 * base URL the role fails.
 */
export function stacksIn(directory: string): DeclaredStack[] {
  const path = join(directory, 'hosts.yml');
  const { stacks } = existsSync(path) ? read(path) : {};
  const shared = {
    ...((stacks as { vars?: JsonObject } | undefined)?.vars ?? {}),
    ...variablesAt(join(directory, 'group_vars/all')),
    ...variablesAt(join(directory, 'group_vars/stacks')),
  };
  return hostsIn(join(directory, 'host_vars')).flatMap(([host, place]) => {
    const variables = { ...shared, ...variablesAt(place) };
    return `${PREFIX}base_url` in variables ? [stackOf(host, variables)] : [];
  });
}

function hostsIn(folder: string): [string, string][] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return [...new Set(names.map((name) => name.replace(/\.(?:ya?ml|json)$/, '')))].map((host) => [
    host,
    join(folder, host),
  ]);
}

/** What Ansible finds under a name with or without an ending; of a folder all files, one after the other. */
function variablesAt(place: string): JsonObject {
  const path = ENDINGS.map((ending) => place + ending).find((each) => existsSync(each));
  if (path === undefined) {
    return {};
  }
  return statSync(path).isDirectory()
    ? Object.assign(
        {},
        ...readdirSync(path)
          .sort()
          .map((name) => variablesAt(join(path, name))),
      )
    : read(path);
}

/** YAML as Ansible reads it, in version 1.1; of a key that is there twice the last counts. */
function read(path: string): JsonObject {
  return parse(readFileSync(path, 'utf8'), { version: '1.1', uniqueKeys: false, customTags: [UNSAFE] }) ?? {};
}

function stackOf(stack: string, variables: JsonObject): DeclaredStack {
  const given = (names: readonly string[], prefix = '') =>
    Object.fromEntries(
      names.flatMap((name): [string, Json][] => {
        const value = variables[PREFIX + prefix + name];
        return value === undefined || value === null ? [] : [[name, value]];
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
            website_url: base.replace(/\/+$/, '') + String(variables[`${PREFIX}${kind}_path`] ?? `/${kind}`),
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
  } = given(['paused', 'domains', 'heartbeats', 'pagespeed', 'tests', 'ssl', 'defaults']);
  return {
    stack,
    ...others,
    defaults: { ...given(['contact_groups', 'regions', 'tags']), ...(defaults as JsonObject) },
    tests: [...own, ...(tests as Json[])],
    ssl: [...(isCertified ? [{ website_url: site, ...given(SSL, 'ssl_') }] : []), ...(ssl as Json[])],
  };
}

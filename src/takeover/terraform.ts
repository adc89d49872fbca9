import { OptionError } from '../reconcile/option-error.ts';
import type { HeldCheck } from './check.ts';

/** A resource that Terraform keeps. */
export interface TerraformResource {
  readonly address: string;
  /** The option that declares checks of its kind; `contact_groups` of contact groups, `null` of what is not read. */
  readonly kind: string | null;
  /** `null` where the state has none, as before the resource is made. */
  readonly id: string | null;
  /** The user name of its credentials, of which Terraform knows. */
  readonly username: string | null;
}

/** The resources that are read, of the provider StatusCakeDev/statuscake and of the older ones that bear its name. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['statuscake_uptime_check', 'tests'],
  ['statuscake_test', 'tests'],
  ['statuscake_heartbeat_check', 'heartbeats'],
  ['statuscake_ssl_check', 'ssl'],
  ['statuscake_ssl', 'ssl'],
  ['statuscake_pagespeed_check', 'pagespeed'],
  ['statuscake_contact_group', 'contact_groups'],
]);

/** What the types of all of its resources begin with, also of those that are not known here. */
const TYPES = 'statuscake_';

/** A part of the output of `terraform show -json`, as far as it matters here. */
interface Module {
  readonly resources?: readonly {
    readonly address?: string;
    readonly mode?: string;
    readonly type?: string;
    readonly values?: Readonly<Record<string, unknown>>;
  }[];
  readonly child_modules?: readonly Module[];
}

/**
 * Returns the resources of StatusCake in the output of `terraform show -json` (HashiCorp: "JSON Output Format"). No secret is among
 * what it returns.
 * @throws OptionError when the text is none
 */
export function readTerraform(option: string, text: string): TerraformResource[] {
  const { values, planned_values: planned } = parse(option, text);
  const root = (values ?? planned)?.root_module;
  if (root === undefined) {
    throw new OptionError(
      option,
      'holds no resources: write it with terraform show -json where the state is',
    );
  }
  return modulesIn(root)
    .flatMap(({ resources = [] }) => resources)
    .flatMap(({ address, mode, type = '', values: held = {} }) => {
      const id = typeof held.id === 'string' ? held.id : null;
      return type.startsWith(TYPES) && mode !== 'data' && address !== undefined
        ? [{ address, kind: KINDS.get(type) ?? null, id, username: usernameIn(held) }]
        : [];
    });
}

/** Returns what finds the user name of a check. */
export function usernamesIn(resources: readonly TerraformResource[]): (check: HeldCheck) => string | null {
  return (check) => resources.find((each) => isOf(each, check) && each.username !== null)?.username ?? null;
}

function isOf({ kind, id }: TerraformResource, check: HeldCheck): boolean {
  return kind === check.kind.option && id === check.remote.id;
}

/** Returns what finds the addresses of a check. */
export function addressesIn(resources: readonly TerraformResource[]): (check: HeldCheck) => string[] {
  return (check) => resources.filter((each) => isOf(each, check)).map(({ address }) => address);
}

/** Returns the command that has Terraform forget a resource, and leave it where it is, for a shell. */
export function forget({ address }: TerraformResource): string {
  return `terraform state rm '${address.replaceAll("'", "'\\''")}'`;
}

interface Shown {
  readonly values?: { readonly root_module?: Module };
  readonly planned_values?: { readonly root_module?: Module };
}

function parse(option: string, text: string): Shown {
  try {
    const shown: unknown = JSON.parse(text);
    return typeof shown === 'object' && shown !== null ? shown : {};
  } catch {
    throw new OptionError(option, 'is no JSON: write it with terraform show -json where the state is');
  }
}

function modulesIn(module: Module): Module[] {
  return [module, ...(module.child_modules ?? []).flatMap(modulesIn)];
}

/** In a block of an uptime check: `basic_authentication` of HTTP, `authentication` of TCP. */
function usernameIn({
  http_check: http,
  tcp_check: tcp,
  basic_user: old,
}: Readonly<Record<string, unknown>>): string | null {
  const blocks = [blockOf(blockOf(http)?.basic_authentication), blockOf(blockOf(tcp)?.authentication)];
  const names = [...blocks.map((block) => block?.username), old].filter(
    (name) => typeof name === 'string' && name !== '',
  );
  return (names[0] as string | undefined) ?? null;
}

/** Terraform writes a block that may be there once as a list. */
function blockOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const [block] = Array.isArray(value) ? value : [value];
  return typeof block === 'object' && block !== null ? block : undefined;
}

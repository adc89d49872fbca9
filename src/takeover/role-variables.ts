import type { Json } from '../json.ts';
import { isEmpty, normalise, type Values } from '../statuscake/resource.ts';
import { originOf } from './addresses.ts';
import { urlOf } from './check.ts';
import type { Declaration } from './declaration.ts';
import { besides, mostCommon, OF_ALL_TESTS, type Presets, sharedBy, toDefaults } from './sharing.ts';
import { checkEntry, type DeclaredStack, sleeps, WORTH_SHARING, without } from './stack-entry.ts';

/** What the names of the variables of the role statuscake_stack begin with. */
export const PREFIX = 'statuscake_stack_';

/** The variables of a host, in the order in which people read them. */
export interface HostVariables extends DeclaredStack {
  readonly values: Values;
  /** By the name of a variable: the check of which it is the first, or the checks of whose list it is. */
  readonly origins: ReadonlyMap<string, readonly Declaration[]>;
  /** The checks that the role makes itself, as far as there are any. */
  readonly own: OwnChecks;
}

/** The checks that the role makes without a list of them. */
export type OwnChecks = Readonly<Partial<Record<'liveness' | 'readiness' | 'ssl', Declaration>>>;

/** The two tests that the role makes itself, and how often they run where nothing is said. */
const OWN_TESTS = [
  { kind: 'liveness', rate: 60 },
  { kind: 'readiness', rate: 300 },
] as const;

/** The options of these that have a variable. */
export const OWN_OPTIONS = ['check_rate', 'confirmation', 'trigger_rate', 'timeout', 'find_string'];

/** The options of the role's SSL test that have a variable. */
export const SSL_OPTIONS = ['check_rate', 'alert_at'];

/** Returns the variables that have the role declare a stack. Pure. */
export function hostVariables({ stack, declarations }: DeclaredStack): HostVariables {
  const isAsleep = sleeps(declarations);
  const awake = isAsleep ? declarations.map((one) => without(one, 'paused')) : declarations;
  const base = baseUrlOf(awake);
  const presets = presetsFor(awake, base);
  const values: Record<string, Json> = { base_url: base };
  const origins = new Map<string, readonly Declaration[]>();
  const told = new Set<Declaration>();
  const ownChecks: { -readonly [Kind in keyof OwnChecks]: Declaration } = {};
  const tell = (variable: string, checks: readonly Declaration[]) => {
    origins.set(PREFIX + variable, checks);
    for (const check of checks) {
      told.add(check);
    }
  };
  const { contact_groups, regions, tags, ...others } = toDefaults(presets);
  Object.assign(values, {
    ...(isAsleep && { paused: true }),
    ...given({ contact_groups, regions, tags }),
    ...(!isEmpty(others as Json) && { defaults: others as Json }),
  });

  for (const { kind, rate } of OWN_TESTS) {
    const test = awake.find((one) => isOwnTest(one, base, kind, presets));
    if (test === undefined) {
      values[`${kind}_enabled`] = false;
      continue;
    }
    const {
      name,
      website_url: _,
      check_rate: checkRate = test.all.check_rate,
      ...rest
    } = besides(test, presets);
    const isNamed = name !== `${stack} ${kind}`;
    const own = given({
      id: test.id ?? undefined,
      name: isNamed ? name : undefined,
      check_rate: checkRate === rate ? undefined : checkRate,
      ...rest,
    });
    const [first = 'enabled'] = Object.keys(own);
    tell(`${kind}_${first}`, [test]);
    ownChecks[kind] = test;
    Object.assign(values, prefixed(kind, own));
  }

  if (/^https:/i.test(base)) {
    const site = originOf(base);
    const test = awake.find((one) => isOwnSsl(one, String(site), presets));
    if (test === undefined) {
      values.ssl_enabled = false;
    } else {
      const { website_url: _, ...own } = besides(test, presets);
      told.add(test);
      ownChecks.ssl = test;
      Object.assign(values, prefixed('ssl', own));
    }
  }

  for (const kind of new Set(awake.map(({ check }) => check.kind.option))) {
    const rest = awake.filter((one) => one.check.kind.option === kind && !told.has(one));
    if (rest.length > 0) {
      origins.set(PREFIX + kind, rest);
      values[kind] = rest.map((one) => checkEntry(one, besides(one, presets)) as Json);
    }
  }
  return { stack, declarations, values: prefixed(PREFIX.slice(0, -1), values), origins, own: ownChecks };
}

/** Returns the variables that all hosts have alike; none where there is one host only. Pure. */
export function sharedVariables(hosts: readonly HostVariables[]): Values {
  const [first, ...others] = hosts;
  const shared = Object.entries(first?.values ?? {}).filter(
    ([name, value]) =>
      others.length > 0 &&
      !NEVER_SHARED.test(name) &&
      others.every(({ values }) => JSON.stringify(values[name]) === JSON.stringify(value)),
  );
  return Object.fromEntries(shared);
}

/** Returns the variables of a host without those that it shares. Pure. */
export function withoutShared(host: HostVariables, shared: Values): HostVariables {
  const own = Object.entries(host.values).filter(([name]) => !(name in shared));
  return { ...host, values: Object.fromEntries(own) };
}

/** Where a host is, that it sleeps, and its checks are its own. */
const NEVER_SHARED = /_(base_url|paused|id|name|tests|heartbeats|ssl|pagespeed)$/;

/**
 * Returns what the tests of a stack share: contact groups, tags and regions, which have a variable each, told for a single test, too; and
 * other options where there are more tests than the two that say these by variables of their own.
 */
function presetsFor(declarations: readonly Declaration[], base: string): Presets {
  const all = sharedBy(declarations, WORTH_SHARING, 1);
  const ofAll = Object.entries(all.top).filter(([name]) => OF_ALL_TESTS.includes(name));
  const few: Presets = { ...all, top: Object.fromEntries(ofAll) };
  const isOwn = (one: Declaration) => OWN_TESTS.some(({ kind }) => isOwnTest(one, base, kind, few));
  const tests = declarations.filter(({ check }) => check.kind.option === 'tests');
  return tests.every(isOwn) ? few : all;
}

/** Returns where the stack answers: the URL below which its two tests are, else the host that most of its checks look at. */
function baseUrlOf(declarations: readonly Declaration[]): string {
  const urls = declarations.flatMap(({ check, all }) =>
    // A URL that holds a secret is not among what can be declared.
    all.website_url === undefined ? [] : [urlOf(check) ?? ''],
  );
  const bases = urls.flatMap((url) => /^(https?:\/\/.+)\/(?:liveness|readiness)$/i.exec(url)?.[1] ?? []);
  const origins = urls.flatMap((url) => originOf(url) ?? []);
  return String((mostCommon(bases) ?? mostCommon(origins))?.value ?? '');
}

function isOwnTest(one: Declaration, base: string, kind: string, presets: Presets): boolean {
  const { check, options, all } = one;
  return (
    check.kind.option === 'tests' &&
    options.website_url === `${base.replace(/\/+$/, '')}/${kind}` &&
    all.test_type === 'HTTP' &&
    one.left.length === 0 &&
    isWithin(besides(one, presets), ['name', 'website_url', ...OWN_OPTIONS])
  );
}

function isOwnSsl(one: Declaration, site: string, presets: Presets): boolean {
  const { check, options } = one;
  return (
    check.kind.option === 'ssl' &&
    normalise('url', String(options.website_url)) === normalise('url', site) &&
    // The role's own has no variable for its ID.
    !one.keepsId &&
    one.left.length === 0 &&
    isWithin(besides(one, presets), ['website_url', ...SSL_OPTIONS])
  );
}

function isWithin(values: Values, names: readonly string[]): boolean {
  return Object.keys(values).every((name) => names.includes(name));
}

/** Returns values without those that are none. */
export function given(values: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Returns values under the names that they have with a prefix. */
export function prefixed(prefix: string, values: Values): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}_${name}`, value]));
}

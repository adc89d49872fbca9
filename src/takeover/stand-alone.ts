import type { Values } from '../statuscake/resource.ts';
import type { Declaration } from './declaration.ts';
import { given, type HostVariables, OWN_OPTIONS, PREFIX, prefixed, SSL_OPTIONS } from './role-variables.ts';
import { OF_ALL_TESTS } from './sharing.ts';

const OWN_TESTS = ['liveness', 'readiness'] as const;

/** The lists of a host, which a group could have in its place. */
const LISTS = ['tests', 'heartbeats', 'ssl', 'pagespeed', 'domains'];

const COVERED = [
  'paused',
  'defaults',
  ...OF_ALL_TESTS,
  ...LISTS,
  ...[...OWN_TESTS, 'ssl'].map((kind) => `${kind}_\\w+`),
];

/** Finds in a file a variable on which a host that stands alone has a word of its own. A comment has none. */
export const SAYS_COVERED = anyOf(COVERED);

/** The same, where a file counts more than that of the host: then it matters, too, where its stack answers. */
export const SAYS_OTHERWISE = anyOf([...COVERED, 'base_url']);

function anyOf(variables: readonly string[]): RegExp {
  return new RegExp(`^(?!\\s*[#;]).*\\b${PREFIX}(?:${variables.join('|')})\\b["']?\\s*[:=]`, 'm');
}

/** Returns the variables of a host with a word on all that groups could say of its checks, so that none of them counts. Pure. */
export function standAlone(host: HostVariables): HostVariables {
  const { declarations, values, origins, own } = host;
  // A check that cannot say its own would get what is said here; null says nothing, and groups do not count either.
  const isLeft = (name: string) =>
    declarations.some(({ left }) => left.some(({ option }) => option === name));
  const unsaid: Values = {
    base_url: '',
    paused: false,
    ...Object.fromEntries(OF_ALL_TESTS.map((name) => [name, isLeft(name) ? null : []])),
    defaults: {},
    ...Object.fromEntries(OWN_TESTS.flatMap((kind) => Object.entries(testOf(kind, own[kind])))),
    ...sslOf(own.ssl),
    ...Object.fromEntries(LISTS.map((name) => [name, []])),
  };
  const moved = OWN_TESTS.flatMap((kind): [string, readonly Declaration[]][] => {
    const test = own[kind];
    return test === undefined ? [] : [[`${PREFIX}${kind}_enabled`, [test]]];
  });
  const isMoved = (checks: readonly Declaration[]) => moved.some(([, [test]]) => test === checks[0]);
  return {
    ...host,
    values: { ...prefixed(PREFIX.slice(0, -1), unsaid), ...values },
    origins: new Map([...moved, ...[...origins].filter(([, checks]) => !isMoved(checks))]),
  };
}

function testOf(kind: string, test: Declaration | undefined): Values {
  return prefixed(
    kind,
    test === undefined
      ? { enabled: false }
      : given({
          enabled: true,
          // null says nothing, and what others say of it does not count either.
          id: test.id,
          renamed_from: null,
          name: test.all.name,
          path: `/${kind}`,
          ...pick(test, OWN_OPTIONS),
        }),
  );
}

function sslOf(test: Declaration | undefined): Values {
  return prefixed(
    'ssl',
    test === undefined ? { enabled: false } : given({ enabled: true, ...pick(test, SSL_OPTIONS) }),
  );
}

function pick({ all }: Declaration, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

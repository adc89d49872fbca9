import { identityOf, type Remote } from '../statuscake/resource.ts';
import { ssl } from '../statuscake/resources/ssl.ts';
import type { Claims } from './claims.ts';
import { type Claim, labelOf, type StackDeclaration } from './declaration.ts';
import { formerLabelOf, formerNamesOf } from './former-names.ts';
import { groupBy } from './group-by.ts';
import { stacksOf } from './ownership.ts';
import { signOf, signsIn } from './ssl-sign.ts';
import { byAge } from './succession.ts';

/** What is known when the signs of stacks are decided. */
export interface SignSettings {
  /** The uptime tests and SSL tests that were read. */
  readonly tests: readonly Remote[];
  readonly sslTests: readonly Remote[];
  readonly tagPrefix: string;
  /** Whether SSL tests go that are not declared any more. */
  readonly purge: boolean;
}

/** The signs that uptime tests shall carry. */
export interface Signs {
  /** Those of claimed ones. */
  readonly ofClaims: ReadonlyMap<Claim, readonly string[]>;
  /** Of those that nobody claims and that stay, the ones whose signs change. */
  readonly ofOthers: readonly {
    readonly stack: string;
    readonly test: Remote;
    readonly signs: readonly string[];
  }[];
}

/**
 * Decides which uptime test of each stack carries which sign. A stack needs those of the SSL tests that it declares, each on one of its
 * tests; of the others it keeps what may still be needed. Pure.
 */
export function planSigns(
  stacks: readonly StackDeclaration[],
  { claims, deletions, kept }: Pick<Claims, 'claims' | 'deletions' | 'kept'>,
  settings: SignSettings,
): Signs {
  // What another stack declares by now takes no sign along for this one.
  const taken = new Set([...kept, ...[...claims, ...deletions].map(({ actual }) => actual?.id)]);
  const ofClaims = new Map<Claim, readonly string[]>();
  const ofOthers: { stack: string; test: Remote; signs: readonly string[] }[] = [];
  const testsOf = testsByStack(stacks, settings);
  const claimsOf = groupBy(claims, ({ stack }) => stack);
  for (const declaration of stacks.filter(({ untouched }) => !untouched)) {
    const { stack } = declaration;
    const own = testsOf.get(stack) ?? [];
    const claimed = (claimsOf.get(stack) ?? []).filter(({ isMoving }) => !isMoving);
    const others = own.filter(({ id }) => !taken.has(id));
    const bearers = [...claimed.map(({ actual }) => actual), ...others];
    const held = bearers.map((test) => (test === null ? [] : signsIn(test)));
    const assigned = assign(held, wantedBy(declaration, own.flatMap(signsIn), settings));
    for (const [index, claim] of claimed.entries()) {
      ofClaims.set(claim, assigned[index] ?? []);
    }
    for (const [index, test] of others.entries()) {
      const signs = assigned[claimed.length + index] ?? [];
      if (signs.join() !== held[claimed.length + index]?.join()) {
        ofOthers.push({ stack, test, signs });
      }
    }
  }
  return { ofClaims, ofOthers };
}

function testsByStack(
  stacks: readonly StackDeclaration[],
  { tests, tagPrefix }: SignSettings,
): Map<string, Remote[]> {
  const formerNames = formerNamesOf(stacks);
  const entries = [...tests]
    .sort(byAge)
    .flatMap((test) => stacksOf(test.tags, tagPrefix, formerNames).map((stack) => ({ stack, test })));
  const groups = groupBy(entries, ({ stack }) => stack);
  return new Map([...groups].map(([stack, own]) => [stack, own.map(({ test }) => test)]));
}

function wantedBy(
  declaration: StackDeclaration,
  held: readonly string[],
  { sslTests, purge }: SignSettings,
): Set<string> {
  const declared = declaration.checks.ssl;
  if (declared === undefined) {
    return new Set(held);
  }
  const urls = declared.map((check) => {
    const known = sslTests.find(({ id }) => id === check.id);
    return check.values.website_url === undefined && known ? identityOf(ssl, known) : labelOf(ssl, check);
  });
  const former = declared.map((check) => formerLabelOf(ssl, declaration, check)?.label);
  const staying = sslTests.map((test) => identityOf(ssl, test)).filter((url) => !former.includes(url));
  const present = new Set(staying.map(signOf));
  return new Set([...urls.map(signOf), ...(purge ? [] : held.filter((sign) => present.has(sign)))]);
}

/** Leaves signs where they are, as far as they are wanted, and gives the missing ones to one that has some, else to the first. */
function assign(held: readonly (readonly string[])[], wanted: ReadonlySet<string>): string[][] {
  const assigned = held.map((signs) => signs.filter((sign) => wanted.has(sign)));
  const missing = [...wanted].filter((sign) => !assigned.some((signs) => signs.includes(sign)));
  const bearer = assigned.find((signs) => signs.length > 0) ?? assigned[0];
  bearer?.push(...missing);
  return assigned.map((signs) => signs.sort());
}

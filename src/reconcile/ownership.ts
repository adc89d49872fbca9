import type { Json } from '../json.ts';
import { identityOf, type Remote, type Values } from '../statuscake/resource.ts';
import { ssl } from '../statuscake/resources/ssl.ts';
import type { StackDeclaration } from './declaration.ts';
import { OptionError } from './option-error.ts';
import { signOf, signsIn } from './ssl-sign.ts';

/** What shows to which stacks a resource belongs: its tags, else its name, else signs on the uptime tests of the stacks. */
export type Ownership = 'tag' | 'name' | 'sign';

/** How resources of a kind are told to belong to stacks. */
export interface OwnershipRule {
  /** The stacks that have a claim on a resource. */
  ownersOf(remote: Remote): readonly string[];
  /** Whether one stack's claim keeps the others from declaring the resource. */
  readonly exclusive: boolean;
  /**
   * Makes declared values those of a stack.
   * @throws OptionError when they cannot be
   */
  mark(stack: string, values: Values, actual: Remote | null): Values;
  /** What a resource does that a stack has a claim on, as the end of a sentence. */
  claimBy(stack: string): string;
  /** What a resource does that no stack has a claim on, as the end of a sentence. */
  readonly unclaimed: string;
  /** What to do about a resource that two stacks have a claim on. */
  readonly advice: string;
}

/** Names of stacks: what the API's tag filter, a list separated by commas, can carry (letters, digits, `.`, `_`, `-`). */
const STACK_NAME = /^[A-Za-z0-9._-]+$/;

/** Returns whether a stack may be called this. */
export function isStackName(name: string): boolean {
  return STACK_NAME.test(name);
}

/** Returns the stacks that a list of tags speaks of: each tag with the prefix names one. */
export function stacksOf(tags: Json | undefined, tagPrefix: string): string[] {
  if (!Array.isArray(tags)) {
    return [];
  }
  return tags
    .map((tag) => String(tag).trim())
    .flatMap((tag) => (tag.startsWith(tagPrefix) ? [tag.slice(tagPrefix.length)] : []));
}

/**
 * Returns how resources of a kind are told to belong to stacks.
 * @param tagged resources with tags that were read: they show what stacks there are, and uptime tests what SSL tests were declared
 */
export function ownershipRule(
  ownership: Ownership,
  stacks: readonly StackDeclaration[],
  tagged: readonly Remote[],
  tagPrefix: string,
): OwnershipRule {
  if (ownership === 'tag') {
    return byTag(tagPrefix);
  }
  if (ownership === 'sign') {
    return bySign(stacks, tagged, tagPrefix);
  }
  const declared = stacks.map(({ stack }) => stack);
  return byName(new Set([...declared, ...tagged.flatMap(({ tags }) => stacksOf(tags, tagPrefix))]));
}

/** A resource belongs to the stacks whose tags it carries; what is declared for a stack gets its tag. */
export function byTag(tagPrefix: string): OwnershipRule {
  return {
    ownersOf: ({ tags }) => stacksOf(tags, tagPrefix),
    exclusive: true,
    mark(stack, values, actual) {
      const other = stacksOf(values.tags, tagPrefix).find((owner) => owner !== stack);
      if (other !== undefined) {
        throw new OptionError(
          'tags',
          `${tagPrefix}${other} is the tag of another stack, ${stack} cannot have it`,
        );
      }
      // Where no tags are declared, those that are there stay.
      const tags = values.tags ?? actual?.tags ?? [];
      return { ...values, tags: [...(Array.isArray(tags) ? tags : [tags]), tagPrefix + stack] };
    },
    claimBy: (stack) => `carries the tag of the stack ${stack}`,
    unclaimed: "has no stack's tag",
    advice: 'take one of the tags off it',
  };
}

/** A resource without tags belongs to the stack with whose name, and a space, its own name begins. */
export function byName(stacks: ReadonlySet<string>): OwnershipRule {
  const ownersOf = ({ name }: Values): string[] => {
    const [first = '', ...rest] = String(name).split(' ');
    return rest.length > 0 && stacks.has(first) ? [first] : [];
  };
  return {
    ownersOf,
    exclusive: true,
    mark(stack, values, actual) {
      const name = values.name ?? actual?.name ?? '';
      if (ownersOf({ name })[0] === stack) {
        return values;
      }
      throw new OptionError(
        'name',
        `${JSON.stringify(name)} has to begin with "${stack} ", by which it belongs to the stack`,
      );
    },
    claimBy: (stack) => `begins with the name of the stack ${stack}`,
    unclaimed: 'begins with the name of no stack',
    advice: 'rename it in the account',
  };
}

/**
 * A resource with neither tags nor name, an SSL test, belongs to every stack on one of whose uptime tests its sign is, since it was
 * declared for that stack, and to those that say of its host that it is theirs.
 */
function bySign(
  stacks: readonly StackDeclaration[],
  tagged: readonly Remote[],
  tagPrefix: string,
): OwnershipRule {
  const owners = new Map<string, Set<string>>();
  const add = (key: string, stack: string) => owners.set(key, (owners.get(key) ?? new Set()).add(stack));
  for (const { stack, domains } of stacks) {
    for (const host of domains) {
      add(`host ${host}`, stack);
    }
  }
  for (const test of tagged) {
    for (const sign of signsIn(test)) {
      for (const stack of stacksOf(test.tags, tagPrefix)) {
        add(sign, stack);
      }
    }
  }
  return {
    ownersOf(remote) {
      const url = identityOf(ssl, remote);
      return [
        ...new Set([signOf(url), `host ${hostOf(url)}`].flatMap((key) => [...(owners.get(key) ?? [])])),
      ];
    },
    exclusive: false,
    mark: (_stack, values) => values,
    claimBy: (stack) => `is declared for the stack ${stack}`,
    unclaimed: 'was not declared for the stack, as far as its uptime tests tell',
    advice: 'declare it for a stack that stays, or delete it by hand',
  };
}

/** Returns the host that a URL, a name or an address is at, in lower case. */
export function hostOf(address: string): string {
  const url = address.includes('://') ? address : `https://${address}`;
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : address.toLowerCase();
}

/** Returns the first stack other than this one that keeps it from having a resource, if there is one. */
export function otherOwner(rule: OwnershipRule, remote: Remote, stack: string): string | undefined {
  return rule.exclusive ? rule.ownersOf(remote).find((owner) => owner !== stack) : undefined;
}

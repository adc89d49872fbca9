import type { Json } from '../json.ts';
import { identityOf, type Remote, type Resource, type Values } from '../statuscake/resource.ts';
import { ssl } from '../statuscake/resources/ssl.ts';
import type { StackDeclaration } from './declaration.ts';
import { type FormerNames, formerNamesOf, renameText } from './former-names.ts';
import { OptionError } from './option-error.ts';
import { isRenamingMark } from './renaming-mark.ts';
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
  /** Returns what makes a resource that nobody declares one of a stack that was renamed; nothing where it is that already. */
  carryOver(stack: string, remote: Remote): Values | undefined;
  /** What a resource does that a stack has a claim on, as the end of a sentence. */
  claimBy(stack: string): string;
  /** What a resource does that no stack has a claim on, as the end of a sentence. */
  readonly unclaimed: string;
  /** What to do about a resource that two stacks have a claim on. */
  readonly advice: string;
}

/** A kind of check, and what tells to which stack one belongs. */
export interface OwnedKind {
  readonly resource: Resource;
  readonly rule: OwnershipRule;
}

/** Names of stacks: what the API's tag filter, a list separated by commas, can carry (letters, digits, `.`, `_`, `-`). */
const STACK_NAME = /^[A-Za-z0-9._-]+$/;

/** Returns whether a stack may be called this. */
export function isStackName(name: string): boolean {
  return STACK_NAME.test(name);
}

const NEVER_RENAMED: FormerNames = new Map();

/** Returns the stacks that a list of tags speaks of, by the names that they bear now: each tag with the prefix names one. */
export function stacksOf(
  tags: Json | undefined,
  tagPrefix: string,
  formerNames: FormerNames = NEVER_RENAMED,
): string[] {
  const names = tagsWith(tags, tagPrefix).map((tag) => tag.slice(tagPrefix.length));
  return [...new Set(names.map((name) => formerNames.get(name) ?? name))];
}

function tagsWith(tags: Json | undefined, tagPrefix: string): string[] {
  const texts = Array.isArray(tags) ? tags.map((tag) => String(tag).trim()) : [];
  return texts.filter((tag) => tag.startsWith(tagPrefix));
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
  const formerNames = formerNamesOf(stacks);
  if (ownership === 'tag') {
    return byTag(tagPrefix, formerNames);
  }
  if (ownership === 'sign') {
    return bySign(stacks, tagged, tagPrefix);
  }
  const declared = stacks.map(({ stack }) => stack);
  const known = [...declared, ...tagged.flatMap(({ tags }) => stacksOf(tags, tagPrefix))];
  return byName(new Set(known), formerNames);
}

/** A resource belongs to the stacks whose tags it carries; what is declared for a stack gets its tag. */
export function byTag(tagPrefix: string, formerNames: FormerNames = NEVER_RENAMED): OwnershipRule {
  const isOfStacks = (tag: string) => tag.startsWith(tagPrefix) || isRenamingMark(tag);
  const withoutTagsOfStacks = (tags: Json | undefined): Json[] =>
    Array.isArray(tags) ? tags.filter((tag) => !isOfStacks(String(tag).trim())) : [];
  return {
    ownersOf: ({ tags }) => stacksOf(tags, tagPrefix, formerNames),
    exclusive: true,
    mark(stack, values, actual) {
      const kept = tagsWith(values.tags, '').find(isRenamingMark);
      if (kept !== undefined) {
        throw new OptionError(
          'tags',
          `${kept} would say that the stack is being renamed: give it a tag that does not begin so`,
        );
      }
      const other = stacksOf(values.tags, tagPrefix).find((owner) => owner !== stack);
      if (other !== undefined) {
        throw new OptionError(
          'tags',
          `${tagPrefix}${other} is the tag of another stack, ${stack} cannot have it`,
        );
      }
      // Where no tags are declared, those that are there stay, but for that of a stack to which it belonged before.
      const tags = values.tags ?? withoutTagsOfStacks(actual?.tags);
      return { ...values, tags: [...(Array.isArray(tags) ? tags : [tags]), tagPrefix + stack] };
    },
    carryOver(stack, { name, tags }) {
      const own = tagsWith(tags, tagPrefix).map((tag) => tag.slice(tagPrefix.length));
      const former = own.find((each) => each !== stack);
      return former === undefined
        ? undefined
        : {
            name: renameText(String(name), former, stack) ?? String(name),
            tags: [...withoutTagsOfStacks(tags), tagPrefix + stack],
          };
    },
    claimBy: (stack) => `carries the tag of the stack ${stack}`,
    unclaimed: "has no stack's tag",
    advice: 'take one of the tags off it',
  };
}

/** A resource without tags belongs to the stack with whose name, and a space, its own name begins. */
export function byName(stacks: ReadonlySet<string>, formerNames: FormerNames = NEVER_RENAMED): OwnershipRule {
  const firstWordOf = ({ name }: Values): string | undefined => {
    const [first = '', ...rest] = String(name).split(' ');
    return rest.length > 0 && (stacks.has(first) || formerNames.has(first)) ? first : undefined;
  };
  return {
    ownersOf(values) {
      const first = firstWordOf(values);
      return first === undefined ? [] : [formerNames.get(first) ?? first];
    },
    exclusive: true,
    mark(stack, values, actual) {
      const name = values.name ?? actual?.name ?? '';
      if (firstWordOf({ name }) === stack) {
        return values;
      }
      throw new OptionError(
        'name',
        `${JSON.stringify(name)} has to begin with "${stack} ", by which it belongs to the stack`,
      );
    },
    carryOver(stack, values) {
      const first = firstWordOf(values);
      return first === undefined || first === stack
        ? undefined
        : { name: stack + String(values.name).slice(first.length) };
    },
    claimBy: (stack) => `begins with the name of the stack ${stack}`,
    unclaimed: 'does not begin with the name of the stack',
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
  const formerNames = formerNamesOf(stacks);
  const owners = new Map<string, Set<string>>();
  const add = (key: string, stack: string) => owners.set(key, (owners.get(key) ?? new Set()).add(stack));
  for (const { stack, domains } of stacks) {
    for (const host of domains) {
      add(`host ${host}`, stack);
    }
  }
  for (const test of tagged) {
    for (const sign of signsIn(test)) {
      for (const stack of stacksOf(test.tags, tagPrefix, formerNames)) {
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
    carryOver: () => undefined,
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

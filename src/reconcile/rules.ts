import type { Remote, Resource } from '../statuscake/resource.ts';
import type { StackDeclaration } from './declaration.ts';
import { byHost, byName, byTag, hostOf, type OwnershipRule, stacksOf } from './ownership.ts';

/**
 * How resources of a kind are told to belong to stacks: by their tags, else by their names, else by the hosts of the stacks.
 * @param tagged resources with tags that were read; those with URLs show at which hosts stacks are
 */
export function ruleFor(
  resource: Resource,
  stacks: readonly StackDeclaration[],
  tagged: readonly Remote[],
  tagPrefix: string,
): OwnershipRule {
  if (resource.tagField !== undefined) return byTag(tagPrefix);
  if (resource.identity === 'name') {
    const declared = stacks.map(({ stack }) => stack);
    return byName(new Set([...declared, ...tagged.flatMap(({ tags }) => stacksOf(tags, tagPrefix))]));
  }
  return byHost(hostsOf(stacks, tagged, tagPrefix));
}

/** The stacks at each host: that of a URL which a stack declares, or which a test with its tag requests, or a domain of it. */
function hostsOf(
  stacks: readonly StackDeclaration[],
  tagged: readonly Remote[],
  tagPrefix: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const hosts = new Map<string, Set<string>>();
  const add = (host: string, stack: string) => {
    const known = hosts.get(host);
    if (known) known.add(stack);
    else hosts.set(host, new Set([stack]));
  };
  for (const { stack, hosts: declared } of stacks) for (const host of declared) add(host, stack);
  for (const { website_url: url, tags } of tagged) {
    if (typeof url !== 'string') continue;
    for (const stack of stacksOf(tags, tagPrefix)) add(hostOf(url), stack);
  }
  return hosts;
}

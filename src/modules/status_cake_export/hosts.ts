import type { Judge } from '../../takeover/rules.ts';

/** The host of a stack. */
interface Host {
  readonly name: string;
  /** Whether its stack is to be removed. */
  readonly isLeaving: boolean;
  /** Why its variables must not be written; `null` where they may. */
  readonly reason: string | null;
}

/** What an inventory says of its hosts. */
export interface Hosts {
  hostOf(stack: string): Host;
  /** Returns a judge for which the name of a host stands for its stack. */
  throughHosts(judge: Judge): Judge;
}

/**
 * Returns what an inventory says of its hosts, of which each has the stack of its name where nothing is said.
 * @param stacks the names of stacks that are called otherwise, by their hosts
 * @param absent hosts whose stacks are to be removed
 */
export function hostsOf(stacks: ReadonlyMap<string, string>, absent: readonly string[]): Hosts {
  return {
    hostOf(stack) {
      const names = [...stacks].flatMap(([host, own]) => (own === stack ? [host] : []));
      const [name = stack] = names;
      const isLeaving = absent.includes(name);
      return { name, isLeaving, reason: reasonFor(name, names, stacks.get(name) ?? stack, stack, isLeaving) };
    },
    throughHosts: (judge) => (check) => {
      const finding = judge(check);
      return 'stack' in finding ? { ...finding, stack: stacks.get(finding.stack) ?? finding.stack } : finding;
    },
  };
}

function reasonFor(
  host: string,
  hosts: readonly string[],
  own: string,
  stack: string,
  isLeaving: boolean,
): string | null {
  if (hosts.length > 1) {
    return `the hosts ${hosts.join(' and ')} have the stack ${stack} all, and each would declare its checks: give it one host`;
  }
  if (own !== stack) {
    return `the stack of the host ${host} is ${own}, so nobody would declare those of ${stack}: give ${stack} a host`;
  }
  return isLeaving
    ? `statuscake_stack_state of ${host} is absent, so the next run would delete what is declared here: say present first, to keep it`
    : null;
}

import type { Parameters } from '../../ansible/argument-spec.ts';
import { ModuleFailure } from '../../ansible/module.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { CheckDeclaration, StackDeclaration } from '../../reconcile/declaration.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { hostOf, isStackName } from '../../reconcile/ownership.ts';
import type { Policy } from '../../reconcile/plan.ts';
import { collect, type Place, type Problem } from '../../reconcile/problems.ts';
import type { Resource, Values } from '../../statuscake/resource.ts';
import { WHOLE_ACCOUNT } from '../../statuscake/state/turn.ts';
import { groupResolver, type Lookup } from '../common/references.ts';
import { subjectsOf } from '../common/subjects.ts';
import { checkIdentity, declaredValues, type Given, givenFields } from '../common/values.ts';
import { sealFor } from '../status_cake_test/credentials.ts';
import { STATUS_CODE_OPTIONS } from '../status_cake_test/status-codes.ts';
import { STACK_KINDS, type StackKind } from './kinds.ts';
import type { stackModuleOptions, stackOptions } from './options.ts';

export type StackParameters = Parameters<typeof stackModuleOptions>;

const [MAIN, ...OTHERS] = STACK_KINDS.map(({ option }) => option);

type Entry = Parameters<typeof stackOptions>;
type Defaults = NonNullable<Entry['defaults']>;
type State = StackDeclaration['state'];

/**
 * Refuses what is never a wish, but what an empty variable makes of a template.
 * @throws ModuleFailure
 */
export function refuseDangerous(parameters: StackParameters): void {
  const { stacks, purge_unlisted_stacks: purgeUnlisted } = parameters;
  if (purgeUnlisted && (stacks === null || stacks.length === 0)) {
    const given = stacks === null ? 'is not given' : 'is empty';
    throw new ModuleFailure(
      `purge_unlisted_stacks would delete the tests of every stack, since stacks ${given}: list the stacks that remain`,
    );
  }
  if (parameters.tag_prefix === '') {
    throw new ModuleFailure('tag_prefix cannot be empty: every tag would name a stack');
  }
  const entries = entriesOf(parameters);
  refuseNames(entries, stacks !== null);
  for (const [index, entry] of entries.entries()) {
    const { name, state } = entry;
    if (entries.findIndex((other) => other.name === name) < index) {
      throw new ModuleFailure(`stacks has ${name} twice: put all its tests into one entry`);
    }
    if (state === 'present' && STACK_KINDS.every(({ option }) => entry[option] === null)) {
      throw new ModuleFailure(
        `${MAIN} is missing for the stack ${name}, and so are ${OTHERS.slice(0, -1).join(', ')} and ${OTHERS.at(-1)}: declare its tests, ` +
          '[] for none, or set state to absent',
      );
    }
  }
}

/** @throws ModuleFailure that tells by their numbers which entries have names that no stack can have, so that whoever has put them together can go on without */
function refuseNames(entries: readonly NamedEntry[], areListed: boolean): void {
  const wrong = entries.flatMap(({ name }, index): [number, string][] =>
    isStackName(name)
      ? []
      : [[index, `stack may have letters, digits, '.', '_' and '-', got: ${JSON.stringify(name)}`]],
  );
  const [first] = wrong;
  if (first !== undefined) {
    throw new ModuleFailure(
      first[1],
      areListed ? { wrong_entries: { stacks: Object.fromEntries(wrong) } } : {},
    );
  }
}

/**
 * Returns what the options declare, with contact groups by their IDs. Reads the contact groups if any is given by name.
 * @throws StatusCakeError
 */
export async function declareStacks(
  lookup: Lookup,
  parameters: StackParameters,
): Promise<{ stacks: StackDeclaration[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const drafts = withFormerNames(
    problems,
    parameters,
    entriesOf(parameters).map((entry) => draftStack(problems, entry, parameters)),
  );
  const declarations = drafts.flatMap(({ checks }) =>
    Object.values(checks).flatMap((list) => list.map(({ values }) => values)),
  );
  const resolve = await groupResolver(lookup, declarations);
  const sealing = await sealFor(parameters.api_key, declarations);
  const stacks = drafts.map((draft) => ({
    ...draft,
    checks: Object.fromEntries(
      STACK_KINDS.flatMap(({ resource }) => {
        const list = draft.checks[resource.name];
        const resolveEach = (check: CheckDeclaration) => {
          const resolved = attempt(
            problems,
            placeOf(draft.stack, resource, { ...check.values, id: check.id }),
            () => ({ ...check, values: resolve(check.values), policy: { ...check.policy, ...sealing } }),
          );
          return resolved.length > 0 ? resolved : [{ ...check, isFaulty: true as const }];
        };
        return list ? [[resource.name, list.flatMap(resolveEach)]] : [];
      }),
    ),
  }));
  return { stacks, problems };
}

/** Returns what a task is to have for itself: the tags of its stacks and all that they declare; where it mirrors a list, everything. */
export function subjectsOfStacks(parameters: StackParameters): string[] {
  if (parameters.purge_unlisted_stacks) {
    return [WHOLE_ACCOUNT];
  }
  return entriesOf(parameters).flatMap((entry) => [
    `the tag ${parameters.tag_prefix}${entry.name}`,
    ...(entry.renamed_from ? [`the tag ${parameters.tag_prefix}${entry.renamed_from}`] : []),
    ...STACK_KINDS.flatMap(({ option, resource }) =>
      (entry[option] ?? []).flatMap((check: Given) =>
        subjectsOf(
          resource,
          (check.id ?? null) as string | null,
          (check[resource.identity] ?? null) as string | null,
        ),
      ),
    ),
  ]);
}

/** Returns the names of the stacks that a task is about. */
export function namesOfStacks(parameters: StackParameters): string[] {
  return entriesOf(parameters).map(({ name }) => name);
}

type NamedEntry = Omit<Entry, 'stack'> & { readonly name: string; readonly state: State };

/** Returns the stacks of a task, whether it is about one or about many. */
function entriesOf(parameters: StackParameters): NamedEntry[] {
  const { stacks, state } = parameters;
  const named = (entry: Entry, entryState: State): NamedEntry => ({
    ...entry,
    name: entry.stack ?? '',
    state: entryState,
  });
  return stacks === null
    ? [named(parameters, state)]
    : stacks.map((entry) => named(entry as Entry, (entry.state as State | null) ?? state));
}

function draftStack(
  problems: Problem[],
  entry: NamedEntry,
  { defaults, verify, paused: allPaused }: StackParameters,
): StackDeclaration {
  const { name: stack, state } = entry;
  const paused = entry.paused ?? allPaused;
  const domains = (entry.domains ?? []).map(hostOf);
  const checks: Record<string, CheckDeclaration[]> = {};
  for (const kind of STACK_KINDS) {
    const { option, resource } = kind;
    const declared = entry[option];
    if (declared === null) {
      continue;
    }
    const presets: Given[] = [
      paused === false ? { paused } : {},
      presetsOf(resource, option, defaults),
      presetsOf(resource, option, entry.defaults),
    ];
    const sleep: Given = paused === true ? { paused } : {};
    const complete = declared.map((check) => [...presets, given(check), sleep].reduce(override));
    checks[resource.name] = complete.flatMap((check) => {
      const drafted = attempt(problems, placeOf(stack, resource, check), () =>
        draftCheck(kind, state, check, verify),
      );
      return drafted.length > 0
        ? drafted
        : meaningOf(kind, check, verify).map((each) => ({ ...each, isFaulty: true as const }));
    });
  }
  return { stack, state, checks, domains };
}

/** Returns stacks with the former names that they declare; one that cannot be right is a problem. */
function withFormerNames(
  problems: Problem[],
  parameters: StackParameters,
  drafts: readonly StackDeclaration[],
): StackDeclaration[] {
  const others = (parameters.other_stacks ?? []).filter(({ state }) => state === 'present');
  const names = new Set([...drafts, ...others].map(({ stack }) => stack));
  const formers = entriesOf(parameters).map((entry) => formerName(entry.renamed_from));
  const successors = new Map([
    ...others.map(({ stack, renamed_from: former }) => [former, stack] as const),
    ...drafts.map(({ stack }, index) => [formers[index], stack] as const),
  ]);
  return drafts.flatMap((draft, index) => {
    const { stack, state } = draft;
    const former = formers[index];
    const place = { stack, check: 'the stack itself' };
    const successor = successors.get(stack);
    if (state === 'absent' && successor !== undefined && successor !== stack) {
      attempt(problems, place, () => refuseRemoval(stack, successor));
    }
    if (former === undefined || former === stack) {
      return [draft];
    }
    const named = attempt(problems, place, () => {
      if (successor !== undefined && state === 'present') {
        refuseHandover(stack, successor, former);
      }
      refuseFormerName(stack, former, names, formers);
      return { ...draft, formerName: former };
    });
    return named.length > 0 ? named : [draft];
  });
}

/** @throws OptionError: all that the stack has would go, which another one says is its own by now */
function refuseRemoval(stack: string, successor: string): never {
  throw new OptionError(
    'state',
    `${successor} says that it was called ${stack}, so ${stack} cannot be removed as well: take ${stack} out, or renamed_from of ${successor} once that has done its work`,
  );
}

/** @throws OptionError: what the stack has is to go to another one, and it is to get what a third one has */
function refuseHandover(stack: string, successor: string, former: string): never {
  throw new OptionError(
    'renamed_from',
    `${successor} says that it was called ${stack}: rename that first, while nothing is declared of ${stack}, and then ${former} to ${stack}`,
  );
}

/** @throws OptionError where a stack cannot have been called this before */
function refuseFormerName(
  stack: string,
  former: string,
  declared: ReadonlySet<string>,
  claimed: readonly (string | undefined)[],
): void {
  if (!isStackName(former)) {
    throw new OptionError(
      'renamed_from',
      `takes the name of a stack, with letters, digits, '.', '_' and '-', got: ${JSON.stringify(former)}`,
    );
  }
  if (declared.has(former)) {
    throw new OptionError(
      'renamed_from',
      `${former} is declared as well, so ${stack} cannot be what became of it: take one of them out, for one run if the name is to be handed on`,
    );
  }
  if (claimed.filter((each) => each === former).length > 1) {
    throw new OptionError(
      'renamed_from',
      `several stacks say that they were called ${former}: only one can have been`,
    );
  }
}

/** Returns what other tasks declare, as far as it tells what is whose: mistakes in it are told by those tasks. */
export function declareOthers(parameters: StackParameters): StackDeclaration[] {
  const { other_stacks: others, verify } = parameters;
  const own = new Set(namesOfStacks(parameters));
  return (others ?? [])
    .filter(({ stack }) => !own.has(stack))
    .map((entry) => ({
      stack: entry.stack,
      state: entry.state as State,
      domains: [],
      ...formerNameOf(entry.renamed_from, own),
      checks: Object.fromEntries(
        STACK_KINDS.flatMap((kind) => {
          const list = entry[kind.option];
          return list
            ? [[kind.resource.name, list.flatMap((check) => meaningOf(kind, check as Given, verify))]]
            : [];
        }),
      ),
      untouched: 'elsewhere' as const,
    }));
}

/** Returns the former name of a stack that another task keeps, unless this one declares a stack of that name. */
function formerNameOf(given: string | null, own: ReadonlySet<string>): { formerName?: string } {
  const name = formerName(given);
  return name === undefined || !isStackName(name) || own.has(name) ? {} : { formerName: name };
}

/** Returns what is known of a declared check as far as it tells which one is meant; nothing where it does not. */
function meaningOf(
  { resource, options }: StackKind,
  { id, renamed_from: renamed, ...given }: Given,
  verify: Policy['verify'],
): CheckDeclaration[] {
  const known = [resource.identity, ...(resource.address ?? [])];
  const values: Values = Object.fromEntries(
    known.flatMap((name) => {
      const { aliases = [] } = options[name] ?? {};
      const value = [name, ...aliases].map((each) => given[each]).find(isScalar);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
  const isIdGiven = /^\d+$/.test(String(id ?? ''));
  if (values[resource.identity] === undefined && !isIdGiven) {
    return [];
  }
  const renamedFrom = formerName(renamed);
  return [
    {
      id: isIdGiven ? String(id) : null,
      values,
      ...(renamedFrom !== undefined && { renamedFrom }),
      policy: { recreate: false, writeHidden: 'on_create', verify },
    },
  ];
}

function isScalar(value: Json | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** What holds for every kind of check that has it; the other options at the top of `defaults` are for uptime tests. */
const COMMON = ['contact_groups', 'tags'];

/** Returns the defaults for checks of a kind: those at the top, as far as they hold for it, and those in the dict of the kind. */
function presetsOf(resource: Resource, option: string, defaults: Defaults | null): Given {
  const { [option]: own, ...all } = given(defaults);
  const top = Object.fromEntries(
    Object.entries(all).filter(([name]) => !OTHERS.some((other) => other === name)),
  );
  if (option === MAIN) {
    return top;
  }
  const fields = resource.fields.map(({ name }) => name);
  const common = COMMON.filter((name) => fields.includes(name) && top[name] !== undefined);
  return {
    ...Object.fromEntries(common.map((name) => [name, top[name]])),
    ...given((own ?? null) as JsonObject | null),
  };
}

/** Options with others over them. Status codes have two forms, of which the one that lies on top takes the other's place. */
function override(options: Given, over: Given): Given {
  const forms = STATUS_CODE_OPTIONS.filter((name) => over[name] === undefined);
  const kept = Object.entries(options).filter(
    ([name]) => forms.length === STATUS_CODE_OPTIONS.length || !forms.includes(name),
  );
  return { ...Object.fromEntries(kept), ...over };
}

/** Returns the options that were given, without those that were left out. */
function given(options: object | null): Given {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== null));
}

/** Returns a declared check, with the defaults in it. Throws an OptionError where a value is not acceptable. */
function draftCheck(
  kind: StackKind,
  state: State,
  declared: Given,
  verify: Policy['verify'],
): CheckDeclaration {
  const { resource } = kind;
  const { id = null, recreate = false, update_password: writeHidden = 'on_change' } = declared;
  const renamedFrom = formerName(declared.renamed_from);
  const { [resource.identity]: identity } = givenFields(resource, declared);
  checkIdentity(resource, id as string | null, identity === undefined ? null : String(identity));
  // What is to go needs no more than a name: what else it says need not be right any more.
  const name = identity === undefined ? {} : { [resource.identity]: identity };
  return {
    values: state === 'absent' ? name : declaredValues(resource, declared, kind),
    id: id as string | null,
    ...(renamedFrom !== undefined && { renamedFrom }),
    policy: { recreate, writeHidden, verify } as Policy,
  };
}

/** Returns what something was called before; nothing where that is not given, or an empty variable made a blank of it. */
function formerName(given: Json | undefined): string | undefined {
  return typeof given === 'string' && given.trim() !== '' ? given : undefined;
}

function placeOf(stack: string, { identity }: Resource, check: Given): Place {
  return { stack, check: String(check[identity] ?? check.id) };
}

/** What work returns, in a list; nothing, and a problem, where that cannot be had. */
function attempt<T>(problems: Problem[], place: Place, work: () => T): T[] {
  const done: T[] = [];
  collect(problems, place, () => done.push(work()));
  return done;
}

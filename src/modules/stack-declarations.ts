import type { Parameters } from '../ansible/argument-spec.ts';
import { ModuleFailure } from '../ansible/module.ts';
import type { CheckDeclaration, StackDeclaration } from '../reconcile/declaration.ts';
import { isStackName } from '../reconcile/ownership.ts';
import type { Policy } from '../reconcile/plan.ts';
import { collect, type Problem } from '../reconcile/problems.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { groupResolver } from './contact-groups.ts';
import type { defaultOptions, stackModuleOptions, stackOptions, testOptions } from './options/stack.ts';
import { checkId, uptimeValues } from './uptime-values.ts';

export type StackParameters = Parameters<typeof stackModuleOptions>;

type Entry = Parameters<typeof stackOptions>;
type Test = Parameters<typeof testOptions>;
type Defaults = Parameters<typeof defaultOptions>;
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
  if (parameters.tag_prefix === '')
    throw new ModuleFailure('tag_prefix cannot be empty: every tag would name a stack');
  const entries = entriesOf(parameters);
  for (const [index, { name, tests, state }] of entries.entries()) {
    if (!isStackName(name)) {
      throw new ModuleFailure(
        `stack may have letters, digits, '.', '_' and '-', got: ${JSON.stringify(name)}`,
      );
    }
    if (entries.findIndex((entry) => entry.name === name) < index) {
      throw new ModuleFailure(`stacks has ${name} twice: put all its tests into one entry`);
    }
    if (tests === null && state === 'present') {
      throw new ModuleFailure(
        `tests is missing for the stack ${name}: declare its tests, [] for none, or set state to absent`,
      );
    }
  }
}

/**
 * What the options declare, with contact groups by their IDs. Reads the contact groups if any is given by name.
 * @throws StatusCakeError
 */
export async function declareStacks(
  client: StatusCakeClient,
  parameters: StackParameters,
): Promise<{ stacks: StackDeclaration[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const drafts = entriesOf(parameters).map(({ name, tests, state, defaults }) => {
    const presets = { ...given(parameters.defaults), ...given(defaults) };
    return {
      stack: name,
      state,
      checks: (tests ?? []).flatMap((test) =>
        draftCheck(problems, { stack: name, state }, { ...presets, ...given(test) }, parameters.verify),
      ),
    };
  });
  const resolve = await groupResolver(
    client,
    drafts.flatMap(({ checks }) => checks.map(({ values }) => values)),
  );
  const stacks = drafts.map(({ stack, state, checks }) => ({
    stack,
    state,
    checks: checks.flatMap((check) => {
      const resolved: CheckDeclaration[] = [];
      collect(problems, { stack, check: String(check.values.name ?? check.id) }, () => {
        resolved.push({ ...check, values: resolve(check.values) });
      });
      return resolved;
    }),
  }));
  return { stacks, problems };
}

interface NamedEntry {
  readonly name: string;
  readonly tests: Test[] | null;
  readonly state: State;
  readonly defaults: Defaults | null;
}

/** The stacks of a task, whether it is about one or about many. */
function entriesOf(parameters: StackParameters): NamedEntry[] {
  const { stacks, state } = parameters;
  const entry = (given: Entry, entryState: State): NamedEntry => ({
    name: given.stack ?? '',
    tests: given.tests,
    state: entryState,
    defaults: given.defaults,
  });
  return stacks === null
    ? [entry(parameters, state)]
    : stacks.map((given) => entry(given as Entry, (given.state as State | null) ?? state));
}

/** The options that were given, without those that were left out. */
function given(options: Test | Defaults | null): Partial<Test> {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([, value]) => value !== null));
}

/** A declared test, with the defaults in it. Nothing, and a problem, where a value is not acceptable. */
function draftCheck(
  problems: Problem[],
  { stack, state }: { readonly stack: string; readonly state: State },
  test: Partial<Test>,
  verify: Policy['verify'],
): CheckDeclaration[] {
  const { name, id = null, recreate, update_password } = test;
  const drafts: CheckDeclaration[] = [];
  collect(problems, { stack, check: String(name ?? id) }, () => {
    checkId(id);
    drafts.push({
      // What is to go needs no more than a name: what else it says need not be right any more.
      values: state === 'absent' ? { ...(name && { name }) } : uptimeValues(test),
      id,
      policy: { recreate: recreate ?? false, writeHidden: update_password ?? 'on_create', verify },
    });
  });
  return drafts;
}

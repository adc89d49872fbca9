import { defineModule, ModuleFailure } from '../../ansible/module.ts';
import type { JsonObject } from '../../json.ts';
import { applyAll, type Outcome, previewAll } from '../../reconcile/apply-all.ts';
import { listFirst } from '../../reconcile/listing.ts';
import { lookAfter } from '../../reconcile/look-after.ts';
import { newNamesOf } from '../../reconcile/references.ts';
import type { PlannedCheck, StackPlan } from '../../reconcile/stack-plan.ts';
import { planAllKinds } from '../../reconcile/stacks.ts';
import { announcing } from '../../reconcile/twins.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { uptime } from '../../statuscake/resources/uptime.ts';
import { lostHistory } from '../common/lost-history.ts';
import type { Lookup } from '../common/references.ts';
import { session } from '../common/session.ts';
import { LOST_CREDENTIALS, unverifiedCredentials } from '../status_cake_test/credentials.ts';
import {
  declareOthers,
  declareStacks,
  namesOfStacks,
  refuseDangerous,
  type StackParameters,
  subjectsOfStacks,
} from './declarations.ts';
import { STACK_KINDS } from './kinds.ts';
import { stackModuleOptions } from './options.ts';
import { digestOf, refuseOtherPlan } from './plan-digest.ts';
import { type Leave, refuseDeletions, refuseProblems, report, requestsToApply, warnings } from './report.ts';

/** Keeps all checks of one stack, or of many, as declared. */
export const module = defineModule({
  name: 'status_cake_stack',
  argument_spec: stackModuleOptions,
  relations: {
    required_one_of: [['stack', 'stacks']],
    mutually_exclusive: [
      ['stack', 'stacks'],
      ...STACK_KINDS.map(({ option }) => [option, 'stacks']),
      ['domains', 'stacks'],
      ['renamed_from', 'stacks'],
    ],
  },

  async run(invocation) {
    const { parameters, checkMode, diffMode, warn } = invocation;
    refuseDangerous(parameters);
    const { tag_prefix: tagPrefix } = parameters;
    return session(invocation, subjectsOfStacks(parameters), async (client) => {
      const lookup: Lookup = { client, checkMode, warn, names: new Map() };
      const leave: Leave = (name, entries) =>
        client.leave(name, `${JSON.stringify(invocation.hide([...entries]), null, 1)}\n`);
      const planned = await plan(lookup, parameters);
      if (planned.isDisputed && parameters.ask_for_other_stacks && parameters.other_stacks === null) {
        return { changed: false, needs_other_stacks: true };
      }
      const stacks = namesOfStacks(parameters);
      refuseProblems(planned.problems, stacks, leave);
      refuseDeletions(planned.checks, parameters.deletion_limit, leave);
      const { checks, notes, problems } = planned;
      for (const note of [
        ...notes,
        ...lostHistory(checks),
        ...lostCredentials(checks),
        ...unverifiedCredentials(checks),
      ]) {
        warn(note);
      }
      const digest = () => digestOf(checks, parameters.api_key ?? '');
      if (parameters.saved_plan !== null) {
        refuseOtherPlan(await digest(), parameters.saved_plan);
      }
      const changing = checks.filter(({ step }) => step.action !== 'unchanged');
      client.expect(changing.length, requestsToApply(checks, tagPrefix));
      const outcomes = checkMode
        ? await previewChecks(client, checks)
        : await announcing(
            client,
            checks.map(({ step }) => step),
            async () => lookAfter(client, await applyAll(client, checks), tagPrefix),
          );
      for (const note of outcomes.flatMap((outcome) => outcome.notes ?? [])) {
        warn(note);
      }
      if (!checkMode) {
        warnings(outcomes).forEach(warn);
      }
      const names = diffMode ? lookup.names : null;
      const result: JsonObject = {
        ...report(outcomes, client, { problems, checkMode, names, tagPrefix, leave, stacks, warn }),
        ...(checkMode && { plan: await digest() }),
      };
      if (result.failed) {
        throw new ModuleFailure(String(result.msg), result);
      }
      return result;
    });
  },
});

/** Returns the whole plan, for all stacks but those with mistakes. */
async function plan(lookup: Lookup, parameters: StackParameters): Promise<StackPlan> {
  const { stacks, problems } = await declareStacks(lookup, parameters);
  const settings = {
    tagPrefix: parameters.tag_prefix,
    purge: parameters.purge,
    purgeUnlisted: parameters.purge_unlisted_stacks,
    duplicates: parameters.duplicates,
    adoptByUrl: parameters.adopt_by_url,
    areAll: parameters.other_stacks !== null,
    purgeContactGroups: parameters.purge_contact_groups,
  };
  const all = [...stacks, ...declareOthers(parameters)];
  return planAllKinds(lookup.client, STACK_KINDS, all, settings, problems);
}

/** Previews what becomes of a plan, also to later previews that may refer to what it would create. */
async function previewChecks(client: StatusCakeClient, checks: readonly PlannedCheck[]): Promise<Outcome[]> {
  const steps = checks.map(({ step }) => step).filter(({ resource }) => resource === uptime);
  // Maintenance windows name tests.
  await client.previews.put(uptime.name, newNamesOf(steps));
  return previewAll(checks);
}

/** So many names are told in a warning. */
const NAMES_IN_WARNING = 10;

/** Returns a warning for tests that are made anew without credentials, which could not be read to be carried over. */
function lostCredentials(checks: readonly PlannedCheck[]): string[] {
  const names = checks
    .filter(({ step }) => step.action === 'recreated' && step.form.basic_username === undefined)
    .map(({ name }) => name);
  if (names.length === 0) {
    return [];
  }
  const list = listFirst(names, NAMES_IN_WARNING);
  return [`${LOST_CREDENTIALS}: ${list}`];
}

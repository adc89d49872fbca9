import { defineModule, ModuleFailure } from '../../ansible/module.ts';
import { applyAll, previewAll } from '../../reconcile/apply-all.ts';
import { listFirst } from '../../reconcile/listing.ts';
import { lookAfter } from '../../reconcile/look-after.ts';
import type { PlannedCheck, StackPlan } from '../../reconcile/stack-plan.ts';
import { planAllKinds } from '../../reconcile/stacks.ts';
import { announcing } from '../../reconcile/twins.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { session } from '../common/session.ts';
import { LOST_CREDENTIALS } from '../status_cake_test/credentials.ts';
import {
  declareStacks,
  namesOfStacks,
  refuseDangerous,
  type StackParameters,
  subjectsOfStacks,
} from './declarations.ts';
import { STACK_KINDS } from './kinds.ts';
import { stackModuleOptions } from './options.ts';
import { digestOf, refuseOtherPlan } from './plan-digest.ts';
import { refuseDeletions, refuseProblems, report, warnings } from './report.ts';

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
    ],
  },

  async run(invocation) {
    const { parameters, checkMode, diffMode, warn } = invocation;
    refuseDangerous(parameters);
    const { tag_prefix: tagPrefix } = parameters;
    return session(invocation, subjectsOfStacks(parameters), async (client) => {
      const { checks, notes, problems } = await plan(client, parameters);
      for (const note of [...notes, ...lostCredentials(checks)]) {
        warn(note);
      }
      const digest = digestOf(checks, parameters.api_key ?? '');
      if (!checkMode) {
        refuseOtherPlan(digest, parameters.saved_plan);
      }
      const outcomes = checkMode
        ? previewAll(checks)
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
      const stacks = namesOfStacks(parameters);
      const result = report(outcomes, problems, client, { checkMode, diffMode, tagPrefix, stacks });
      if (result.failed) {
        throw new ModuleFailure(String(result.msg), { ...result, ...(checkMode && { plan: digest }) });
      }
      return checkMode ? { ...result, plan: digest } : result;
    });
  },
});

/**
 * The whole plan, without the stacks that cannot be as declared: those stay as they are. What is wrong with all of them, or
 * dangerous for all, ends the task here, before anything is written.
 */
async function plan(client: StatusCakeClient, parameters: StackParameters): Promise<StackPlan> {
  const { stacks, problems: declared } = await declareStacks(client, parameters);
  const planned = await planAllKinds(client, STACK_KINDS, stacks, {
    tagPrefix: parameters.tag_prefix,
    purge: parameters.purge,
    purgeUnlisted: parameters.purge_unlisted_stacks,
    duplicates: parameters.duplicates,
  });
  const problems = [...declared, ...planned.problems];
  const troubled = new Set(problems.map(({ stack }) => stack));
  if (stacks.length > 0 && stacks.every(({ stack }) => troubled.has(stack))) {
    refuseProblems(problems);
  }
  const checks = planned.checks.filter(({ stack }) => !troubled.has(stack));
  refuseDeletions(checks, parameters.deletion_limit);
  return { ...planned, checks, problems };
}

/** So many names are told in a warning. */
const NAMES_IN_WARNING = 10;

/** A warning for tests that are made anew without credentials, which could not be read to be carried over. */
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

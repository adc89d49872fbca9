import type { JsonObject } from '../ansible/argument-spec.ts';
import { defineModule, ModuleFailure } from '../ansible/module.ts';
import { applyAll, foreseeAll } from '../reconcile/apply-all.ts';
import type { PlannedCheck } from '../reconcile/stack-plan.ts';
import { planAllKinds } from '../reconcile/stacks.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { connect } from './connection.ts';
import { explain } from './failure.ts';
import { stackModuleOptions } from './options/stack.ts';
import {
  declareStacks,
  refuseDangerous,
  type StackParameters,
  subjectsOfStacks,
} from './stack-declarations.ts';
import { refuseDeletions, refuseProblems, report, warnings } from './stack-report.ts';

/** Keeps all checks of one stack, or of many, as declared. */
export const module = defineModule({
  name: 'status_cake_stack',
  argument_spec: stackModuleOptions,
  relations: {
    required_one_of: [['stack', 'stacks']],
    mutually_exclusive: [
      ['stack', 'stacks'],
      ['tests', 'stacks'],
      ['heartbeats', 'stacks'],
      ['ssl', 'stacks'],
      ['pagespeed', 'stacks'],
      ['domains', 'stacks'],
    ],
  },

  async run(invocation) {
    const { parameters, checkMode, diffMode } = invocation;
    refuseDangerous(parameters);
    const client = connect(parameters, invocation);
    const work = async (): Promise<JsonObject> => {
      const checks = await plan(client, parameters);
      const outcomes = checkMode ? foreseeAll(checks) : await applyAll(client, checks);
      if (!checkMode) warnings(outcomes).forEach(invocation.warn);
      const result = report(outcomes, client, { checkMode, diffMode });
      if (result.failed) throw new ModuleFailure(String(result.msg), result);
      return result;
    };
    try {
      return await (checkMode ? work() : client.exclusively(subjectsOfStacks(parameters), work));
    } catch (error) {
      throw explain(error, client.usage);
    }
  },
});

/** The whole plan, for all stacks. Whatever is wrong with it ends the task here, before anything is written. */
async function plan(client: StatusCakeClient, parameters: StackParameters): Promise<readonly PlannedCheck[]> {
  const { stacks, problems } = await declareStacks(client, parameters);
  const planned = await planAllKinds(client, stacks, {
    tagPrefix: parameters.tag_prefix,
    purge: parameters.purge,
    purgeUnlisted: parameters.purge_unlisted_stacks,
    duplicates: parameters.duplicates,
  });
  refuseProblems([...problems, ...planned.problems], client);
  refuseDeletions(planned.checks, parameters.deletion_limit, client);
  return planned.checks;
}

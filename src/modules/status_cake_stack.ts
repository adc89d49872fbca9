import { defineModule, ModuleFailure } from '../ansible/module.ts';
import { applyAll } from '../reconcile/apply-all.ts';
import { claim, type Ownership } from '../reconcile/claims.ts';
import { type PlannedCheck, planStacks } from '../reconcile/stack-plan.ts';
import { readAccount, readClaimed } from '../reconcile/survey.ts';
import type { StatusCakeClient } from '../statuscake/client.ts';
import { uptime } from '../statuscake/uptime.ts';
import { connect } from './connection.ts';
import { explain } from './failure.ts';
import { stackModuleOptions } from './options/stack.ts';
import { declareStacks, refuseDangerous, type StackParameters } from './stack-declarations.ts';
import { foresee, refuseDeletions, refuseProblems, report } from './stack-report.ts';

/** Keeps all tests of one stack, or of many, as declared. */
export const module = defineModule({
  name: 'status_cake_stack',
  argument_spec: stackModuleOptions,
  relations: {
    required_one_of: [['stack', 'stacks']],
    mutually_exclusive: [
      ['stack', 'stacks'],
      ['tests', 'stacks'],
    ],
  },

  async run({ parameters, checkMode, diffMode, interruption }) {
    refuseDangerous(parameters);
    const client = connect(parameters, interruption);
    try {
      const checks = await plan(client, parameters);
      const outcomes = checkMode ? foresee(checks) : await applyAll(client, checks);
      const result = report(outcomes, client, { checkMode, diffMode });
      if (result.failed) throw new ModuleFailure(String(result.msg), result);
      return result;
    } catch (error) {
      throw explain(error, client.usage);
    }
  },
});

/** The whole plan, for all stacks. Whatever is wrong with it ends the task here, before anything is written. */
async function plan(client: StatusCakeClient, parameters: StackParameters): Promise<readonly PlannedCheck[]> {
  const ownership: Ownership = {
    tagPrefix: parameters.tag_prefix,
    purge: parameters.purge,
    purgeUnlisted: parameters.purge_unlisted_stacks,
    duplicates: parameters.duplicates,
  };
  const { stacks, problems } = await declareStacks(client, parameters);
  const account = await readAccount(client, uptime, stacks, ownership);
  const claimed = claim(uptime, stacks, account, ownership);
  const claims = await readClaimed(client, uptime, claimed.claims);
  const planned = planStacks(uptime, { ...claimed, claims }, ownership);
  refuseProblems([...problems, ...planned.problems], client);
  refuseDeletions(planned.checks, parameters.deletion_limit, client);
  return planned.checks;
}

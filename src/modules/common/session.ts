import type { Parameters } from '../../ansible/argument-spec.ts';
import { type Invocation, ModuleFailure } from '../../ansible/module.ts';
import type { JsonObject } from '../../json.ts';
import type { StatusCakeClient } from '../../statuscake/client.ts';
import { connect } from './connection.ts';
import type { connectionOptions } from './connection-options.ts';
import { explain } from './failure.ts';

type Connected = Omit<Invocation, 'parameters'> & {
  readonly parameters: Parameters<typeof connectionOptions>;
};

/**
 * Does the work of a task with a client of its own, and adds to its result what it has cost the account.
 * @param subjects what the work is to have for itself while it writes: no other run is at work on any of it
 * @throws ModuleFailure for whatever the user can do something about, with the same addition
 */
export async function session(
  invocation: Connected,
  subjects: readonly string[],
  work: (client: StatusCakeClient) => Promise<JsonObject>,
): Promise<JsonObject> {
  const client = connect(invocation.parameters, invocation);
  const endProgress = client.showProgress();
  // What the work says of the cost itself, such as that of the real run, is kept.
  const withCost = (result: JsonObject) => ({
    ...result,
    api: { ...client.usage, ...(result.api as JsonObject | undefined) },
  });
  try {
    const isAlone = invocation.checkMode || subjects.length === 0;
    return withCost(await (isAlone ? work(client) : client.exclusively(subjects, () => work(client))));
  } catch (error) {
    const failure = explain(error);
    if (!(failure instanceof ModuleFailure)) {
      throw failure;
    }
    throw new ModuleFailure(failure.message, withCost(failure.result));
  } finally {
    endProgress();
  }
}

import { startSimulator } from '../../../src/simulator/simulator.ts';
import { readDefinition } from './definition.ts';
import { Examiner, nameOf } from './examiner.ts';
import { playModules, playTheRest } from './life.ts';

/** Plays everything, and returns who held it to the definition in a file. Throws an Error when there is none. */
export async function examine(file: string): Promise<Examiner> {
  const examiner = new Examiner(readDefinition(file));
  const simulator = await startSimulator();
  try {
    simulator.intercept(examiner.interceptor);
    examiner.asker = 'modules';
    await playModules(simulator);
    examiner.asker = 'others';
    await playTheRest(simulator);
  } catch (error) {
    examiner.brokenOff = error instanceof Error ? error.message : String(error);
  } finally {
    await simulator.close();
  }
  return examiner;
}

/** Returns what was found, in lines: problems first, each once. */
export function reportOf(examiner: Examiner): string {
  const problems = examiner.problems.map(
    ({ operation, part, where, message, value }) =>
      `${operation}: ${part}${where} ${message}${value === undefined ? '' : ` (${JSON.stringify(value).slice(0, 80)})`}`,
  );
  const { operations, requests, refusals } = examiner;
  const byNobody = examiner.notPlayedBy('modules').filter((operation) => !examiner.played.has(operation));
  const notByModules = examiner.notPlayedBy('modules').filter((operation) => examiner.played.has(operation));
  return [
    ...new Set(problems),
    ...(examiner.brokenOff === undefined ? [] : [`Broken off: ${examiner.brokenOff}`]),
    `Operations: ${operations - byNobody.length - notByModules.length} of ${operations} played by the modules, ${notByModules.length} only asked for directly.`,
    ...notByModules.map((operation) => `  only asked for directly: ${nameOf(operation)}`),
    ...[...examiner.unwrittenFields].map((field) => `  never written: ${field}`),
    ...byNobody.map((operation) => `  not played: ${nameOf(operation)}`),
    `Checked: ${requests} requests with their responses, of which ${refusals} refused; ${problems.length} problems.`,
    ...[...examiner.exceptions].map(([{ reason }, times]) => `  excepted ${times} times: ${reason}`),
  ].join('\n');
}

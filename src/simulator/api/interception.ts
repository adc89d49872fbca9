import type { Answer } from './answer.ts';
import type { RecordedRequest } from './requests.ts';

/**
 * Stands before the simulated API: `proceed` has it handle the request and returns its answer, which may be
 * returned as it is, changed, late, or replaced. Without `proceed` nothing happens in the account.
 */
export type Interceptor = (
  request: RecordedRequest,
  proceed: () => Promise<Answer>,
) => Answer | Promise<Answer>;

/** Passes a request through the interceptors, the last one first, and then to the API. */
export async function answerThrough(
  interceptors: readonly Interceptor[],
  request: RecordedRequest,
  api: () => Answer,
): Promise<Answer> {
  const chain = interceptors.reduce<() => Promise<Answer>>(
    (proceed, interceptor) => async () => interceptor(request, proceed),
    async () => api(),
  );
  return chain();
}

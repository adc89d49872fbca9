import type { RecordedRequest } from './requests.ts';
import type { ApiResponse } from './response.ts';

/**
 * Stands before the simulated API: `proceed` has it handle the request and returns its response, which may be
 * returned as it is, changed, late, or replaced. Without `proceed` nothing happens in the account.
 */
export type Interceptor = (
  request: RecordedRequest,
  proceed: () => Promise<ApiResponse>,
) => ApiResponse | Promise<ApiResponse>;

/** Passes a request through the interceptors, the last one first, and then to the API. */
export async function respondThrough(
  interceptors: readonly Interceptor[],
  request: RecordedRequest,
  api: () => ApiResponse,
): Promise<ApiResponse> {
  const chain = interceptors.reduce<() => Promise<ApiResponse>>(
    (proceed, interceptor) => async () => interceptor(request, proceed),
    async () => api(),
  );
  return chain();
}

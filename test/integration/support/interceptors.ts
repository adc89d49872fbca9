import type { Interceptor } from '../../../src/simulator/api/interception.ts';

/** Stands before the API for the first request of this method, and is gone for all others. */
export function once(method: string, interceptor: Interceptor): Interceptor {
  let done = false;
  return (request, proceed) => {
    if (done || request.method !== method) {
      return proceed();
    }
    done = true;
    return interceptor(request, proceed);
  };
}

/** Lets the API do what it was asked, and breaks the connection before it can say so. */
export const loseResponse: Interceptor = async (_request, proceed) => ({
  ...(await proceed()),
  disconnect: 'before response',
});

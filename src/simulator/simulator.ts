import { setTimeout as delay } from 'node:timers/promises';
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { Account } from './account/account.ts';
import type { Behaviour } from './account/behaviour.ts';
import type { PastOptions } from './account/past.ts';
import { planRefusal, refusal } from './api/authorization.ts';
import { type Interceptor, respondThrough } from './api/interception.ts';
import { methodNotAllowed, type Operation, unknownPath } from './api/operations.ts';
import { RateLimiter } from './api/rate-limit.ts';
import { RecordedRequest } from './api/requests.ts';
import { type ApiResponse, jsonResponse } from './api/response.ts';
import { routesOf } from './api/routes.ts';
import { faultInjector } from './faults/injector.ts';
import { LateCreations } from './faults/late-creations.ts';
import type { FaultOptions } from './faults/options.ts';
import { Runner, type RunOptions } from './running/runner.ts';
import type { Status } from './running/uptime-test.ts';

export const DEFAULT_TOKEN = 'simulator-token';

const BASE_PATH = '/v1';
const LOOPBACK = '127.0.0.1';

export interface SimulatorOptions extends Behaviour {
  /** 0, the default: any free one. */
  readonly port?: number;
  /** The one token of the account. */
  readonly token?: string;
  /** 0, the default: no such limit. */
  readonly requestsPerSecond?: number;
  /** 0, the default: no such limit. */
  readonly requestsPerMinute?: number;
  /** Milliseconds between handling a request and answering it. */
  readonly latency?: number;
  /** The clock of the rate limits, of maintenance windows and of all that comes late in the account, in milliseconds. */
  readonly now?: () => number;
  /** Paths of the resources that the plan of the account lacks, such as `maintenance-windows`. None by default. */
  readonly lacking?: readonly string[];
  /** Whether to keep `requests`, the default; a simulator that runs for days has no use for them. */
  readonly record?: boolean;
  /** Run the uptime tests for real. Absent, the default: nothing is requested and every test keeps its status. */
  readonly runTests?: RunOptions;
  /** Let uptime tests have run for a while already. Absent, the default: they begin when they are created. */
  readonly history?: PastOptions;
  /** Let a share of all requests meet a fault. Absent, the default: none does. */
  readonly faults?: FaultOptions;
  /** Called with each request once its response is decided. */
  readonly onResponse?: (request: RecordedRequest) => void;
}

export interface Simulator {
  /** The base URL for clients: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly account: Account;
  /** Every request so far, in the order received. */
  readonly requests: RecordedRequest[];
  /** Puts an interceptor before those already there. Returns a function that takes it away again. */
  intercept(interceptor: Interceptor): () => void;
  /**
   * Lets take place at once every creation that a fault made late, and returns how many that were. What is created shows
   * in `account`; the requests and their responses of before stay as they are.
   */
  createLate(): number;
  /**
   * Resolves once running the uptime test has found it up or down, at once when that is what was found last. A test
   * that did not run yet is neither.
   * @throws {Error} without `runTests`, when there is no such test (any more), and when the simulator is closed
   */
  waitForStatus(testId: string, status: Status): Promise<void>;
  /** Stops at once: open connections are destroyed, responses and runs of tests still under way are lost. */
  close(): Promise<void>;
}

/**
 * Starts a StatusCake API on this machine, in memory, reachable from this machine only.
 * @throws {Error} when the port is taken
 * @throws {RangeError} when `runTests.speed` is not above 0, or `faults.rate` not from 0 to 1, and when
 * there is nothing of what the plan is `lacking`
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, token = DEFAULT_TOKEN, requestsPerSecond = 0, requestsPerMinute = 0 } = options;
  const { latency = 0, now = Date.now, record = true, runTests, history, faults, onResponse } = options;
  const { lacking = [] } = options;
  const account = new Account(now, options);
  const unknown = lacking.find((path) => !account.collections.some(({ resource }) => resource.path === path));
  if (unknown !== undefined) {
    throw new RangeError(`There is no resource ${unknown} that a plan could lack`);
  }
  if (history !== undefined) {
    account.imagine(history);
  }
  const requests: RecordedRequest[] = [];
  const lateCreations = new LateCreations(now);
  const interceptors = new Set<Interceptor>(faults && [faultInjector(account, faults, lateCreations)]);
  const runner = runTests && new Runner(account, runTests);
  const limiter = new RateLimiter(
    [
      { requests: requestsPerSecond, seconds: 1 },
      { requests: requestsPerMinute, seconds: 60 },
    ].filter(({ requests }) => requests > 0),
    now,
  );

  const app = fastify({
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // Other clients send one, with success.
    routerOptions: { ignoreTrailingSlash: true },
  });
  // Bodies arrive as text, whatever their type, so that the API's own checks come in the API's own order.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  function responseOf(request: FastifyRequest, recorded: RecordedRequest, operation: Operation): ApiResponse {
    // The order is not documented. Limits are per account, and only the token tells the account: so it comes
    // first, and a request that is refused for its token counts nowhere and says nothing about limits.
    const refused = refusal(request.headers.authorization, token);
    if (refused !== undefined) {
      return refused;
    }
    const count = limiter.count();
    const response = count.refused
      ? jsonResponse(429, { message: 'Too many requests' })
      : (planRefusal(recorded.path, lacking) ??
        operation({
          account,
          url: new URL(request.url, app.listeningOrigin),
          id: (request.params as { id?: string }).id ?? '',
          contentType: request.headers['content-type'],
          hasBody: bodyOf(request) !== '',
          recorded,
        }));
    return { ...response, headers: { ...response.headers, ...count.headers } };
  }

  function serve(operation: Operation) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const { method, url, headers } = request;
      const recorded = new RecordedRequest(method, url, headers['content-type'], bodyOf(request));
      if (record) {
        requests.push(recorded);
      }
      const response = await respondThrough([...interceptors], recorded, () =>
        responseOf(request, recorded, operation),
      );
      recorded.status = response.disconnect === 'before response' ? undefined : response.status;
      onResponse?.(recorded);
      const late = latency + (response.delay ?? 0);
      if (late > 0) {
        // Not a reason for a closed simulator to keep its process.
        await delay(late, undefined, { ref: false });
      }
      return send(response, reply);
    };
  }

  for (const [path, operations] of Object.entries(routesOf(account))) {
    const refusedMethod = methodNotAllowed(Object.keys(operations));
    for (const method of app.supportedMethods) {
      app.route({ method, url: BASE_PATH + path, handler: serve(operations[method] ?? refusedMethod) });
    }
  }
  app.setNotFoundHandler(serve(unknownPath));
  await app.listen({ port, host: LOOPBACK });
  runner?.start();

  return {
    url: app.listeningOrigin + BASE_PATH,
    account,
    requests,
    intercept(interceptor) {
      interceptors.add(interceptor);
      return () => void interceptors.delete(interceptor);
    },
    createLate: () => lateCreations.takePlace(),
    async waitForStatus(testId, status) {
      if (runner === undefined) {
        throw new Error('This simulator runs no tests: start it with runTests');
      }
      await runner.waitForStatus(testId, status);
    },
    close() {
      runner?.stop();
      return app.close();
    },
  };
}

function bodyOf(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

function send({ status, headers, body, disconnect }: ApiResponse, reply: FastifyReply): FastifyReply {
  if (disconnect === undefined) {
    return reply
      .code(status)
      .headers(headers)
      .send(body === '' ? undefined : body);
  }
  reply.hijack();
  const connection = reply.raw;
  if (disconnect === 'before response') {
    connection.socket?.resetAndDestroy();
  } else {
    connection.writeHead(status, headers);
    connection.write(body, () => connection.destroy());
  }
  return reply;
}

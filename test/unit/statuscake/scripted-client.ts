import { type ClientOptions, StatusCakeClient } from '../../../src/statuscake/client.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../../src/statuscake/http/transport.ts';
import { manualClock } from './manual-clock.ts';

/** A client whose requests never leave the process: a function responds to them, and pauses take no time. */
export function scriptedClient(
  respond: (request: HttpRequest, number: number) => HttpResponse | Promise<HttpResponse>,
  options: Partial<ClientOptions> = {},
) {
  /** What was sent so far, such as `PUT /ssl/1 paused=true`. */
  const sent: string[] = [];
  const underWay = new Map<HttpRequest, (reason: Error) => void>();
  const transport: Transport = {
    async send(request, onSent) {
      const { method, path, body } = request;
      onSent();
      sent.push(`${method} ${path}${body === undefined ? '' : ` ${body}`}`);
      const response = respond(request, sent.length);
      const givenUp = new Promise<never>((_, reject) => underWay.set(request, reject));
      return Promise.race([response, givenUp]).finally(() => underWay.delete(request));
    },
    giveUp(reasonFor) {
      for (const [request, reject] of underWay) {
        const reason = reasonFor(request);
        if (reason) {
          reject(reason);
        }
      }
    },
    async close() {},
  };
  const clock = manualClock();
  const client = new StatusCakeClient({
    transport,
    retries: 0,
    timeout: 1000,
    clock,
    random: () => 0,
    ...options,
  });
  return { client, clock, sent };
}

/** A response of the API. */
export function respondWith(body: object, status = 200): HttpResponse {
  return { status, headers: {}, text: JSON.stringify(body) };
}

/** The response to a write that took place. */
export const DONE: HttpResponse = { status: 204, headers: {}, text: '' };

/** A list of one page. */
export function listOf(rows: readonly object[], total = rows.length): HttpResponse {
  return respondWith({ data: rows, metadata: { page: 1, page_count: 1, total_count: total } });
}

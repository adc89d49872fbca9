import { isUtf8 } from 'node:buffer';
import { setFlagsFromString } from 'node:v8';
import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import { describeFailure, type Route, TimeoutError } from './failures.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL, with its query. */
  readonly path: string;
  /** A body in the form encoding. */
  readonly body?: string;
}

/** Returns a request as errors name it: `GET /uptime`. */
export function nameOf({ method, path }: HttpRequest): string {
  return `${method} ${path.replace(/\?.*/, '')}`;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Whether the body was not UTF-8, so that the text is not what was sent. */
  readonly garbled?: true;
}

/** Sends single requests; knows HTTP, but nothing of what the responses mean. */
export interface Transport {
  /**
   * Sends one request. Throws a StatusCakeError when no whole response arrives in time.
   * @param onSent called when the request leaves, which is later than now where a connection has to be made first
   */
  send(request: HttpRequest, onSent: () => void): Promise<HttpResponse>;
  /** Gives up each request under way for which there is a reason; that is what its `send` then throws. */
  giveUp(reasonFor: (request: HttpRequest) => Error | undefined): void;
  /** Drops every connection at once. */
  close(): Promise<void>;
}

/** With five requests a second this keeps the limit busy up to a latency of three seconds. */
const CONNECTIONS = 16;

/** Bytes that a body may have: many times what a page of a hundred resources takes. undici bounds the headers, at 16 kB. */
const LARGEST_BODY = 8 * 1024 * 1024;

/**
 * Opens a transport over HTTP/1.1 with connections that are kept.
 * @param url base URL, to which paths are added
 * @param token goes into the header `Authorization` and nowhere else
 * @param timeout milliseconds one request may take, from connecting to the last byte of the response
 */
export function openTransport(url: URL, token: string, timeout: number): Transport {
  const basePath = url.pathname.replace(/\/+$/, '');
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const formHeaders = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  let way: Promise<Way> | undefined;
  let route: Route = { url };
  const underWay = new Map<HttpRequest, (reason: Error) => void>();

  return {
    async send(request, onSent) {
      const { method, path, body } = request;
      try {
        way ??= openWay(url, timeout);
        const { dispatcher, ...known } = await way;
        route = known;
        const options = {
          origin: url.origin,
          path: basePath + path,
          method,
          headers: body === undefined ? headers : formHeaders,
          body: body ?? null,
        };
        const { response, giveUp } = dispatch(dispatcher, options, timeout, onSent);
        underWay.set(request, giveUp);
        return await response;
      } catch (error) {
        throw describeFailure(error, nameOf(request), route, timeout);
      } finally {
        underWay.delete(request);
      }
    },
    giveUp(reasonFor) {
      for (const [request, giveUp] of underWay) {
        const reason = reasonFor(request);
        if (reason) {
          giveUp(reason);
        }
      }
    },
    async close() {
      const opened = await way?.catch(() => undefined);
      await opened?.dispatcher.destroy();
    },
  };
}

/** A request that was dispatched. */
interface Exchange {
  readonly response: Promise<HttpResponse>;
  /** Ends it: there is no response, but this error. */
  readonly giveUp: (reason: Error) => void;
}

/** Dispatches a request and collects its response; undici's own way to do so loads streams, which costs start-up. */
function dispatch(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  timeout: number,
  onSent: () => void,
): Exchange {
  let givenUp: Error | undefined;
  let abort: ((reason: Error) => void) | undefined;
  let giveUp = (_reason: Error): void => {};
  const response = new Promise<HttpResponse>((resolve, reject) => {
    giveUp = (reason) => {
      clearTimeout(timer);
      givenUp = reason;
      abort?.(reason);
      reject(reason);
    };
    const timer = setTimeout(() => giveUp(new TimeoutError()), timeout);
    let status = 0;
    let headers: HttpResponse['headers'] = {};
    const body: Buffer[] = [];

    dispatcher.dispatch(options, {
      onRequestStart(controller) {
        abort = (reason) => controller.abort(reason);
        // Connected too late: what was given up must not be sent after all.
        if (givenUp) {
          abort(givenUp);
        } else {
          onSent();
        }
      },
      onResponseStart(_controller, statusCode, responseHeaders) {
        status = statusCode;
        headers = responseHeaders;
      },
      onResponseData(_controller, chunk) {
        body.push(chunk);
      },
      onResponseEnd() {
        clearTimeout(timer);
        const bytes = Buffer.concat(body);
        resolve({ status, headers, text: bytes.toString(), ...(!isUtf8(bytes) && { garbled: true }) });
      },
      onResponseError(_controller, error) {
        clearTimeout(timer);
        reject(error);
      },
    });
  });
  return { response, giveUp };
}

/** What requests are given to, and where it takes them. */
interface Way extends Route {
  readonly dispatcher: Dispatcher;
}

async function openWay(url: URL, timeout: number): Promise<Way> {
  // The parser of responses is WebAssembly, and comes with undici: to validate all of it takes longer than to use it, and
  // optimizing it takes longer than it could ever save, while the process waits for the end of it.
  setFlagsFromString('--wasm-lazy-validation');
  setFlagsFromString('--wasm-tiering-budget=1000000000');
  const options = {
    connections: CONNECTIONS,
    // Requests have a timeout of their own. This one frees what would otherwise be connecting for ever.
    connect: { timeout },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: LARGEST_BODY,
  };
  if (!isLoopback(url) && PROXY_VARIABLES.some((name) => process.env[name])) {
    // Loaded only where a proxy is set: few have one, and all would pay for it at every start.
    const { findProxy, nameOfProxy, proxyDispatcher } = await import('./proxy.ts');
    const proxy = findProxy(url, process.env);
    if (proxy) {
      return { url, proxy: nameOfProxy(proxy), dispatcher: proxyDispatcher(proxy, options) };
    }
  }
  return { url, dispatcher: new Pool(url.origin, options) };
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Returns whether a URL's host is this machine: `localhost`, `127.0.0.0/8` or `[::1]`. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
}

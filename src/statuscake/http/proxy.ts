import connect from 'undici/lib/api/api-connect.js';
import type Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import type { Environment } from '../../environment.ts';
import { StatusCakeError } from '../errors.ts';
import { codeOf, mistakeOf } from './failures.ts';

/** A proxy that speaks HTTP and leads through a tunnel to the API. */
export interface ProxyServer {
  /** The variable of the environment that names it. */
  readonly variable: string;
  /** Its address, without user and password. */
  readonly url: URL;
  /** The header `Proxy-Authorization`, where the variable holds a user. */
  readonly authorization?: string;
}

/** Of each pair the lower case counts where it is set, as for curl and Python; what is for http serves https where nothing else does. */
const VARIABLES = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
] as const;

/**
 * Returns the proxy that leads to an https URL by the environment; nothing where there is none, or where `NO_PROXY` excepts the host.
 * A proxy without a scheme speaks HTTP, as for curl and Python.
 * @throws StatusCakeError when the variable does not name one that can be used. Never with its value, which may hold a password
 */
export function findProxy(target: URL, environment: Environment): ProxyServer | undefined {
  const variable = VARIABLES.map(([lower, upper]) => (environment[lower] === undefined ? upper : lower)).find(
    (name) => environment[name],
  );
  if (variable === undefined || isExcepted(target, environment.no_proxy ?? environment.NO_PROXY ?? '')) {
    return undefined;
  }
  const text = String(environment[variable]).trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    throw proxyError(
      `${variable} names a proxy of the kind ${scheme.toLowerCase()}, which is not supported: name one that speaks HTTP, like ${EXAMPLE}`,
      false,
    );
  }
  try {
    const url = new URL(scheme === undefined ? `http://${text}` : text);
    const { username, password } = url;
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    url.username = '';
    url.password = '';
    return {
      variable,
      url,
      ...(login !== ':' && { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
    };
  } catch {
    const advice = `it has to be like ${EXAMPLE}, with special characters of a password percent-encoded`;
    throw proxyError(`${variable} is not the URL of a proxy: ${advice}`, false);
  }
}

const EXAMPLE = 'http://proxy.example.com:3128';

/** Returns whether `NO_PROXY` has a host in it: by its name, by that of a domain it is in, with or without a port; `*` alone stands for all. */
function isExcepted({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const ownPort = port || { 'http:': '80', 'https:': '443' }[protocol];
  if (exceptions.trim() === '*') {
    return true;
  }
  return exceptions.split(/[,\s]/).some((exception) => {
    const onlyPort = /:(\d+)$/.exec(exception)?.[1] ?? ownPort;
    const name = exception.replace(/^\*?\./, '').replace(/:\d+$/, '');
    return name !== '' && onlyPort === ownPort && `.${hostname}`.endsWith(`.${name.toLowerCase()}`);
  });
}

/** Returns a proxy as messages name it: `the proxy proxy.example.com:3128 of HTTPS_PROXY`. */
export function nameOfProxy({ url, variable }: ProxyServer): string {
  return `the proxy ${url.host} of ${variable}`;
}

/** Returns a dispatcher that leads every request through a tunnel of a proxy. Its requests fail with a StatusCakeError where the proxy is at fault. */
export function proxyDispatcher(proxy: ProxyServer, options: Pool.Options): Dispatcher {
  return new ProxyAgent({
    ...options,
    uri: proxy.url.href,
    ...(proxy.authorization !== undefined && { token: proxy.authorization }),
    clientFactory(origin, clientOptions) {
      const pool = new Pool(origin, clientOptions);
      // undici adds this method in its main file, which we do not load. Where the error of a tunnel is one of a socket, undici
      // takes it for a connection that was closed while idle, and asks for the next at once, without end: so none of its own
      // errors may leave here.
      const openTunnel = async (request: Dispatcher.ConnectOptions) => {
        const opened = connect.call(pool, request) as Promise<Dispatcher.ConnectData>;
        const response = await opened.catch((error: unknown) => {
          throw brokenTunnel(proxy, error);
        });
        if (response.statusCode === 200) {
          return response;
        }
        response.socket.destroy();
        throw refusedTunnel(proxy, response.statusCode, String(request.path));
      };
      return Object.assign(pool, { connect: openTunnel });
    },
  });
}

function brokenTunnel(proxy: ProxyServer, error: unknown): StatusCakeError {
  const name = nameOfProxy(proxy);
  const code = codeOf(error);
  const mistake = mistakeOf(code);
  if (mistake === 'unresolved') {
    return proxyError(`the name ${proxy.url.hostname} of ${name} does not resolve (${code})`, false);
  }
  if (mistake === 'unreachable') {
    return proxyError(`no connection to ${name} (${code})`, false);
  }
  if (mistake === 'tls') {
    return proxyError(`no trusted TLS connection to ${name} (${code})`, false);
  }
  return proxyError(`${name} opened no tunnel: the connection to it broke (${code})`, true);
}

function refusedTunnel(proxy: ProxyServer, status: number, target: string): StatusCakeError {
  const name = nameOfProxy(proxy);
  if (status === 407) {
    const reason =
      proxy.authorization === undefined
        ? `wants a user and a password: put them into ${proxy.variable}, like http://USER:PASSWORD@HOST:PORT`
        : `does not accept the user and the password in ${proxy.variable}`;
    return proxyError(`${name} ${reason} (HTTP 407)`, false);
  }
  // Proxies response 5xx when the way from them to the API is broken, which may pass.
  return proxyError(`${name} refuses a tunnel to ${target} (HTTP ${status})`, status >= 500);
}

/** Returns an error that ends a request before anything of it has left. */
function proxyError(message: string, transient: boolean): StatusCakeError {
  return new StatusCakeError(message, { kind: 'proxy', transient, uncertain: false });
}

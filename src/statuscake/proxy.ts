import connect from 'undici/lib/api/api-connect.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js';

/** A dispatcher that obeys `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` (also in lower case) of this process. */
export function proxyDispatcher(options: EnvHttpProxyAgent.Options): Dispatcher {
  // undici adds this method in its main file, which we do not load, and needs it to open a tunnel.
  Dispatcher.prototype.connect = connect;
  return new EnvHttpProxyAgent(options);
}

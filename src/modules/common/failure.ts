import { ModuleFailure } from '../../ansible/module.ts';
import { OptionError } from '../../reconcile/option-error.ts';
import { type ErrorKind, StatusCakeError } from '../../statuscake/errors.ts';

/** What the user of a module can do about each kind of failed request. */
const ADVICE: Partial<Record<ErrorKind, string>> = {
  credentials:
    'the API does not accept the token: check the option api_key, or STATUSCAKE_API_TOKEN and STATUSCAKE_API_KEY in the environment',
  unchanged: 'something else may have made the same change in the meantime: run it again',
  forbidden: 'the token is right, but the account has no access to this: look at what its plan includes',
  missing: 'either something else has just deleted it, or api_url is not that of the API, which ends in /v1',
  'rate-limit': 'something else uses up the limit of the account: run it again later',
  server: 'the service is in trouble: run it again later',
  response: 'check that api_url is the API and that no proxy answers in its place',
  list: 'run it again later, while fewer others change the account',
  timeout: 'check the network, or raise api_timeout',
  connection: 'check the network and run it again',
  unresolved: 'check api_url and the name servers of the controller',
  unreachable:
    'check that something listens where api_url says, and whether a firewall or a missing HTTPS_PROXY is in the way',
  proxy: 'mend the variable or the proxy, or except the API from it in NO_PROXY',
  stopped: 'run it again',
  tls: 'check api_url, and name the authority that signed the certificate in NODE_EXTRA_CA_CERTS',
};

/** Turns what the layers below throw into the end of the task, with advice on what to do. Anything unknown is passed on: it is a bug. */
export function explain(error: unknown): unknown {
  if (error instanceof OptionError) {
    return new ModuleFailure(error.message);
  }
  if (!(error instanceof StatusCakeError)) {
    return error;
  }
  const advice = ADVICE[error.facts.kind];
  return new ModuleFailure(advice ? `${error.message}; ${advice}` : error.message);
}

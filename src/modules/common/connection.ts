import type { Parameters } from '../../ansible/argument-spec.ts';
import { type Invocation, ModuleFailure } from '../../ansible/module.ts';
import { StatusCakeClient } from '../../statuscake/client.ts';
import { isLoopback, openTransport } from '../../statuscake/http/transport.ts';
import { type AccountState, openAccountState } from '../../statuscake/state/account-state.ts';
import type { connectionOptions } from './connection-options.ts';

/** The end of a task that cannot even ask: there is no token, or none that could be sent. */
export class NoAccess extends ModuleFailure {}

/**
 * Opens the client that the options describe. Nobody closes it: its connections end with the process, which is quicker.
 * @param interruption stops the client: what is under way is finished, and no other request starts
 * @param warn is told where nothing can be shared with other runs
 * @throws NoAccess when there is no usable token; ModuleFailure when the URL would send it in clear text over a network
 */
export function connect(
  parameters: Parameters<typeof connectionOptions>,
  { interruption, warn }: Pick<Invocation, 'interruption' | 'warn'>,
): StatusCakeClient {
  const url = readUrl(parameters.api_url);
  const token = parameters.api_key?.trim() ?? '';
  if (token === '') {
    throw new NoAccess(
      'no StatusCake API token: set the option api_key, or STATUSCAKE_API_TOKEN in the environment of the controller',
    );
  }
  if (/[^\x21-\x7e]/.test(token)) {
    throw new NoAccess('api_key has a character that no token has (white space or not ASCII): copy it again');
  }
  const timeout = parameters.api_timeout * 1000;
  const state = openState(parameters.state_directory, url, token, warn);
  const client = new StatusCakeClient({
    transport: openTransport(url, token, timeout),
    retries: parameters.api_retries,
    timeout,
    share: parameters.rate_share,
    listAge: parameters.list_max_age * 1000,
    ...(parameters.api_silence !== null && { silence: parameters.api_silence * 1000 }),
    ...(state && { state }),
  });
  interruption.addEventListener('abort', () => client.stop(String(interruption.reason)));
  const deadline = parameters.api_deadline;
  if (deadline !== null) {
    setTimeout(() => client.stop(`the api_deadline of ${deadline} s was reached`), deadline * 1000).unref();
  }
  return client;
}

/** Returns where runs know of each other; nothing, and a warning, where they cannot: that makes us slower, never wrong. */
function openState(
  configured: string | null,
  url: URL,
  token: string,
  warn: Invocation['warn'],
): AccountState | undefined {
  try {
    // An empty variable of the environment names no folder.
    return openAccountState(configured || null, url.href, token);
  } catch (error) {
    warn(
      `state_directory cannot be used (${(error as Error).message}): this run shares the rate limit with no other, and ` +
        'nothing keeps two runs on the same checks apart; name a folder that this user can write to',
    );
    return undefined;
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOfWeb = url !== undefined && /^https?:$/.test(url.protocol);
  // What is before an @ is meant for a password, and so not quoted.
  if (text.includes('@') && (!isOfWeb || url.username !== '' || url.password !== '')) {
    throw new ModuleFailure(
      'api_url has a user name or password in it, which the API does not know: leave out what is before the @, and give the ' +
        'token as api_key',
    );
  }
  if (/[?#]/.test(text)) {
    throw new ModuleFailure(
      'api_url has a query or a fragment, which the API does not know: leave out what begins at the ? or #, and give the token ' +
        'as api_key',
    );
  }
  if (url === undefined) {
    throw new ModuleFailure(`api_url is not a URL: ${text}; the API is at https://api.statuscake.com/v1`);
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw new ModuleFailure(
      `api_url must begin with https:// (${text} does not), since the token would be readable on the way; ` +
        'http:// is only for a simulator on a loopback address',
    );
  }
  return url;
}

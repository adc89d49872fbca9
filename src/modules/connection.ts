import type { Parameters } from '../ansible/argument-spec.ts';
import { ModuleFailure } from '../ansible/module.ts';
import { StatusCakeClient } from '../statuscake/client.ts';
import { sharedLedger } from '../statuscake/pacing/shared-ledger.ts';
import { isLoopback, openTransport } from '../statuscake/transport.ts';
import type { connectionOptions } from './options/connection.ts';

/**
 * Opens the client that the options describe. Nobody closes it: its connections end with the process, which is quicker.
 * @param interruption stops the client: what is under way is finished, and no other request starts
 * @throws ModuleFailure when there is no usable token, or when the URL would send it in clear text over a network
 */
export function connect(
  parameters: Parameters<typeof connectionOptions>,
  interruption: AbortSignal,
): StatusCakeClient {
  const url = readUrl(parameters.api_url);
  const token = parameters.api_key?.trim() ?? '';
  if (token === '') {
    throw new ModuleFailure(
      'no StatusCake API token: set the option api_key, or STATUSCAKE_API_TOKEN in the environment of the controller',
    );
  }
  if (/[^\x21-\x7e]/.test(token)) {
    throw new ModuleFailure(
      'api_key has a character that no token has (white space or not ASCII): copy it again',
    );
  }
  const timeout = parameters.api_timeout * 1000;
  const client = new StatusCakeClient({
    transport: openTransport(url, token, timeout),
    retries: parameters.api_retries,
    timeout,
    ledger: sharedLedger(url.href, token),
  });
  const stop = (reason: string) => client.stop(`not started, since ${reason}`);
  interruption.addEventListener('abort', () => stop(String(interruption.reason)));
  const deadline = parameters.api_deadline;
  if (deadline !== null)
    setTimeout(() => stop(`the api_deadline of ${deadline} s was reached`), deadline * 1000).unref();
  return client;
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) {
    throw new ModuleFailure(`api_url is not a URL: ${text}; the API is at https://api.statuscake.com/v1`);
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    throw new ModuleFailure(
      `api_url must begin with https:// (${text} does not), since the token would be readable on the way; ` +
        'http:// is only for a simulator on a loopback address',
    );
  }
  return url;
}

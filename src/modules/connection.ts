import type { Parameters } from '../ansible/argument-spec.ts';
import { ModuleFailure } from '../ansible/module.ts';
import { StatusCakeClient } from '../statuscake/client.ts';
import { isLoopback, openTransport } from '../statuscake/transport.ts';
import type { connectionOptions } from './options/connection.ts';

/**
 * Opens the client that the options describe. Nobody closes it: its connections end with the process, which is quicker.
 * @throws ModuleFailure when there is no usable token, or when the URL would send it in clear text over a network
 */
export function connect(parameters: Parameters<typeof connectionOptions>): StatusCakeClient {
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
  const transport = openTransport(url, token, parameters.api_timeout * 1000);
  return new StatusCakeClient({ transport, retries: parameters.api_retries });
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

import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly location: string | undefined;
  /** As received: `name=value; attributes`. */
  readonly cookies: readonly string[];
  /** A line for each header. */
  readonly headers: string;
  /** At most its first 1,000,000 characters or so, which bounds what tests hold in memory. */
  readonly body: string;
}

const LONGEST_BODY = 1_000_000;

/**
 * Sends one request over a connection of its own, and follows no redirect.
 * @throws {Error} when there is no whole answer, or `signal` breaks the exchange off
 */
export async function exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { url, method, headers, body } = request;
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const sent = send(url, { method, headers, agent: false, signal });
  // Heard below while the answer has not begun; once it has, reading it fails as well.
  sent.on('error', () => {});
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return {
    status: response.statusCode ?? 0,
    location: response.headers.location,
    cookies: response.headers['set-cookie'] ?? [],
    headers: headerLines(response.rawHeaders),
    body: await readText(response),
  };
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST_BODY) {
      break;
    }
  }
  return text;
}

function headerLines(raw: readonly string[]): string {
  return raw.map((part, i) => part + (i % 2 === 0 ? ': ' : '\n')).join('');
}

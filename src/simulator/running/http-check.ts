import type { Check } from './check-types.ts';
import { exchange, type HttpAnswer, type HttpRequest } from './http-exchange.ts';
import { assertReachable } from './reach.ts';
import { hostOf, type UptimeTest, urlOf } from './uptime-test.ts';

const MOST_REDIRECTS = 10;

/** Tests what a URL answers: its status code, where its redirects end, and what its text has or has not. */
export const checkHttp: Check = async (test, { reach, signal }) => {
  const jar = new Map<string, string>();
  let request = firstRequest(test);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    assertReachable(hostOf(request.url), reach);
    const answer = await exchange(request, signal);
    if (!test.follow_redirects || !isRedirect(answer)) {
      return { up: isAsWanted(test, request.url, answer), statusCode: answer.status };
    }
    if (test.use_jar) {
      keepCookies(jar, answer);
    }
    request = redirected(request, answer, jar);
  }
  return { up: false, statusCode: 0 };
};

function firstRequest(test: UptimeTest): HttpRequest {
  const { basic_username: username, basic_password: password = '', user_agent, custom_header } = test;
  const form = test.post_raw === undefined && test.post_body !== undefined;
  const body = test.post_raw ?? (form ? new URLSearchParams(texts(test.post_body)).toString() : '');
  return {
    url: urlOf(test),
    method: test.test_type === 'HEAD' ? 'HEAD' : body === '' ? 'GET' : 'POST',
    headers: {
      'user-agent': user_agent ?? 'StatusCake simulator',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(username !== undefined && {
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
      }),
      ...texts(custom_header),
    },
    body: test.test_type === 'HEAD' ? '' : body,
  };
}

/** Reads a JSON object in a text, its values as texts. */
function texts(json = '{}'): Record<string, string> {
  return Object.fromEntries(
    Object.entries(JSON.parse(json)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

type Redirect = HttpAnswer & { readonly location: string };

function isRedirect(answer: HttpAnswer): answer is Redirect {
  return [301, 302, 303, 307, 308].includes(answer.status) && answer.location !== undefined;
}

function keepCookies(jar: Map<string, string>, { cookies }: HttpAnswer): void {
  for (const cookie of cookies) {
    const [pair = ''] = cookie.split(';');
    const [name = ''] = pair.split('=');
    jar.set(name, pair);
  }
}

/** Redirects a request as browsers do: 307 and 308 repeat it, the others turn a POST into a GET. */
function redirected(
  { url, method, headers, body }: HttpRequest,
  { status, location }: Redirect,
  jar: ReadonlyMap<string, string>,
): HttpRequest {
  const target = new URL(location, url);
  const repeats = status === 307 || status === 308 || method === 'HEAD';
  // Credentials are for the service that they were entered for.
  const kept = target.origin === url.origin ? headers : without(headers, 'authorization');
  const cookie = [...jar.values()].join('; ');
  return {
    url: target,
    method: repeats ? method : 'GET',
    headers: { ...kept, ...(cookie !== '' && { cookie }) },
    body: repeats ? body : '',
  };
}

function without(headers: HttpRequest['headers'], unwanted: string): HttpRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== unwanted));
}

function isAsWanted(test: UptimeTest, end: URL, answer: HttpAnswer): boolean {
  return (
    !test.status_codes_csv.includes(String(answer.status)) &&
    endsAsWanted(test, end) &&
    textIsAsWanted(test, answer)
  );
}

function endsAsWanted({ follow_redirects, final_endpoint }: UptimeTest, end: URL): boolean {
  return !follow_redirects || final_endpoint === undefined || new URL(final_endpoint, end).href === end.href;
}

function textIsAsWanted(test: UptimeTest, { headers, body }: HttpAnswer): boolean {
  const { find_string, do_not_find, include_header } = test;
  const text = include_header ? headers + body : body;
  return find_string === undefined || text.includes(find_string) !== do_not_find;
}

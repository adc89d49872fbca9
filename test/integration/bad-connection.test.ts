import { afterAll } from 'vitest';
import type { Interceptor } from '../../src/simulator/api/interception.ts';
import { emptyResponse, jsonResponse } from '../../src/simulator/api/response.ts';
import { ACME } from './support/examples.ts';
import { describeFailures, PASSWORD, WRONG_TOKEN } from './support/failures.ts';
import { TOKEN } from './support/scenarios.ts';
import { startSecureServer } from './support/secure-server.ts';

const secureServer = await startSecureServer((_request, response) => response.end());
afterAll(() => secureServer.close());

/** Where nothing listens. */
const CLOSED = 'http://127.0.0.1:1/v1';
const OPTIONS = ['api_key', 'STATUSCAKE_API_TOKEN', 'STATUSCAKE_API_KEY'];

/** Answers everything with this page. */
function page(html: string, status = 200): Interceptor {
  return () => ({ status, headers: { 'content-type': 'text/html' }, body: html });
}

describeFailures('credentials', {
  'none at all': {
    options: { ...ACME, api_key: undefined },
    says: ['no StatusCake API token', 'api_key', 'STATUSCAKE_API_TOKEN'],
    sends: 0,
  },
  'an empty token': {
    options: { ...ACME, api_key: ' ' },
    says: ['no StatusCake API token'],
    sends: 0,
  },
  'a token with white space in it': {
    options: { ...ACME, api_key: `${TOKEN} ${WRONG_TOKEN}` },
    says: ['api_key', 'white space'],
    sends: 0,
  },
  'a wrong token, answered 403': {
    options: { ...ACME, api_key: WRONG_TOKEN },
    says: ['HTTP 403', 'does not accept the token', ...OPTIONS],
    sends: 1,
  },
  'a plan without access, answered 403 with a message': {
    intercept: () => jsonResponse(403, { message: 'Your current plan has no access to this feature' }),
    options: ACME,
    says: ['HTTP 403; Your current plan has no access', 'the token is right', 'plan'],
    sends: 1,
  },
  'a page of a firewall, answered 403': {
    intercept: page('<html>Blocked</html>', 403),
    options: ACME,
    says: ['HTTP 403', 'text/html', 'no proxy answers in its place'],
    sends: 1,
  },
  'a token that is not taken, answered 401': {
    intercept: () => emptyResponse(401),
    options: ACME,
    says: ['HTTP 401', 'does not accept the token', ...OPTIONS],
    sends: 1,
  },
});

describeFailures('an api_url at which there is no API', {
  'no URL': {
    options: { ...ACME, api_url: 'api.statuscake.com' },
    says: ['api_url', 'https://api.statuscake.com/v1'],
    sends: 0,
  },
  'plain http to another machine': {
    options: { ...ACME, api_url: 'http://192.0.2.1/v1' },
    says: ['api_url must begin with https://', 'token'],
    sends: 0,
  },
  'plain http to a name that only looks local': {
    options: { ...ACME, api_url: 'http://localhost.example.com/v1' },
    says: ['api_url must begin with https://'],
    sends: 0,
  },
  'plain http behind a local user name': {
    options: { ...ACME, api_url: 'http://127.0.0.1@192.0.2.1/v1' },
    says: ['api_url has a user name or password', 'leave out what is before the @'],
    sends: 0,
  },
  'a password in it': {
    options: { ...ACME, api_url: `https://robot:${PASSWORD}@api.statuscake.com/v1` },
    says: ['api_url has a user name or password', 'leave out what is before the @', 'api_key'],
    sends: 0,
  },
  'a name that does not resolve': {
    options: { ...ACME, api_url: 'https://name-that-does-not-exist.invalid/v1' },
    says: ['name-that-does-not-exist.invalid', 'resolve'],
    sends: 0,
  },
  'a port at which nothing listens': {
    options: { ...ACME, api_url: CLOSED },
    says: ['127.0.0.1:1', 'ECONNREFUSED', 'api_url'],
    sends: 0,
  },
  'a certificate that nobody trusts': {
    options: { ...ACME, api_url: `https://localhost:${secureServer.port}/v1` },
    says: ['localhost', 'TLS', 'NODE_EXTRA_CA_CERTS'],
    sends: 0,
  },
});

describeFailures('answers that are not of the API', {
  'a page of HTML': {
    intercept: page('<html>\n<body>Please log in</body></html>'),
    options: ACME,
    says: ['GET /uptime', 'not JSON', 'text/html', 'api_url', 'proxy'],
    sends: 1,
  },
  'a list that is not there': {
    intercept: () => jsonResponse(404, { message: 'Not found' }),
    options: ACME,
    says: ['GET /uptime', 'HTTP 404', 'api_url', 'ends in /v1'],
    sends: 1,
  },
  'a page of HTML that quotes the token': {
    intercept: page(`<html>Bearer ${TOKEN}</html>`),
    options: ACME,
    says: ['not JSON'],
    sends: 1,
  },
  'a page of HTML that quotes the token where the quotation of it ends': {
    intercept: page(`<html><body>You have sent us: Bearer ${TOKEN}</body></html>`),
    options: ACME,
    says: ['not JSON'],
    sends: 1,
  },
  'a page of HTML that quotes the token without the spaces around it': {
    intercept: page(`<html>Bearer ${TOKEN}</html>`),
    options: { ...ACME, api_key: ` ${TOKEN}\n` },
    says: ['not JSON'],
    sends: 1,
  },
  'a page of a broken gateway': {
    intercept: page('<html><h1>502 Bad Gateway</h1></html>', 502),
    options: ACME,
    says: ['HTTP 502', 'text/html', 'run it again later'],
    sends: 1,
  },
  'a body cut in half': {
    intercept: async (_request, proceed) => {
      const response = await proceed();
      return { ...response, body: response.body.slice(0, response.body.length / 2) };
    },
    options: ACME,
    says: ['GET /uptime', 'not JSON'],
    sends: 1,
  },
  'a body that breaks off': {
    intercept: async (_request, proceed) => {
      const response = await proceed();
      const headers = { ...response.headers, 'content-length': '500' };
      return { ...response, headers, disconnect: 'after body' };
    },
    options: ACME,
    says: ['127.0.0.1', 'broke', 'run it again'],
    sends: 1,
  },
  'JSON of something else': {
    intercept: () => ({ status: 200, headers: {}, body: '{"status":"ok"}' }),
    options: ACME,
    says: ['GET /uptime', 'not what the API documents', 'data'],
    sends: 1,
  },
  'none within api_timeout': {
    intercept: () => new Promise(() => {}),
    options: { ...ACME, api_timeout: 1 },
    says: ['127.0.0.1', 'within 1 s', 'api_timeout'],
    sends: 1,
  },
});

import { describe, expect, test } from 'vitest';
import { RecordedRequest } from '../../../src/simulator/api/requests.ts';
import { type ApiResponse, emptyResponse, jsonResponse } from '../../../src/simulator/api/response.ts';
import { examine, reportOf } from './conformance.ts';
import { Definition } from './definition.ts';
import { Examiner } from './examiner.ts';

/** A definition of another API, with each thing that the real one has, and `allOf`. */
const definition = new Definition({
  basePath: '/v1',
  paths: {
    '/things': {
      get: {
        parameters: [{ name: 'limit', in: 'query', type: 'integer', minimum: 1 }],
        responses: {
          200: { schema: { $ref: '#/definitions/Things' } },
          default: { schema: { type: 'object' } },
        },
      },
      post: {
        parameters: [{ name: 'body', in: 'body', required: true, schema: { $ref: '#/definitions/Thing' } }],
        responses: { 204: {}, 400: { schema: { type: 'object' } } },
      },
    },
  },
  definitions: {
    Named: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    Thing: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        paused: { type: 'boolean' },
        port: { type: 'integer', minimum: 0 },
        tags: { type: 'array', items: { type: 'string' } },
        website_url: { type: 'string', format: 'uri' },
      },
    },
    Things: {
      type: 'object',
      required: ['data'],
      properties: {
        data: {
          type: 'array',
          items: {
            allOf: [
              { $ref: '#/definitions/Named' },
              { type: 'object', properties: { port: { type: null } } },
            ],
          },
        },
      },
    },
  },
});

/** What is wrong with a request and its response. */
async function problemsOf(
  method: string,
  target: string,
  form: string,
  response: ApiResponse,
): Promise<string[]> {
  const examiner = new Examiner(definition);
  const request = new RecordedRequest(method, target, 'application/x-www-form-urlencoded', form);
  expect(await examiner.interceptor(request, async () => response)).toBe(response);
  return examiner.problems.map(({ part, where, rule }) => `${part}${where} ${rule}`);
}

describe('the examination', () => {
  test.each([
    ['name=a&paused=true&port=0&tags[]=a&tags[]=b&website_url=https://example.com', []],
    ['name=a&tags[]=', []],
    ['', ['form required']],
    ['name=a&tcp_port=1', ['form unevaluatedProperties']],
    ['name=a&paused=True', ['form/paused type']],
    ['name=a&paused=1', ['form/paused type']],
    ['name=a&port=80.5', ['form/port type']],
    ['name=a&port=-1', ['form/port minimum']],
    ['name=a&tags=a,b', ['form unevaluatedProperties']],
    ['name[]=a', ['form required', 'form unevaluatedProperties']],
    ['name=a&name=b', ['form unevaluatedProperties']],
    ['name=a&website_url=shop/start', ['form/website_url format']],
  ])('of the form %s finds %j', async (form, problems) => {
    expect((await problemsOf('POST', '/v1/things', form, emptyResponse(204))).sort()).toEqual(problems);
  });

  test.each([
    [jsonResponse(200, { data: [{ name: 'a', port: 'any' }] }), []],
    [jsonResponse(200, { data: [] }), []],
    [jsonResponse(200, {}), ['response required']],
    [jsonResponse(200, { data: [{ port: 1 }] }), ['response/data/0 required']],
    [jsonResponse(200, { data: [{ name: 1 }] }), ['response/data/0/name type']],
    [jsonResponse(200, { data: [{ name: 'a', url: 'x' }] }), ['response/data/0 unevaluatedProperties']],
    [jsonResponse(200, { data: [], links: {} }), ['response unevaluatedProperties']],
    [jsonResponse(500, { message: 'x' }), ['response unevaluatedProperties']],
    [emptyResponse(200), ['response body']],
    [{ ...jsonResponse(200, { data: [] }), headers: { 'content-type': 'text/html' } }, ['response body']],
  ])('of the response %j finds %j', async (response, problems) => {
    expect(await problemsOf('GET', '/v1/things?limit=1', '', response)).toEqual(problems);
  });

  test('finds what is asked or answered outside the definition', async () => {
    const list = jsonResponse(200, { data: [] });
    expect(await problemsOf('GET', '/v1/things?limit=0', '', list)).toEqual(['query/limit minimum']);
    expect(await problemsOf('GET', '/v1/things?limit=x', '', list)).toEqual(['query/limit type']);
    expect(await problemsOf('GET', '/v1/things?per_page=1', '', list)).toEqual([
      'query unevaluatedProperties',
    ]);
    expect(await problemsOf('GET', '/v1/things', 'name=a', list)).toEqual(['form defined']);
    expect(await problemsOf('GET', '/v1/things/', '', list)).toEqual(['request defined']);
    expect(await problemsOf('PUT', '/v1/things', '', list)).toEqual(['request defined']);
    expect(await problemsOf('POST', '/v1/things', 'name=a', jsonResponse(204, {}))).toEqual([
      'response body',
    ]);
    expect(await problemsOf('POST', '/v1/things', 'name=a', emptyResponse(201))).toEqual(['response status']);
  });

  test('lets pass what was refused for its values, but no field that is not there', async () => {
    const refused = jsonResponse(400, {});
    expect(await problemsOf('POST', '/v1/things', 'name=a&port=x', refused)).toEqual([]);
    expect(await problemsOf('POST', '/v1/things', 'name=a&x=1', refused)).toEqual([
      'form unevaluatedProperties',
    ]);
  });
});

const file = process.env.STATUSCAKE_OPENAPI;
if (file !== undefined) {
  test("the modules and the simulator keep to the vendor's definition", async () => {
    const examiner = await examine(file);
    const report = reportOf(examiner);
    expect(examiner.problems, report).toEqual([]);
    expect(examiner.brokenOff).toBeUndefined();
    expect(report).not.toContain('not played');
    expect(report).not.toContain('never written');
  });
}

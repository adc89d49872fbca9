import { describe, expect, test } from 'vitest';
import { type Answer, emptyAnswer, jsonAnswer } from '../../../src/simulator/api/answer.ts';
import { RecordedRequest } from '../../../src/simulator/api/requests.ts';
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

/** What is wrong with a request and its answer. */
async function problemsOf(method: string, target: string, form: string, answer: Answer): Promise<string[]> {
  const examiner = new Examiner(definition);
  const request = new RecordedRequest(method, target, 'application/x-www-form-urlencoded', form);
  expect(await examiner.interceptor(request, async () => answer)).toBe(answer);
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
    expect((await problemsOf('POST', '/v1/things', form, emptyAnswer(204))).sort()).toEqual(problems);
  });

  test.each([
    [jsonAnswer(200, { data: [{ name: 'a', port: 'any' }] }), []],
    [jsonAnswer(200, { data: [] }), []],
    [jsonAnswer(200, {}), ['answer required']],
    [jsonAnswer(200, { data: [{ port: 1 }] }), ['answer/data/0 required']],
    [jsonAnswer(200, { data: [{ name: 1 }] }), ['answer/data/0/name type']],
    [jsonAnswer(200, { data: [{ name: 'a', url: 'x' }] }), ['answer/data/0 unevaluatedProperties']],
    [jsonAnswer(200, { data: [], links: {} }), ['answer unevaluatedProperties']],
    [jsonAnswer(500, { message: 'x' }), ['answer unevaluatedProperties']],
    [emptyAnswer(200), ['answer body']],
    [{ ...jsonAnswer(200, { data: [] }), headers: { 'content-type': 'text/html' } }, ['answer body']],
  ])('of the answer %j finds %j', async (answer, problems) => {
    expect(await problemsOf('GET', '/v1/things?limit=1', '', answer)).toEqual(problems);
  });

  test('finds what is asked or answered outside the definition', async () => {
    const list = jsonAnswer(200, { data: [] });
    expect(await problemsOf('GET', '/v1/things?limit=0', '', list)).toEqual(['query/limit minimum']);
    expect(await problemsOf('GET', '/v1/things?limit=x', '', list)).toEqual(['query/limit type']);
    expect(await problemsOf('GET', '/v1/things?per_page=1', '', list)).toEqual([
      'query unevaluatedProperties',
    ]);
    expect(await problemsOf('GET', '/v1/things', 'name=a', list)).toEqual(['form defined']);
    expect(await problemsOf('GET', '/v1/things/', '', list)).toEqual(['request defined']);
    expect(await problemsOf('PUT', '/v1/things', '', list)).toEqual(['request defined']);
    expect(await problemsOf('POST', '/v1/things', 'name=a', jsonAnswer(204, {}))).toEqual(['answer body']);
    expect(await problemsOf('POST', '/v1/things', 'name=a', emptyAnswer(201))).toEqual(['answer status']);
  });

  test('lets pass what was refused for its values, but no field that is not there', async () => {
    const refused = jsonAnswer(400, {});
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

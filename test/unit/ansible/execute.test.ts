import { describe, expect, test } from 'vitest';
import { execute } from '../../../src/ansible/execute.ts';
import { type AnsibleModule, defineModule, ModuleFailure } from '../../../src/ansible/module.ts';
import type { JsonObject } from '../../../src/json.ts';

const never = new Promise<never>(() => {});

const argument_spec = {
  name: { type: 'str', required: true, description: '' },
  count: { type: 'int', description: '' },
  password: { type: 'str', no_log: true, environment: ['SECRET'], description: '' },
  old: { type: 'str', removed_in_version: '2.0.0', description: '' },
} as const;

type Run = AnsibleModule<typeof argument_spec>['run'];

const call = (given: JsonObject, run: Run, crash = never) =>
  execute(
    defineModule({ name: 'example', argument_spec, relations: {}, run }),
    given,
    {},
    new AbortController().signal,
    crash,
  );

test('the module gets converted parameters and the modes of the task', async () => {
  const given = {
    name: 'x',
    count: '3',
    _ansible_check_mode: true,
    _ansible_diff: true,
    _ansible_verbosity: 3,
  };
  const result = await call(given, async ({ parameters, checkMode, diffMode }) => ({
    seen: { ...parameters },
    modes: [checkMode, diffMode],
  }));
  expect(result.seen).toEqual({ name: 'x', count: 3, password: null, old: null });
  expect(result.modes).toEqual([true, true]);
});

test('no secret is in the result, wherever it came from', async () => {
  const result = await call({ name: 'x', password: 'geheim-1' }, async ({ parameters }) => ({
    password: parameters.password,
    text: `as geheim-1 says`,
  }));
  expect(JSON.stringify(result)).not.toContain('geheim');
  expect(result.invocation).toMatchObject({
    module_args: { name: 'x', password: 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER' },
  });
});

test('a secret that the module comes across is masked like one that was given', async () => {
  const run: Run = async ({ keepSecret, hide, warn }) => {
    keepSecret('geheim-2');
    warn('geheim-2 is old');
    return { text: 'as geheim-2 says', hidden: hide('geheim-2!') };
  };
  const result = await call({ name: 'x' }, run);
  expect(result).toMatchObject({
    text: 'as ******** says',
    hidden: '********!',
    warnings: ['******** is old'],
  });
});

test('what Ansible decides by survives any secret', async () => {
  const run = async () => ({ changed: true, failed: false });
  expect(await call({ name: 'x', password: 'True' }, run)).toMatchObject({ changed: true, failed: false });
  expect(await call({ name: 'x', password: 'change' }, run)).toMatchObject({ changed: true });
});

test('a module may have no relations, and say what is deprecated besides options', async () => {
  const deprecation = { msg: 'soon gone', version: '3.0.0', collection_name: 'acme.example' } as const;
  const module = defineModule({
    name: 'example',
    argument_spec: {},
    run: async ({ deprecate }) => {
      deprecate(deprecation);
      return { changed: false };
    },
  });
  const result = await execute(module, {}, {}, new AbortController().signal, never);
  expect(result).toMatchObject({ changed: false, deprecations: [deprecation] });
});

test('warnings and deprecations are handed on', async () => {
  const result = await call({ name: 'x', old: 'y' }, async ({ warn }) => {
    warn('mind the gap');
    return {};
  });
  expect(result.warnings).toEqual(['mind the gap']);
  expect(result.deprecations).toEqual([
    { msg: "Param 'old' is deprecated. See the module docs for more information", version: '2.0.0' },
  ]);
});

describe('failures', () => {
  test('of validation come before the module runs, in the words of Ansible', async () => {
    const run = () => Promise.reject(new Error('ran'));
    expect(await call({}, run)).toMatchObject({ failed: true, msg: 'missing required arguments: name' });
    expect(await call({ name: 'x', nane: 'y' }, run)).toMatchObject({
      failed: true,
      msg: 'Unsupported parameters for (example) module: nane. Supported parameters include: count, name, old, password.',
    });
    const named = { name: 'x', nane: 'y', _ansible_module_name: 'other_name' };
    expect((await call(named, run)).msg).toContain('for (other_name) module');
  });

  test('of validation name the entries of lists that they are in, where all are in some', async () => {
    const entries = {
      type: 'list',
      elements: 'dict',
      options: { size: { type: 'int', description: '' } },
      description: '',
    } as const;
    const validated = (given: JsonObject) =>
      execute(
        defineModule({ name: 'example', argument_spec: { entries }, relations: {}, run: async () => ({}) }),
        given,
        {},
        new AbortController().signal,
        never,
      );
    const wrong = [{ size: 1 }, { size: 'big' }, { weight: 1 }, { weight: 2 }];
    const { wrong_entries: told } = await validated({ entries: wrong });
    expect(told).toEqual({
      entries: {
        1: expect.stringContaining('unable to convert to int'),
        2: 'Unsupported parameters for (example) module: entries.weight. Supported parameters include: size, at entries[2], entries[3]',
        3: 'Unsupported parameters for (example) module: entries.weight. Supported parameters include: size, at entries[2], entries[3]',
      },
    });
    expect(await validated({ entries: wrong.slice(0, 2), other: 1 })).not.toHaveProperty('wrong_entries');
  });

  test('of the module are told as they are, with what it returns', async () => {
    const run = () => Promise.reject(new ModuleFailure('no luck', { api: { requests: 1 } }));
    expect(await call({ name: 'x' }, run)).toMatchObject({
      failed: true,
      msg: 'no luck',
      api: { requests: 1 },
    });
  });

  test('that are bugs are one line with the functions that they went through, without a path or a secret', async () => {
    const run = async function brokenFunction(): Promise<never> {
      throw new TypeError('cannot read\n  geheim-1', { cause: new RangeError('too far') });
    };
    const result = await call({ name: 'x', password: 'geheim-1' }, run);
    expect(result.msg).toMatch(
      /^example has a bug; please report it with this message: TypeError: cannot read \*{8} \((Object\.)?brokenFunction@\d+:\d+ < .*\); caused by RangeError: too far \(.*\)$/,
    );
    expect(result.msg).not.toMatch(/[/\\]|node:/);
  });

  test('and warnings are told on one line that a terminal only shows', async () => {
    const run: Run = async ({ warn }) => {
      warn('mind\u202e the\n\u001b[31mgap');
      throw new ModuleFailure('the \u001b[2J "ev\u202eil"\r\n\u2028group\u2069');
    };
    const { msg, warnings } = await call({ name: 'x' }, run);
    expect(msg).toBe('the [2J "ev il" group');
    expect(warnings).toEqual(['mind the [31mgap']);
  });

  test('from outside end the work', async () => {
    const crash = Promise.reject(new ModuleFailure('stopped by SIGTERM'));
    expect(await call({ name: 'x' }, () => never, crash)).toMatchObject({
      failed: true,
      msg: 'stopped by SIGTERM',
    });
  });

  test.each([
    ['the reason of the signal', (reason: unknown) => reason],
    ['an error about it', () => new DOMException('aborted', 'AbortError')],
  ])('that a signal has caused are no bugs, be it %s that was thrown', async (_, failureOf) => {
    const interruption = new AbortController();
    const module = defineModule({
      name: 'example',
      argument_spec: {},
      async run({ interruption: { reason } }) {
        throw failureOf(reason);
      },
    });
    interruption.abort('example was stopped by SIGTERM');
    const result = await execute(module, {}, {}, interruption.signal, never);
    expect(result).toMatchObject({
      failed: true,
      msg: 'example was stopped by SIGTERM before it was done: run it again',
    });
  });
});

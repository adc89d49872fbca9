import { readFileSync, writeSync } from 'node:fs';
import type { JsonObject } from '../json.ts';
import { oneLine } from '../one-line.ts';
import type { ArgumentSpec } from './argument-spec.ts';
import { execute } from './execute.ts';
import { type AnsibleModule, ModuleFailure } from './module.ts';
import { outputOf } from './output.ts';
import { parseExactly } from './validation/numerals.ts';

/** Arguments of more characters than this are about a thousand things. */
const LARGE = 100_000;

/**
 * The main program of a module: reads the file of JSON arguments that Ansible names on the command line (a module that
 * says WANT_JSON gets one), runs the module and ends the process with one JSON object on standard output.
 */
export async function main<S extends ArgumentSpec>(module: AnsibleModule<S>): Promise<never> {
  const interruption = new AbortController();
  const crash = new Promise<never>((_, reject) => {
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        const text = `${module.name} was stopped by ${signal}`;
        // A second signal does not wait for what is under way.
        if (interruption.signal.aborted) {
          reject(new ModuleFailure(`${text} before it was done: run it again`));
        }
        interruption.abort(text);
      });
    }
  });
  const given = await readArguments(process.argv[2]);
  if (typeof given === 'string') {
    return exit({ failed: true, msg: `${module.name}: ${given}` });
  }
  return exit(await execute(module, given, process.env, interruption.signal, crash));
}

/** Returns the arguments, or why there are none. The text of the file is never quoted: it may hold secrets. */
async function readArguments(path: string | undefined): Promise<JsonObject | string> {
  const usage = 'this is an Ansible module, to be called by a task of a playbook';
  if (path === undefined) {
    return `no file of arguments was given; ${usage}`;
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    // The permission model of Node.js, which only NODE_OPTIONS can have turned on.
    if ((error as NodeJS.ErrnoException).code === 'ERR_ACCESS_DENIED') {
      return `the NODE_OPTIONS in the environment forbid reading the file of arguments ${path}: empty them for this task`;
    }
    return `the file of arguments ${path} cannot be read (${message(error)}); ${usage}`;
  }
  if (text.length > LARGE) {
    await collectOften();
  }
  try {
    const given: unknown = parseExactly(text);
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
      return given as JsonObject;
    }
  } catch {
    // Told below: a parser's message would quote the text.
  }
  return `the file of arguments ${path} does not hold a JSON object; ${usage}`;
}

/** Makes V8 look for garbage before it takes up several times the memory that is in use: on Node.js 24, 300 MB and more. */
async function collectOften(): Promise<void> {
  // Loaded only here: small tasks start without it.
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=50');
}

function exit(result: JsonObject): never {
  const output = Buffer.from(outputOf(result));
  let failed = result.failed === true;
  for (let written = 0; written < output.length; ) {
    try {
      written += writeSync(1, output, written);
    } catch (error) {
      // A pipe that is full for the moment; anything else (a full disk, a closed pipe) leaves nobody to tell.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        continue;
      }
      failed = true;
      break;
    }
  }
  process.exit(failed ? 1 : 0);
}

function message(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}

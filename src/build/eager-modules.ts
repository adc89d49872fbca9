import { parse } from 'acorn';
import type { Plugin } from 'esbuild';

/** Lets Node.js compile the CommonJS modules in a bundle right away. */
export const eagerModules: Plugin = {
  name: 'eager-modules',
  setup({ onEnd }) {
    onEnd(({ outputFiles = [] }) => {
      for (const file of outputFiles) {
        file.contents = new TextEncoder().encode(compileModulesEagerly(file.text));
      }
    });
  },
};

/**
 * Makes `(function(…){…})` of the arrow function around each CommonJS module in a bundle. V8 takes the parenthesis before the
 * keyword for a sign that a function runs at once and compiles it right away, instead of reading it a first time only to find
 * its end; before an arrow function it does not.
 */
function compileModulesEagerly(code: string): string {
  const program = parse(code, { ecmaVersion: 'latest' });
  const functions = program.body
    .flatMap((statement) => (statement.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => (init?.type === 'CallExpression' ? init.arguments : []))
    .filter((argument) => argument.type === 'ArrowFunctionExpression')
    // What is a mere expression has nothing to compile that would be worth it.
    .filter(({ body }) => body.type === 'BlockStatement');
  let result = '';
  let end = 0;
  for (const { start, end: next, params, body } of functions) {
    const names = params.map((parameter) => code.slice(parameter.start, parameter.end)).join(',');
    result += `${code.slice(end, start)}(function(${names})${code.slice(body.start, body.end)})`;
    end = next;
  }
  return result + code.slice(end);
}

import { parse } from 'acorn';

/**
 * Puts parentheses around the function of each CommonJS module in a bundle. V8 takes them for a sign that a function runs
 * at once and compiles it right away, instead of reading it a first time only to find its end.
 */
export function compileModulesEagerly(code: string): string {
  const program = parse(code, { ecmaVersion: 'latest', allowHashBang: true });
  const functions = program.body
    .flatMap((statement) => (statement.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ init }) => (init?.type === 'CallExpression' ? init.arguments : []))
    .filter((argument) => argument.type === 'ArrowFunctionExpression');
  let result = '';
  let end = 0;
  for (const { start, end: next } of functions) {
    result += `${code.slice(end, start)}(${code.slice(start, next)})`;
    end = next;
  }
  return result + code.slice(end);
}

import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { contactGroup } from '../statuscake/contact-group.ts';
import type { Resource } from '../statuscake/resource.ts';
import {
  createdSchema,
  detailsSchema,
  listSchema,
  problemSchema,
  type Schema,
} from '../statuscake/schemas.ts';
import { uptime } from '../statuscake/uptime.ts';

const RESOURCES: readonly Resource[] = [uptime, contactGroup];

/**
 * Compiles the schemas of the API's answers to plain code, with its declarations: compiling them when a module starts
 * would take as long as starting Node.js.
 */
export function compileAnswerChecks(): { code: string; types: string } {
  const schemas: Record<string, Schema> = { created: createdSchema, problem: problemSchema };
  for (const resource of RESOURCES) {
    schemas[`${resource.name}List`] = listSchema(resource);
    schemas[`${resource.name}Details`] = detailsSchema(resource);
  }
  const names = Object.keys(schemas);
  const ajv = new Ajv({
    schemas: names.map((name) => ({ ...schemas[name], $id: name })),
    code: { source: true, esm: true },
    allowUnionTypes: true,
  });
  const checks = standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const origin = '// Made by npm run build from src/statuscake/schemas.ts.\n';
  return {
    code: `${origin}${checks}\n${byResource('lists', 'List')}${byResource('details', 'Details')}`,
    types: `${origin}import type { AnswerCheck } from '../answer-check.ts';
import type { ResourceName } from '../resource.ts';

export declare const created: AnswerCheck;
export declare const problem: AnswerCheck;
export declare const lists: Record<ResourceName, AnswerCheck>;
export declare const details: Record<ResourceName, AnswerCheck>;
`,
  };
}

function byResource(name: string, suffix: string): string {
  const entries = RESOURCES.map((resource) => `${resource.name}: ${resource.name}${suffix}`);
  return `export const ${name} = { ${entries.join(', ')} };\n`;
}

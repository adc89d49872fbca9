import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import type { Resource } from '../statuscake/resource.ts';
import { RESOURCES } from '../statuscake/resources/all.ts';
import {
  createdSchema,
  detailsSchema,
  listSchema,
  locationsSchema,
  overviewSchema,
  problemSchema,
  type Schema,
  seriesSchemas,
  wholeSchema,
} from '../statuscake/schemas.ts';

/** Where a list shows whole resources, one schema and its code serve the list and the details. */
function schemasOf(resource: Resource): Record<string, Schema> {
  const { name, fields } = resource;
  const overview = fields.some(({ shown }) => shown === 'details') ? `${name}Overview` : name;
  return {
    [overview]: overviewSchema(resource),
    [name]: wholeSchema(resource),
    [`${name}List`]: listSchema({ $ref: overview }),
    [`${name}Details`]: detailsSchema({ $ref: name }),
  };
}

/**
 * Compiles the schemas of the API's responses to plain code, with its declarations: compiling them when a module starts
 * would take as long as starting Node.js.
 */
export function compileResponseChecks(): { code: string; types: string } {
  const single = { created: createdSchema, problem: problemSchema, locations: locationsSchema };
  const schemas: Record<string, Schema> = { ...single };
  const names = [
    ...Object.keys(single),
    ...RESOURCES.flatMap(({ name }) => [`${name}List`, `${name}Details`]),
    ...Object.keys(seriesSchemas),
  ];
  for (const resource of RESOURCES) {
    Object.assign(schemas, schemasOf(resource));
  }
  Object.assign(schemas, seriesSchemas);
  const ajv = new Ajv({
    schemas: Object.entries(schemas).map(([name, schema]) => ({ ...schema, $id: name })),
    inlineRefs: false,
    code: { source: true, esm: true },
    allowUnionTypes: true,
  });
  const checks = standaloneCode.default(ajv, Object.fromEntries(names.map((name) => [name, name])));
  const origin = '// Made by npm run build from src/statuscake/schemas.ts.\n';
  const types = names.map((name) => `export declare const ${name}: ResponseCheck;\n`).join('');
  return {
    code: `${origin}${checks}\n`,
    types: `${origin}import type { ResponseCheck } from '../response-check.ts';\n\n${types}`,
  };
}

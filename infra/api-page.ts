import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { readOptions, runCommand } from './command-line.ts';
import { readSettings } from './environments.ts';
import { openApiDocument } from './openapi.ts';

/** `node infra/api-page.ts` writes the reference of all operations into `docs/api.md`, after this heading. */
export const heading = '## Every operation\n';
const page = new URL('../docs/api.md', import.meta.url);

const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  propertyNames: z.unknown().optional(),
});
type Schema = z.infer<typeof Schema>;
const Media = z.object({
  schema: z.unknown(),
  examples: z.record(z.string(), z.object({ value: z.unknown() })),
});
const Content = z.record(z.string(), Media).default({});
const Answer = z.object({ $ref: z.string().optional(), content: Content });
const OperationObject = z.object({
  summary: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.object({
        in: z.string(),
        name: z.string(),
        required: z.boolean().default(false),
        schema: z.unknown(),
      }),
    )
    .default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), Answer),
});
type OperationObject = z.infer<typeof OperationObject>;
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), OperationObject)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), Answer),
  }),
});

const { paths, components } = Document.parse(
  JSON.parse(JSON.stringify(openApiDocument(readSettings('local')))),
);
const json = 'application/json';
const nameOf = (reference: string): string => reference.split('/').at(-1) ?? '';

/** The schema that a reference names, with the reference's own description. */
function resolved(value: unknown): Schema {
  const schema = Schema.parse(value);
  if (schema.$ref === undefined) return schema;
  const target = resolved(components.schemas[nameOf(schema.$ref)]);
  return { ...target, description: schema.description ?? target.description };
}

/** A type, its bounds and its default, in words. */
function formOf(value: unknown): string {
  const schema = resolved(value);
  const { enum: values, anyOf, items, properties } = schema;
  if (values !== undefined) return `${values.map((one) => code(one)).join(', ')}${defaultOf(schema)}`;
  if (anyOf !== undefined) return anyOf.map(formOf).join(', or ');
  if (items !== undefined) return `list of ${boundsOf(schema)}${formOf(items)}`;
  if (properties !== undefined) return 'object';
  const { examples } = z.object({ examples: z.array(z.unknown()).default([]) }).parse(schema);
  const example = examples.length > 0 ? `, like ${code(examples[0])}` : '';
  const type = schema['format'] === 'date-time' ? 'time' : (schema.type ?? 'any');
  return `${schema.propertyNames === undefined ? type : 'map'}${boundsOf(schema)}${example}${defaultOf(schema)}`;
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
const defaultOf = ({ default: value }: Schema): string =>
  value === undefined ? '' : `; default ${code(value)}`;

function boundsOf(schema: Schema): string {
  const bounds = z
    .object({
      minLength: z.number().optional(),
      maxLength: z.number().optional(),
      minItems: z.number().optional(),
      maxItems: z.number().optional(),
      maxProperties: z.number().optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    })
    .parse(schema);
  const { minItems = 0, maxItems, minLength = 0, maxLength, maxProperties, minimum, maximum } = bounds;
  if (maxItems !== undefined)
    return `${minItems} to ${maxItems}${schema['uniqueItems'] === true ? ' different' : ''}: `;
  if (maxLength !== undefined) return `, ${minLength} to ${maxLength} characters`;
  if (maxProperties !== undefined) return `, at most ${maxProperties} entries`;
  if (minimum === undefined || minimum === Number.MIN_SAFE_INTEGER) return '';
  return maximum === Number.MAX_SAFE_INTEGER ? `, ${minimum} or more` : `, ${minimum} to ${maximum}`;
}

type Row = readonly [name: string, form: string, description: string];

/** The properties of a body, with those of the objects in it. */
function rowsOf(value: unknown, prefix: string): Row[] {
  const schema = resolved(value);
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]): Row[] => {
    const { description = '', items } = resolved(part);
    const required = schema.required.includes(name) ? '' : ', optional';
    const below =
      items === undefined ? rowsOf(part, `${prefix}${name}.`) : rowsOf(items, `${prefix}${name}[].`);
    return [[`${prefix}${name}`, formOf(part) + required, description], ...below];
  });
}

function operationText(method: string, path: string, operation: OperationObject): string {
  const { summary, description, security, parameters, requestBody } = operation;
  const scopes = security.flatMap((entry) => Object.values(entry).flat());
  const parameterRows = parameters.map(({ in: place, name, required, schema }): Row => {
    const form = `${place}: ${formOf(schema)}${required || formOf(schema).includes('default') ? '' : ', optional'}`;
    return [name, form, resolved(schema).description ?? ''];
  });
  const body = requestBody?.content[json];
  const rows = [...parameterRows, ...(body === undefined ? [] : rowsOf(body.schema, ''))];
  return [
    `### \`${method.toUpperCase()} ${path}\``,
    `${summary}. ${description}`,
    `Scope: ${scopes.length === 0 ? 'none, it needs no token' : scopes.map(code).join(' or ')}.`,
    ...(rows.length === 0 ? [] : [table(rows)]),
    ...(body === undefined
      ? []
      : [`Body${requestBody?.required === true ? '' : ', which may be absent'}:`, exampleIn(body)]),
    ...answersOf(operation),
  ].join('\n\n');
}

const table = (rows: readonly Row[]): string =>
  [
    '| name | form | meaning |',
    '|---|---|---|',
    ...rows.map((row) => `| \`${row[0]}\` | ${row[1]} | ${row[2]} |`),
  ].join('\n');

function exampleIn({ examples }: z.infer<typeof Media>): string {
  const [first] = Object.values(examples);
  return `\`\`\`json\n${written(first?.value, '')}\n\`\`\``;
}

const columns = 100;

/** JSON on one line if it fits, else with an entry a line. */
function written(value: unknown, indent: string): string {
  const line = JSON.stringify(value, undefined, 1).replaceAll(/\n */g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + line.length <= columns) return line;
  const more = `${indent}  `;
  const isList = Array.isArray(value);
  const entries = Object.entries(value).map(([name, part]) =>
    isList ? written(part, more) : `${JSON.stringify(name)}: ${written(part, more)}`,
  );
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${entries.map((entry) => more + entry).join(',\n')}\n${indent}${close}`;
}

function answersOf({ responses }: OperationObject): string[] {
  const successes = Object.entries(responses).filter(([status]) => Number(status) < 300);
  const refusals = Object.entries(responses)
    .filter(([status]) => Number(status) >= 400 && Number(status) < 500)
    .flatMap(([status, answer]) => {
      const { content } = components.responses[nameOf(answer.$ref ?? '')] ?? answer;
      const codes = Object.keys(content['application/problem+json']?.examples ?? {});
      return codes.length === 0 ? [] : [`${status} ${codes.map(code).join(', ')}`];
    });
  return [
    ...successes.flatMap(([status, { content }]) => {
      const media = content[json];
      if (media === undefined) return [`Answers ${status}, without a body.`];
      const answer = `\`${nameOf(Schema.parse(media.schema).$ref ?? '')}\``;
      if (status === '200' && successes.length > 1 && 'dryRun' in media.examples)
        return [`Answers ${status} ${answer} to a dry run.`];
      return [`Answers ${status} ${answer}:`, exampleIn(media)];
    }),
    ...(refusals.length === 0 ? [] : [`Refusals: ${refusals.join('; ')}.`]),
  ];
}

/** The named schemas of answers, and of the items of lists. */
function shapes(): string[] {
  const answers = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ responses }) => Object.entries(responses))
    .filter(([status]) => Number(status) < 300)
    .flatMap(([, { content }]) => (content[json] === undefined ? [] : [content[json].schema]));
  const names = answers.flatMap((schema) => {
    const { $ref = '' } = Schema.parse(schema);
    const items = Schema.parse(resolved(schema).properties?.['items'] ?? {}).items;
    return [nameOf(items === undefined ? $ref : (Schema.parse(items).$ref ?? ''))];
  });
  return [...new Set(names)].flatMap((name) => {
    const schema = { $ref: `#/components/schemas/${name}` };
    const rows = rowsOf(schema, '');
    return rows.length === 0 ? [] : [`#### ${name}`, resolved(schema).description ?? '', table(rows)];
  });
}

/** The section of `docs/api.md` on every operation, rendered from the OpenAPI document. */
export function everyOperation(): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationText(method, path, operation)),
  );
  const intro =
    'Rendered from the OpenAPI document by `npm run api-page`. Every example is one of the document.';
  return `${[heading.trimEnd(), intro, ...operations, '### Shapes of answers', ...shapes()].join('\n\n')}\n`;
}

const usage = 'usage: api-page\n  Renders the operations in docs/api.md from the OpenAPI document.';

if (import.meta.main) {
  await runCommand(usage, (words) => {
    readOptions({ usage, options: {}, schema: z.object({}) }, words);
    const [before = ''] = readFileSync(page, 'utf8').split(heading);
    writeFileSync(page, `${before.trimEnd()}\n\n${everyOperation()}`);
  });
}

import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Operation } from '../shared/http/contract/operation.ts';
import { operations } from '../shared/http/contract/operations.ts';
import { GatewayAnswer, ProblemAnswer } from '../shared/http/contract/problem-answer.ts';
import { problemCodes } from '../shared/http/problem.ts';
import { exampleOf } from './openapi-examples.ts';

const json = (schema: z.ZodType, example?: unknown) => ({
  'application/json': { schema, ...(example !== undefined && { example }) },
});

const problem = (description: string, codes: readonly (keyof typeof problemCodes)[]) => ({
  description,
  content: {
    'application/problem+json': {
      schema: ProblemAnswer,
      examples: Object.fromEntries(
        codes.map((code) => {
          const [status, title] = problemCodes[code];
          const entry = { code, detail: `${title}.` };
          const example = {
            type: `/problems/${code}`,
            title,
            status,
            instance: 'request-id',
            ...entry,
            errors: [entry],
          };
          return [code, { value: example }];
        }),
      ),
    },
  },
});

const codesWith = (status: number) =>
  Object.keys(problemCodes)
    .filter((code): code is keyof typeof problemCodes => code in problemCodes)
    .filter((code) => problemCodes[code][0] === status);

const gateway = (description: string) => ({ description, content: json(GatewayAnswer) });

/** Every problem that the operation can answer, and API Gateway's own errors. */
function errorResponses({ access, method, params, query, body }: Operation) {
  const takesParameters = [params, query].some((schema) => schema !== operations.getHealth.params);
  const takesBody = method === 'PUT' || method === 'POST';
  return {
    ...((takesParameters || takesBody) && {
      '400': problem('The request does not match its schema', codesWith(400)),
    }),
    ...(access !== 'open' && {
      '401': gateway('The token is missing, invalid or expired'),
      '403': problem('The caller may see this but not do it', codesWith(403)),
      '404': problem('Not found, or not visible to the caller', codesWith(404)),
    }),
    ...(method === 'DELETE' && {
      '409': problem('The current state does not allow this', codesWith(409)),
    }),
    ...(takesBody && {
      '409': problem('The current state does not allow this', codesWith(409)),
      '413': gateway('The body is over 64 KiB'),
      '415': problem('The content type is not application/json', codesWith(415)),
    }),
    ...(takesBody && body !== undefined && { '422': problem('At least one rule failed', codesWith(422)) }),
    '429': gateway('Too many requests'),
    ...(access !== 'open' && {
      '500': problem('Internal error', codesWith(500)),
      '503': problem('Temporarily unavailable', codesWith(503)),
    }),
  };
}

function successResponses(operation: Operation) {
  const { status, createdStatus, answer, dryRunAnswer, operationId } = operation;
  const statuses = [status, createdStatus].filter((code) => typeof code === 'number');
  const success = {
    description: status === 204 ? 'Done; no content' : operation.summary,
    ...(status !== 204 && { content: json(answer, exampleOf(operationId)) }),
  };
  const dryRun = dryRunAnswer && {
    description: status === 200 ? `${operation.summary}, or a dry run` : 'A dry run',
    content:
      status === 200
        ? json(z.union([answer, dryRunAnswer]), exampleOf(operationId))
        : json(dryRunAnswer, exampleOf(`${operationId} dryRun`)),
  };
  return {
    ...Object.fromEntries(statuses.map((code) => [String(code), success])),
    ...(dryRun && { '200': dryRun }),
  };
}

/** The schema as an object schema, which the document needs for parameters. */
const objectOf = (schema: z.ZodType): z.ZodObject | undefined =>
  schema instanceof z.ZodObject ? schema : undefined;

function toOpenApi(operation: Operation): ZodOpenApiOperationObject {
  const { operationId, summary, access, params, query, body, isIdempotent, method } = operation;
  const header = isIdempotent
    ? { header: z.object({ 'Idempotency-Key': z.string().max(255).optional() }) }
    : {};
  const path = objectOf(params);
  const queryObject = objectOf(query);
  return {
    operationId,
    summary,
    tags: [operation.path.split('/')[1] ?? ''],
    requestParams: { ...(path && { path }), ...(queryObject && { query: queryObject }), ...header },
    ...((method === 'PUT' || method === 'POST') && {
      requestBody: { content: json(body), required: !body.safeParse(undefined).success },
    }),
    security: access === 'open' ? [] : [{ token: [access === 'operator' ? 'operator' : 'contacts'] }],
    responses: { ...successResponses(operation), ...errorResponses(operation) },
  };
}

/** The contract as an OpenAPI 3.1 document, generated from the schemas that validate requests. */
export function openApiDocument() {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of Object.values<Operation>(operations)) {
    const method = { GET: 'get', PUT: 'put', POST: 'post', DELETE: 'delete' } as const;
    paths[operation.path] = { ...paths[operation.path], [method[operation.method]]: toOpenApi(operation) };
  }
  const tags = [...new Set(Object.values(operations).map(({ path }) => path.split('/')[1] ?? ''))];
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Contact changes for groups of VoIP services',
      version: '1.0.0',
      description: 'Request, accept and follow changes of the contacts of groups and their services.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server of this document' }],
    tags: tags.map((name) => ({ name, description: `Operations under /${name}` })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'An RS256 token of the configured issuer, with the scope `contacts` or `operator`. ' +
            'A deployment may name them otherwise.',
        },
      },
    },
  });
}

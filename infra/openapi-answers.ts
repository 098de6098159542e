import * as z from 'zod';
import type { oas31, ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import type { ProblemCode } from '../shared/domain/codes.ts';
import type { Operation } from '../shared/http/contract/operation.ts';
import { GatewayAnswer } from '../shared/http/contract/problem-answer.ts';
import { problemCodes } from '../shared/http/problem.ts';
import { exampleOf } from './openapi-examples.ts';
import { problemExample } from './openapi-problems.ts';

/** The errors that API Gateway itself may answer: the name of their component, and what they mean. */
const statusNames = new Map<number, readonly [name: string, description: string]>([
  [401, ['Unauthorized', 'The token is missing, invalid or expired.']],
  [403, ['Forbidden', 'The token does not permit this.']],
  [413, ['ContentTooLarge', 'The body is over 64 KiB.']],
  [429, ['TooManyRequests', 'Too many requests. Try again later.']],
  [500, ['InternalError', 'The request failed unexpectedly.']],
  [503, ['Unavailable', 'The service is temporarily unavailable. Try again later.']],
]);

/** Their answers have a `Retry-After`. */
const codesWithRetryAfter = new Set<ProblemCode>(['unavailable', 'reminded-recently']);

const etag = z.string().max(100).meta({ description: 'The version of the answer, for `If-None-Match`.' });
const location = z.string().max(100).meta({ description: 'The path of what was created.' });
const replayed = z
  .enum(['true'])
  .optional()
  .meta({ description: 'The answer is that of an earlier request with the same `Idempotency-Key`.' });
const retryAfter = z.string().max(10).optional().meta({ description: 'When to try again, in seconds.' });

/** Every answer of the operation. */
export const responsesOf = (operation: Operation): ZodOpenApiResponsesObject => ({
  ...successes(operation),
  ...errors(operation),
});

function successes(operation: Operation): ZodOpenApiResponsesObject {
  const { status, createdStatus, dryRunAnswer, isIdempotent, hasEtag, summary } = operation;
  const headers = {
    ...(isIdempotent && { Location: location, 'Idempotency-Replayed': replayed }),
    ...(hasEtag && { ETag: etag }),
  };
  const response: ZodOpenApiResponseObject = {
    description: status === 204 ? 'Done. The answer has no body.' : `${summary}.`,
    ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
    ...(status !== 204 && { content: contentOf(operation) }),
  };
  const statuses = [status, createdStatus].filter((code) => code !== undefined);
  const unchanged = {
    description: 'The answer is still that of `If-None-Match`.',
    headers: z.object({ ETag: etag }),
  };
  return {
    ...Object.fromEntries(statuses.map((code) => [String(code), response])),
    ...(dryRunAnswer !== undefined && status !== 200 && { '200': dryRunResponse(operation) }),
    ...(hasEtag && { '304': unchanged }),
  };
}

/** Where the real request answers 200 too, the answer is one of both. */
function contentOf({ operationId, status, answer, dryRunAnswer }: Operation) {
  const isEither = dryRunAnswer !== undefined && status === 200;
  const either =
    isEither &&
    z.union([answer, dryRunAnswer]).meta({
      id: `${pascal(operationId)}Answer`,
      description: 'What was done, or what a dry run would have done.',
    });
  const examples = {
    answer: { value: exampleOf(operationId) },
    ...(isEither && { dryRun: { value: exampleOf(`${operationId} dryRun`) } }),
  };
  return { 'application/json': { schema: either || named(answer), examples } };
}

const dryRunResponse = ({ operationId, dryRunAnswer }: Operation): ZodOpenApiResponseObject => ({
  description: 'What the real request would answer. Nothing was written.',
  content: {
    'application/json': {
      schema: dryRunAnswer,
      examples: { dryRun: { value: exampleOf(`${operationId} dryRun`) } },
    },
  },
});

const lists = new Map<z.ZodType, z.ZodType>();

/** A page of a named item has a name too. */
function named(answer: z.ZodType): z.ZodType {
  if (!(answer instanceof z.ZodObject) || !(answer.shape['items'] instanceof z.ZodArray)) return answer;
  const { element } = answer.shape['items'];
  const id = element instanceof z.ZodType ? element.meta()?.id : undefined;
  if (!(element instanceof z.ZodType) || id === undefined || answer.meta()?.id !== undefined) return answer;
  const list = lists.get(element) ?? answer.meta({ id: `${id}List`, description: 'A page of a list.' });
  lists.set(element, list);
  return list;
}

/** The errors that can happen at the operation: its own problems, and API Gateway's answers. */
function errors(operation: Operation): ZodOpenApiResponsesObject {
  const isOpen = operation.access === 'open';
  const codes = isOpen ? [] : codesOf(operation);
  const gateway = [429, 500, 503, ...(isOpen ? [] : [401, 403]), ...(takesBody(operation) ? [413] : [])];
  const statuses = new Set([...gateway, ...codes.map((code) => problemCodes[code][0])]);
  return Object.fromEntries(
    Array.from(statuses).map((status) => {
      const own = codes.filter((code) => problemCodes[code][0] === status);
      return [
        String(status),
        errorResponse(operation, { status, codes: own, isGateway: gateway.includes(status) }),
      ];
    }),
  );
}

/** Whether the operation reads the body of a request. */
export const takesBody = ({ method }: Operation): boolean => method === 'PUT' || method === 'POST';

function codesOf(operation: Operation): ProblemCode[] {
  const { access, query, refusals } = operation;
  const isPaged = query instanceof z.ZodObject && 'cursor' in query.shape;
  return [
    ...(takesBody(operation) ? (['malformed-json'] as const) : []),
    'invalid-parameter',
    ...(isPaged ? (['invalid-cursor'] as const) : []),
    ...(access === 'operator' ? (['operator-only'] as const) : []),
    ...refusals,
    ...(takesBody(operation) ? (['unsupported-media-type', 'validation-failed'] as const) : []),
    'internal-error',
    'unavailable',
  ];
}

interface ErrorAnswer {
  readonly status: number;
  readonly codes: readonly ProblemCode[];
  readonly isGateway: boolean;
}

const shared = new Map<string, ZodOpenApiResponseObject>();

/** Operations with the same errors share a component: the document takes it by its identity. */
function errorResponse(operation: Operation, answer: ErrorAnswer): ZodOpenApiResponseObject {
  const id = componentName(operation, answer);
  const response = shared.get(id) ?? { id, ...errorAnswer(operation, answer) };
  shared.set(id, response);
  return response;
}

function componentName({ operationId }: Operation, { status, codes }: ErrorAnswer): string {
  const [name = ''] = statusNames.get(status) ?? [];
  if (status >= 500) return codes.length === 0 ? `Gateway${name}` : name;
  if (codes.length === 0) return name;
  return codes.length > 2 ? `${pascal(operationId)}${status}` : codes.map(pascal).join('Or');
}

function errorAnswer(
  operation: Operation,
  { status, codes, isGateway }: ErrorAnswer,
): ZodOpenApiResponseObject {
  const [, ofGateway = ''] = (isGateway ? statusNames.get(status) : undefined) ?? [];
  const titles = codes.map((code) => `${problemCodes[code][1]}.`);
  const hasRetryAfter = codes.some((code) => codesWithRetryAfter.has(code));
  return {
    description: [ofGateway, ...titles].join(' ').trim(),
    ...(hasRetryAfter && { headers: z.object({ 'Retry-After': retryAfter }) }),
    content: {
      ...(codes.length > 0 && {
        'application/problem+json': {
          schema: problemSchema(status, codes),
          examples: problemExamples(operation, codes),
        },
      }),
      ...(isGateway && {
        'application/json': {
          schema: GatewayAnswer,
          examples: { gateway: { value: { message: ofGateway } } },
        },
      }),
    },
  };
}

const problemSchema = (status: number, codes: readonly ProblemCode[]): oas31.SchemaObject => ({
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    { properties: { code: { enum: [...codes] }, status: { enum: [status] } } },
  ],
});

const problemExamples = (operation: Operation, codes: readonly ProblemCode[]) =>
  Object.fromEntries(codes.map((code) => [code, { value: problemExample(code, operation) }]));

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

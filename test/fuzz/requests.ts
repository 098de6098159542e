import fc, { type Arbitrary } from 'fast-check';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import { openOperations } from '../../shared/http/contract/open-operations.ts';
import { operations, type OperationId } from '../../shared/http/contract/operations.ts';
import type { Asking, ClosedOperation, RequestInMemory } from '../support/api-in-memory.ts';
import { localDocument } from '../support/local-document.ts';
import { schemaArbitrary, sometimes, withoutAbsent, type Known } from './schema-arbitrary.ts';

const Parameter = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().default(false),
  schema: z.unknown(),
});
const OperationObject = z.object({
  operationId: z.string(),
  security: z.array(z.unknown()),
  parameters: z.array(Parameter).default([]),
  requestBody: z
    .object({
      required: z.boolean().default(false),
      content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }),
    })
    .optional(),
});
export type OperationObject = z.infer<typeof OperationObject>;
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), OperationObject)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** A request of a caller, as a client made from the document would send it. */
export interface FuzzedRequest {
  readonly operation: ClosedOperation;
  readonly caller: Asking;
  readonly request: RequestInMemory & {
    readonly params: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
  };
}

const document = Document.parse(JSON.parse(JSON.stringify(localDocument())));
export const components = document.components.schemas;

const isClosed = (id: string): id is ClosedOperation => id in operations && !(id in openOperations);

/** The operations of the document that need a token, by id. */
export const documented: ReadonlyMap<ClosedOperation, OperationObject> = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((operation) => {
      const { operationId } = operation;
      return isClosed(operationId) ? [[operationId, operation] as const] : [];
    }),
);

/** Requests that the document permits, of these operations; more of those with a body. */
export const validRequests = (
  known: Known,
  of: Iterable<[ClosedOperation, OperationObject]> = documented,
): Arbitrary<FuzzedRequest> =>
  fc.oneof(
    ...Array.from(of, ([id, operation]) => ({
      weight: operation.requestBody === undefined ? 1 : 3,
      arbitrary: requestsOf(id, operation, known),
    })),
  );

function requestsOf(
  operation: ClosedOperation,
  operationObject: OperationObject,
  known: Known,
): Arbitrary<FuzzedRequest> {
  const parametersIn = (place: string) => parametersOf(operationObject, place, known);
  const { requestBody } = operationObject;
  const body = requestBody && schemaArbitrary(requestBody.content['application/json'].schema, known);
  const mayBeAbsent = requestBody?.required !== true;
  return fc
    .record({
      caller: callers(operation, known),
      params: parametersIn('path'),
      query: parametersIn('query'),
      headers: parametersIn('header'),
      body:
        body === undefined
          ? fc.constant(undefined)
          : mayBeAbsent
            ? fc.option(body, { nil: undefined })
            : body,
    })
    .map(({ caller, ...request }) => ({ operation, caller, request }));
}

/** Cursors are opaque: the only valid ones are those of answers. */
const opaque = 'cursor';

function parametersOf({ parameters }: OperationObject, place: string, known: Known) {
  const here = parameters.filter((parameter) => parameter.in === place && parameter.name !== opaque);
  const model = here.map(({ name, required, schema }) => {
    const key = place === 'header' ? name.toLowerCase() : name;
    const present = schemaArbitrary(schema, known).map(String);
    return [key, required ? present : sometimes(present)] as const;
  });
  return fc.record(Object.fromEntries(model)).map(withoutAbsent);
}

function callers(operation: OperationId, { values, administration }: Known): Arbitrary<Asking> {
  const operatorWeight = operations[operation].access === 'operator' ? 9 : 2;
  return fc.record({
    nic: fc.oneof(fc.constant(administration), fc.constantFrom(...(values['Nic'] ?? []))),
    isOperator: fc.oneof(
      { weight: operatorWeight, arbitrary: fc.constant(true) },
      { weight: 10 - operatorWeight, arbitrary: fc.constant(false) },
    ),
  });
}

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ $id: 'document', components: document.components });

const validators = new Map<ClosedOperation, ValidateFunction>();

/** Whether the document permits the body of the request, if its operation has one. */
export function hasPermittedBody({ operation, request: { body, query, text } }: FuzzedRequest): boolean {
  const { requestBody } = documented.get(operation) ?? {};
  if (requestBody === undefined || text !== undefined) return true;
  // Each service is then judged by itself.
  if (query['partial'] === 'true') return true;
  if (body === undefined) return !requestBody.required;
  const { schema } = requestBody.content['application/json'];
  const local = JSON.stringify(schema).replaceAll('"#/', '"document#/');
  const validate = validators.get(operation) ?? ajv.compile(z.looseObject({}).parse(JSON.parse(local)));
  validators.set(operation, validate);
  return validate(JSON.parse(JSON.stringify(body)));
}

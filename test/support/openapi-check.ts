import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import type { Operation } from '../../shared/http/contract/operation.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { mustNamePlaces } from './named-places.ts';
import { localDocument } from './local-document.ts';

const Reference = z.strictObject({ $ref: z.string() });
const Header = z.object({ required: z.boolean().default(false), schema: z.looseObject({}) });
const Response = z.object({
  headers: z.record(z.string(), Header).default({}),
  content: z.record(z.string(), z.object({ schema: z.looseObject({}) })).optional(),
});
const Document = z.looseObject({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.union([Reference, Response])) })),
  ),
  components: z.looseObject({ responses: z.record(z.string(), Response) }),
});

/** An answer to an operation: as it came over the wire, or as the function gave it to API Gateway. */
export interface RealAnswer {
  readonly status: number;
  /** Keyed by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The headers that the contract is about; API Gateway and HTTP add others. */
const contractHeaders = ['location', 'retry-after', 'idempotency-replayed', 'etag'];

/** Answers of API Gateway to an address that leads to no function. */
const statusesOfAddresses = new Set([400, 404]);

/** Checks answers against the OpenAPI document: status, headers, content type and schema. */
class OpenApiCheck {
  readonly #document = Document.parse(JSON.parse(JSON.stringify(localDocument())));
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<object, ValidateFunction>();

  constructor() {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...this.#document, $id: 'document' });
  }

  /** What is wrong with an answer of the operation; undefined if the document permits it. */
  problemWith({ operationId, method, path }: Operation, answer: RealAnswer): string | undefined {
    const { status, headers, body } = answer;
    const found = this.#document.paths[path]?.[method.toLowerCase()]?.responses[String(status)];
    const response = found !== undefined && '$ref' in found ? this.#shared(found.$ref) : found;
    const name = `${operationId} ${status}`;
    if (response === undefined) {
      if (statusesOfAddresses.has(status) && isGatewayMessage(body)) return undefined;
      return `The document knows no answer ${name}: ${JSON.stringify(body)}`;
    }
    return (
      this.#headerProblem(name, response.headers, headers) ??
      this.#bodyProblem(name, response.content, answer)
    );
  }

  #shared(reference: string) {
    return this.#document.components.responses[reference.split('/').at(-1) ?? ''];
  }

  #headerProblem(
    name: string,
    documented: z.infer<typeof Response>['headers'],
    headers: RealAnswer['headers'],
  ): string | undefined {
    const known = new Map(Object.entries(documented).map(([key, header]) => [key.toLowerCase(), header]));
    const unknown = contractHeaders.find((key) => headers[key] !== undefined && !known.has(key));
    if (unknown !== undefined) return `The document knows no header ${unknown} of the answer ${name}.`;
    for (const [key, { required, schema }] of known) {
      const value = headers[key];
      if (value === undefined && required) return `The answer ${name} has no header ${key}.`;
      if (value !== undefined && !this.#validator(schema)(value))
        return `The header ${key} of the answer ${name} is not as documented: ${String(value)}`;
    }
    return undefined;
  }

  #bodyProblem(
    name: string,
    content: z.infer<typeof Response>['content'],
    { status, headers, body }: RealAnswer,
  ): string | undefined {
    const { 'content-type': type = '' } = headers;
    if (content === undefined)
      return body === undefined ? undefined : `The document knows no body of the answer ${name}.`;
    const schema = content[type]?.schema;
    if (schema === undefined) {
      if (statusesOfAddresses.has(status) && isGatewayMessage(body)) return undefined;
      return `The document knows no ${type} as the answer ${name}.`;
    }
    const validate = this.#validator(schema);
    if (validate(body)) return undefined;
    const errors = this.#ajv.errorsText(validate.errors);
    return `The answer ${name} is not as documented: ${errors} in ${JSON.stringify(body)}`;
  }

  #validator(schema: object): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known !== undefined) return known;
    const local: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
    const made = this.#ajv.compile(z.looseObject({}).parse(local));
    this.#validators.set(schema, made);
    return made;
  }
}

const isGatewayMessage = (body: unknown): boolean =>
  z.strictObject({ message: z.string() }).safeParse(body).success;

let shared: OpenApiCheck | undefined;

/** The check of this process: its validators are compiled once. */
const openApiCheck = (): OpenApiCheck => (shared ??= new OpenApiCheck());

/** @throws Error if the document does not permit the answer of the operation */
export function expectDocumented(operation: Operation, answer: RealAnswer): void {
  mustNamePlaces(answer.body);
  const problem = openApiCheck().problemWith(operation, answer);
  if (problem !== undefined) throw new Error(problem);
}

/** The operation of an address, if it is one of the contract. */
export function operationOf(method: string, path: string): Operation | undefined {
  const segments = (path.split('?')[0] ?? '').split('/');
  return Object.values<Operation>(operations).find((operation) => {
    const template = operation.path.split('/');
    return (
      operation.method === method &&
      template.length === segments.length &&
      template.every((part, index) => part.startsWith('{') || part === segments[index])
    );
  });
}

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import { openApiDocument } from '../../infra/openapi.ts';
import type { Operation } from '../../shared/http/contract/operation.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { mustNamePlaces } from './named-places.ts';

const Responses = z.record(
  z.string(),
  z.object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}) })).optional() }),
);
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ responses: Responses }))),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** A real answer, as it came over the wire. */
export interface RealAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

/** Checks real answers against the served OpenAPI document: status, content type and schema. */
export class OpenApiCheck {
  readonly #document = Document.parse(JSON.parse(JSON.stringify(openApiDocument())));
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor() {
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ $id: 'document', components: this.#document.components });
  }

  /** @throws Error if the document does not permit the answer. Ignores routes outside the contract. */
  check({ method, path, status, contentType, body }: RealAnswer): void {
    const operation = operationOf(method, path);
    if (operation === undefined) return;
    mustNamePlaces(status, body);
    const response = this.#document.paths[operation.path]?.[method.toLowerCase()]?.responses[String(status)];
    const name = `${operation.operationId} ${status}`;
    if (response === undefined) throw new Error(`The document knows no answer ${name}.`);
    if (response.content === undefined) {
      if (body !== undefined) throw new Error(`The document knows no body of the answer ${name}.`);
      return;
    }
    const schema = response.content[contentType ?? '']?.schema;
    if (schema === undefined) {
      // If API Gateway answers before any function runs, its own message replaces the problem.
      if (isGatewayMessage(body)) return;
      throw new Error(`The document knows no ${contentType} as the answer ${name}.`);
    }
    const validate = this.#validator(`${name} ${contentType}`, schema);
    if (!validate(body))
      throw new Error(`The answer ${name} is not as documented: ${this.#ajv.errorsText(validate.errors)}`);
  }

  #validator(name: string, schema: object): ValidateFunction {
    const known = this.#validators.get(name);
    if (known !== undefined) return known;
    const local: unknown = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components', '"document#/components'),
    );
    const made = this.#ajv.compile(z.looseObject({}).parse(local));
    this.#validators.set(name, made);
    return made;
  }
}

const isGatewayMessage = (body: unknown): boolean =>
  z.strictObject({ message: z.string() }).safeParse(body).success;

function operationOf(method: string, path: string): Operation | undefined {
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

import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readSettings } from '../../infra/environments.ts';
import { openApiDocument } from '../../infra/openapi.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../../shared/http/contract/problem-answer.ts';
import { mustNamePlaces } from '../support/named-places.ts';

const Node = z.record(z.string(), z.unknown());
const asNode = (value: unknown) => Node.safeParse(value).data;

const settings = { ...readSettings('local'), contactsScope: 'callers', operatorScope: 'staff' };
const document: unknown = JSON.parse(JSON.stringify(openApiDocument(settings)));

/** What a JSON pointer of the document names. */
const at = (pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, key) => asNode(node)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );

const isDescribed = (value: unknown): boolean => {
  const node = asNode(value);
  if (typeof node?.['description'] === 'string' && node['description'].length > 3) return true;
  const reference = node?.['$ref'] ?? asNode(asNode(node?.['items'])?.['$ref']);
  return typeof reference === 'string' && isDescribed(at(reference.slice(1)));
};

/** The nodes of the document that a reader meets by name. */
function named(node: unknown, place: string): [place: string, node: unknown][] {
  if (Array.isArray(node)) return node.flatMap((item, index) => named(item, `${place}/${index}`));
  return Object.entries(asNode(node) ?? {}).flatMap(([key, value]) => {
    if (key === 'example' || key === 'examples') return [];
    const below = named(value, `${place}/${key}`);
    const parts = Object.entries(asNode(value) ?? {}).map(([name, part]): [string, unknown] => [
      `${place}/${key}/${name}`,
      part,
    ]);
    if (key === 'allOf') return [];
    if (['properties', 'headers', 'responses', 'schemas', 'securitySchemes'].includes(key))
      return [...parts, ...below];
    if (key === 'parameters' && Array.isArray(value))
      return [...value.map((part, index): [string, unknown] => [`${place}/${key}/${index}`, part]), ...below];
    return typeof asNode(value)?.['operationId'] === 'string'
      ? [[`${place}/${key}`, value], ...below]
      : below;
  });
}

it('Every operation, parameter, property, header, answer and named schema has a description', () => {
  const all = named(document, '');
  expect(all.length).toBeGreaterThan(400);
  expect(all.filter(([, node]) => !isDescribed(node)).map(([place]) => place)).toEqual([]);
});

it('The walk finds what has no description', () => {
  const found = named(
    { paths: { '/x': { get: { operationId: 'x', parameters: [{ name: 'a' }], responses: { 200: {} } } } } },
    '',
  );
  expect(found.filter(([, node]) => !isDescribed(node)).map(([place]) => place)).toEqual([
    '/paths//x/get',
    '/paths//x/get/parameters/0',
    '/paths//x/get/responses/200',
  ]);
});

interface OperationNode {
  readonly place: string;
  readonly node: Record<string, unknown>;
}

const operationNodes: OperationNode[] = Object.entries(asNode(at('/paths')) ?? {}).flatMap(
  ([path, methods]) =>
    Object.entries(asNode(methods) ?? {}).map(([method, node]) => ({
      place: `/paths/${path.replaceAll('/', '~1')}/${method}`,
      node: asNode(node) ?? {},
    })),
);
const resolved = (value: unknown): Record<string, unknown> => {
  const node = asNode(value) ?? {};
  return typeof node['$ref'] === 'string' ? resolved(at(node['$ref'].slice(1))) : node;
};

describe('Every body of the document', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', ...asNode(document) });

  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (schema: unknown): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
    const validate = validators.get(text) ?? ajv.compile(asNode(JSON.parse(text)) ?? {});
    validators.set(text, validate);
    return validate;
  };

  /** The media types below a request's body or an answer. */
  const contents = operationNodes.flatMap(({ place, node }) => {
    const bodies = [node['requestBody'], ...Object.values(asNode(node['responses']) ?? {})];
    return bodies.flatMap((body, index) =>
      Object.entries(asNode(resolved(body)['content']) ?? {}).map(
        ([type, media]) => [`${place} ${index} ${type}`, asNode(media) ?? {}] as const,
      ),
    );
  });

  it('has an example that its schema permits', () => {
    const wrong = contents.flatMap(([place, { schema, examples }]) => {
      const values = Object.values(asNode(examples) ?? {}).map((example) => asNode(example)?.['value']);
      const validate = validatorOf(schema);
      if (values.length === 0 || values.includes(undefined)) return [`${place}: no example`];
      return values.flatMap((value) =>
        validate(value) ? [] : [`${place}: ${ajv.errorsText(validate.errors)}`],
      );
    });
    expect(contents.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });

  it('of an error has examples that say where, as its answers do', () => {
    const problems = contents.filter(([place]) => place.endsWith('problem+json'));
    const examples = problems.flatMap(([place, { examples: all }]) =>
      Object.values(asNode(all) ?? {}).map((example) => [place, asNode(example)?.['value']] as const),
    );
    expect(examples.length).toBeGreaterThan(300);
    const known = operationNodes.flatMap(({ node }) =>
      z
        .array(z.object({ name: z.string() }))
        .parse(node['parameters'] ?? [])
        .map(({ name }) => name),
    );
    const headers = ['Authorization', 'Content-Type'];
    const parameters = examples.flatMap(([, value]) => {
      mustNamePlaces(value);
      return ProblemAnswer.parse(value).errors.flatMap(({ parameter }) => parameter ?? []);
    });
    const places = new Set([...known, ...headers, 'unknown']);
    expect(parameters.filter((parameter) => !places.has(parameter))).toEqual([]);
  });

  it('is a schema with a name, or a problem', () => {
    const unnamed = contents.filter(([place, { schema }]) => {
      const { $ref, allOf } = asNode(schema) ?? {};
      return $ref === undefined && !(place.endsWith('problem+json') && Array.isArray(allOf));
    });
    expect(unnamed.map(([place]) => place)).toEqual([]);
  });
});

it('The document has the version of the package', () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')));
  expect(at('/info/version')).toBe(version);
});

it('Each operation says which scope of the deployment it needs, and whose tokens', () => {
  expect(at('/components/securitySchemes/oidc')).toMatchObject({
    type: 'openIdConnect',
    openIdConnectUrl: `${settings.issuer}.well-known/openid-configuration`,
  });
  const scopes = {
    open: [],
    caller: [{ oidc: ['callers'] }, { oidc: ['staff'] }],
    operator: [{ oidc: ['staff'] }],
  };
  for (const { access, operationId } of Object.values(operations)) {
    const found = operationNodes.find(({ node }) => node['operationId'] === operationId);
    expect([operationId, found?.node['security']]).toEqual([operationId, scopes[access]]);
  }
});

it('Errors are shared answers, and only those that can happen', () => {
  const errorsOf = (operationId: string) => {
    const { node } = operationNodes.find((found) => found.node['operationId'] === operationId) ?? {};
    const answers = Object.entries(asNode(node?.['responses']) ?? {});
    return answers.filter(([status]) => Number(status) >= 400).map(([status, answer]) => [status, answer]);
  };
  const shared = (name: string) => ({ $ref: `#/components/responses/${name}` });
  expect(Object.fromEntries(errorsOf('getHealth'))).toEqual({
    429: shared('TooManyRequests'),
    500: shared('GatewayInternalError'),
    503: shared('GatewayUnavailable'),
  });
  expect(Object.fromEntries(errorsOf('getGroup'))).toEqual({
    400: shared('InvalidParameter'),
    401: shared('Unauthorized'),
    403: shared('Forbidden'),
    404: shared('NotFound'),
    429: shared('TooManyRequests'),
    500: shared('InternalError'),
    503: shared('Unavailable'),
  });
  expect(Object.keys(Object.fromEntries(errorsOf('requestGroupChange')))).toEqual([
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '422',
    '429',
    '500',
    '503',
  ]);
  expect(at('/components/responses/Unavailable/headers/Retry-After')).toBeDefined();
});

it('The answers that create something say where it is, and whether they were replayed', () => {
  const withLocation = operationNodes.filter(({ node }) =>
    Object.values(asNode(node['responses']) ?? {}).some((answer) => {
      const headers = asNode(resolved(answer)['headers']) ?? {};
      return 'Location' in headers && 'Idempotency-Replayed' in headers;
    }),
  );
  const idempotent = Object.values(operations).filter((operation) => 'isIdempotent' in operation);
  expect(new Set(withLocation.map(({ node }) => node['operationId']))).toEqual(
    new Set(idempotent.map(({ operationId }) => operationId)),
  );
});

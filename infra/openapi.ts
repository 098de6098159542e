import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { noBody, type Operation } from '../shared/http/contract/operation.ts';
import { operations } from '../shared/http/contract/operations.ts';
import { ProblemAnswer } from '../shared/http/contract/problem-answer.ts';
import { idempotencyKeyPattern } from '../shared/http/idempotency-key.ts';
import type { Settings } from './settings.ts';
import { responsesOf, takesBody } from './openapi-answers.ts';
import { bodyExampleOf } from './openapi-examples.ts';

/** Whose tokens the deployment accepts, and what it calls their scopes. */
export type DocumentSettings = Pick<Settings, 'issuer' | 'contactsScope' | 'operatorScope'>;

const Package = z.object({ version: z.string() });
const { version } = Package.parse(
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
);

const tagDescriptions: Readonly<Record<string, string>> = {
  health: 'Whether the service answers',
  'openapi.json': 'This document',
  'events.json': 'The schemas of events',
  accounts: 'What the service knows of nics, for operators',
  groups: 'Groups of services, and requests for new contacts of them',
  services: 'Single services, and requests for a new technical contact of them',
  'contact-changes': 'Requests for new contacts, their decisions and their progress',
  contacts: 'Where a nic is a contact',
  'consent-codes': 'Consent in advance',
  reassignments: 'The replacement of a nic by another on many groups',
  me: 'What concerns the caller itself',
  members: 'The member system, for operators',
};

/** The schema as an object schema, which the document needs for parameters. */
const objectOf = (schema: z.ZodType): z.ZodObject | undefined =>
  schema instanceof z.ZodObject ? schema : undefined;

const idempotencyKey = z
  .string()
  .regex(idempotencyKeyPattern)
  .optional()
  .meta({
    description:
      'Any key of the caller. The same request with the same key within 24 hours gets the same answer.',
    examples: ['7d0f3a52-move-of-the-head-office'],
  });
const ifNoneMatch = z.string().max(1_000).optional().meta({
  description: 'The `ETag` of an earlier answer. If it is still that of the document, the answer is 304.',
});

const tagOf = ({ path }: Operation): string => path.split('/')[1] ?? '';

function toOpenApi(operation: Operation, settings: DocumentSettings): ZodOpenApiOperationObject {
  const { operationId, summary, description, params, query, body, isIdempotent, hasEtag } = operation;
  const headers = {
    ...(isIdempotent && { 'Idempotency-Key': idempotencyKey }),
    ...(hasEtag && { 'If-None-Match': ifNoneMatch }),
  };
  const path = objectOf(params);
  const queryObject = objectOf(query);
  const content = {
    'application/json': { schema: body, examples: { request: { value: bodyExampleOf(operationId) } } },
  };
  return {
    operationId,
    summary,
    description,
    tags: [tagOf(operation)],
    requestParams: {
      ...(path && { path }),
      ...(queryObject && { query: queryObject }),
      ...(Object.keys(headers).length > 0 && { header: z.object(headers) }),
    },
    ...(takesBody(operation) &&
      body !== noBody && { requestBody: { content, required: !body.safeParse(undefined).success } }),
    security: securityOf(operation, settings),
    responses: responsesOf(operation),
  };
}

/** One scope of the list is enough. */
function securityOf({ access }: Operation, { contactsScope, operatorScope }: DocumentSettings) {
  const scopes = { open: [], caller: [contactsScope, operatorScope], operator: [operatorScope] }[access];
  return scopes.map((scope) => ({ oidc: [scope] }));
}

/** The contract as an OpenAPI 3.1 document, generated from the schemas that validate requests. */
export function openApiDocument(settings: DocumentSettings) {
  const paths: ZodOpenApiPathsObject = {};
  const all = Object.values<Operation>(operations);
  for (const operation of all) {
    const method = ({ GET: 'get', PUT: 'put', POST: 'post', DELETE: 'delete' } as const)[operation.method];
    paths[operation.path] = { ...paths[operation.path], [method]: toOpenApi(operation, settings) };
  }
  const issuer = settings.issuer.replace(/\/$/, '');
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Contact changes for groups of VoIP services',
      version,
      description: 'Request, accept and follow changes of the contacts of groups and their services.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server of this document' }],
    tags: [...new Set(all.map(tagOf))].map((name) => ({ name, description: tagDescriptions[name] })),
    paths,
    components: {
      schemas: { Problem: ProblemAnswer },
      securitySchemes: {
        oidc: {
          type: 'openIdConnect',
          openIdConnectUrl: `${issuer}/.well-known/openid-configuration`,
          description:
            `A bearer token (JWT, RS256) of the issuer. Callers have the scope \`${settings.contactsScope}\`, ` +
            `the operator's own staff and systems the scope \`${settings.operatorScope}\`.`,
        },
      },
    },
  });
}

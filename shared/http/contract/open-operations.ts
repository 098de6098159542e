import * as z from 'zod';
import { noBody, none, type Operation } from './operation.ts';

/** The same for everybody. */
const open = {
  method: 'GET',
  access: 'open',
  refusals: [],
  params: none,
  query: none,
  body: noBody,
  status: 200,
} as const;

/** Operations that need no token. */
export const openOperations = {
  getHealth: {
    ...open,
    operationId: 'getHealth',
    path: '/health',
    summary: 'Health check',
    description: 'Answers as soon as requests reach the service. It reads no data.',
    answer: z
      .strictObject({ status: z.literal('ok').meta({ description: 'Always `ok`.' }) })
      .meta({ id: 'Health', description: 'The service answers.' }),
  },
  getOpenapi: {
    ...open,
    operationId: 'getOpenapi',
    path: '/openapi.json',
    hasEtag: true,
    summary: 'This contract as an OpenAPI document',
    description:
      'The document changes only with a deployment. Its `ETag` and `If-None-Match` spare the download.',
    answer: z
      .looseObject({ openapi: z.string().max(20).meta({ description: 'The version of OpenAPI.' }) })
      .meta({ id: 'OpenApiDocument', description: 'An OpenAPI document.', maxProperties: 20 }),
  },
  getEventSchemas: {
    ...open,
    operationId: 'getEventSchemas',
    path: '/events.json',
    hasEtag: true,
    summary: 'The schemas of the events that are published, as one JSON Schema',
    description:
      'A definition for each type. They permit properties that they do not name: later releases may add some. The ' +
      'schemas change only with a deployment.',
    answer: z
      .looseObject({ $schema: z.string().max(100).meta({ description: 'The version of JSON Schema.' }) })
      .meta({ id: 'EventSchemas', description: 'A JSON Schema.', maxProperties: 20 }),
  },
} as const satisfies Record<string, Operation>;

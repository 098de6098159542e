import * as z from 'zod';
import { noBody, none, type Operation } from './operation.ts';

/** Operations that need no token. */
export const openOperations = {
  getHealth: {
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    summary: 'Health check',
    access: 'open',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: z.strictObject({ status: z.literal('ok') }),
  },
  getOpenapi: {
    operationId: 'getOpenapi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This contract as an OpenAPI document',
    access: 'open',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: z.looseObject({ openapi: z.string().max(20) }).meta({ maxProperties: 20 }),
  },
} as const satisfies Record<string, Operation>;

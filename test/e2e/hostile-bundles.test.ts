import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { assembly } from '../support/assembly.ts';
import { failureNames, HostileServer } from '../support/hostile-server.ts';
import { httpEvent, lambdaContext, queueEvent } from '../support/invocation.ts';

/** The bundles of the assembly, with a stand-in for AWS that fails without a name. */

const Module = z.object({ handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>() });

let server: HostileServer;
beforeAll(async () => {
  server = await HostileServer.start();
  const environment = {
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    AWS_REGION: 'eu-west-3',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: server.url,
    AWS_ENDPOINT_URL_SQS: server.url,
    TABLE_NAME: 'table',
    MEMBER_QUEUE_URL: `${server.url}/0/members`,
    METRICS_NAMESPACE: 'test',
    NIC_CLAIM: 'nic',
    CONTACTS_SCOPE: 'contacts',
    OPERATOR_SCOPE: 'operator',
    ROLES_AS_SCOPES: 'false',
    LONGEST_PAUSE_SECONDS: '900',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});
beforeEach(() => {
  server.calls.length = 0;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.stop();
});

/** Loads the bundle of a function, as Lambda would. */
async function handlerOf(folder: string) {
  const [file = ''] = globSync(`bundles/${folder}/index.mjs`, { cwd: await assembly() });
  // Not by the test runner's own loader, which would transform it.
  const module: unknown = createRequire(import.meta.url)(join(await assembly(), file));
  return Module.parse(module).handler;
}

describe('The bundle of an operation', () => {
  it.each(failureNames)('answers 503 with Retry-After when the table %s', async (failure) => {
    server.answer = () => failure;
    const handler = await handlerOf('api/get-group');
    const claims = { nic: 'ab12345-ovh', scope: 'contacts' };
    const event = httpEvent({ claims, pathParameters: { groupId: 'ab12345-ovh-1' } });
    const Answer = z.custom<APIGatewayProxyStructuredResultV2>();
    const answer = Answer.parse(await handler(event, lambdaContext('one')));
    expect([answer.statusCode, answer.headers?.['retry-after']]).toEqual([503, '2']);
  });
});

describe('The bundle of the worker of members', () => {
  const members = Array.from({ length: 10 }, (_, index) => `003397210123${index}`);
  const bodies = members.map((serviceId) =>
    JSON.stringify({
      changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
      groupId: 'ab12345-ovh-1',
      serviceId,
      revision: 7,
      contacts: { technical: 'cd67890-ovh' },
    }),
  );

  it.each(failureNames)('fails and postpones one member when its table call %s', async (failure) => {
    const [victim = ''] = members;
    server.answer = ({ target, body }) => {
      if (target.endsWith('.UpdateItem') && body.includes(victim)) return failure;
      return { json: target.startsWith('AmazonSQS') ? { Successful: [{ Id: '0' }], Failed: [] } : {} };
    };
    const handler = await handlerOf('workers/propagate-contact');
    const Response = z.custom<SQSBatchResponse>();
    const response = Response.parse(await handler(queueEvent(bodies), lambdaContext('one')));
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'message 0' }]);
    const postponed = server.calls.filter(({ target }) => target.endsWith('ChangeMessageVisibilityBatch'));
    expect(postponed.map(({ body }) => JSON.parse(body))).toMatchObject([
      { Entries: [{ ReceiptHandle: 'receipt 0' }] },
    ]);
    const updates = server.calls.filter(({ target }) => target.endsWith('.UpdateItem'));
    const ofEach = members.map((serviceId) => updates.filter(({ body }) => body.includes(serviceId)).length);
    expect(ofEach.slice(1)).toEqual(Array.from({ length: 9 }, () => 1));
  });
});

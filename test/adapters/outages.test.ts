import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awsClientOptions } from '../../shared/aws/aws-client.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { keptSecret } from '../../shared/aws/kept-secret.ts';
import { sqsQueue } from '../../shared/aws/sqs-queue.ts';
import { awsCall } from '../../shared/runtime/time-budgets.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';
import { failureNames, HostileServer } from '../support/hostile-server.ts';

let server: HostileServer;
beforeAll(async () => {
  server = await HostileServer.start();
});
beforeEach(() => {
  server.calls.length = 0;
});
afterAll(() => server.stop());

/** The product's options, except that a call which hangs does so for a tenth of a second. */
function options(attempts?: number) {
  const given = awsClientOptions(attempts);
  const timeouts = { connectionTimeout: 100, requestTimeout: 100, socketTimeout: 100 };
  return {
    ...given,
    requestHandler: { ...given.requestHandler, ...timeouts },
    endpoint: server.url,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}

const calls: Record<string, () => Promise<unknown>> = {
  'reading a row': () => dynamoDbTable('table', new DynamoDBClient(options())).get({ pk: 'a', sk: 'b' }),
  'writing a row': () =>
    dynamoDbTable('table', new DynamoDBClient(options())).put({ put: { pk: 'a', sk: 'b' } }),
  'a transaction': () =>
    dynamoDbTable('table', new DynamoDBClient(options())).transact([{ put: { pk: 'a', sk: 'b' } }]),
  'sending a message': () =>
    sqsQueue(`${server.url}/0/queue`, new SQSClient(options(1))).send([{ body: {} }]),
  'postponing a message': () =>
    sqsQueue(`${server.url}/0/queue`, new SQSClient(options(1))).postpone([
      { receiptHandle: 'a', seconds: 1 },
    ]),
  'reading the secret': keptSecretOf,
};

function keptSecretOf(): Promise<string> {
  const clock = { now: () => new Date() };
  return keptSecret('arn:secret', clock, new SecretsManagerClient(options()))();
}

describe.each(Object.entries(calls))('When AWS fails at %s', (_name, call) => {
  it.each(failureNames)('and %s, it is unavailable', async (failure) => {
    server.answer = () => failure;
    await expect(call()).rejects.toBeInstanceOf(Unavailable);
    expect(server.calls.length).toBeLessThanOrEqual(awsCall.attempts);
  });
});

describe('A batch of messages', () => {
  it.each(failureNames)('is sent again after a queue that %s', async (failure) => {
    server.answer = () =>
      server.calls.length === 1 ? failure : { json: { Successful: [{ Id: '0' }, { Id: '1' }], Failed: [] } };
    const queue = sqsQueue(`${server.url}/0/queue`, new SQSClient({ ...options(1), md5: false }));
    await queue.send([{ body: 1 }, { body: 2 }]);
    expect(server.calls).toHaveLength(2);
    expect(server.calls[1]?.body).toBe(server.calls[0]?.body);
  });

  it('is sent again as far as no answer confirms it', async () => {
    server.answer = () => ({ json: server.calls.length === 1 ? {} : { Successful: [{ Id: '0' }] } });
    const queue = sqsQueue(`${server.url}/0/queue`, new SQSClient({ ...options(1), md5: false }));
    await queue.send([{ body: 1 }]);
    expect(server.calls).toHaveLength(2);
  });
});

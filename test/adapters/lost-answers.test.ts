import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { listen } from '../../infra/local/lib/listen.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { Unavailable } from '../../shared/runtime/unavailable.ts';

/** A database that makes each write and gives no answer to the first. */
let server: Server;
let client: DynamoDBClient;
let writes = 0;
beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      writes += 1;
      if (writes === 1) incoming.socket.destroy();
      else outgoing.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  const port = await listen(server, 0);
  client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});
afterAll(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const addition = { update: { pk: 'A', sk: 'A' }, add: { n: 1 } };

it('An update of which the answer is lost is made again', async () => {
  writes = 0;
  await dynamoDbTable('contacts', client).update(addition);
  expect(writes).toBe(2);
});

it('One that is to be made once is not, and fails', async () => {
  writes = 0;
  const once = dynamoDbTable('contacts', client).update(addition, { once: true });
  await expect(once).rejects.toBeInstanceOf(Unavailable);
  expect(writes).toBe(1);
});

import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { listen } from '../../../../infra/local/lib/listen.ts';
import { MemberMessage } from '../../../../shared/messages/member-message.ts';
import { dynamoDbTable } from '../../../../shared/aws/dynamodb-table.ts';
import { memberContactsStore } from '../../../../shared/store/member-contacts.ts';
import { memberUpdate } from './member-update.ts';

const Call = z.looseObject({
  UpdateExpression: z.string(),
  ConditionExpression: z.string(),
  ExpressionAttributeNames: z.record(z.string(), z.string()),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()),
});

/** What a client that is used so sends, with the names and the values themselves in its expressions. */
async function sent(use: (client: DynamoDBClient) => Promise<unknown>): Promise<object> {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      bodies.push(body);
      response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}');
    });
  });
  onTestFinished(() => void server.close());
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await listen(server, 0)}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await use(client);
  client.destroy();
  const { ExpressionAttributeNames, ExpressionAttributeValues, ...call } = Call.parse(bodies[0]);
  const spelledOut = (expression: string): string =>
    expression.replaceAll(
      /[#:]\w+/g,
      (word) => ExpressionAttributeNames[word] ?? JSON.stringify(ExpressionAttributeValues[word]),
    );
  return {
    ...call,
    UpdateExpression: spelledOut(call.UpdateExpression),
    ConditionExpression: spelledOut(call.ConditionExpression),
  };
}

test('the peers and the bare loop update a member exactly as the system does', async () => {
  const member = { groupId: 'be20001-ovh-1', serviceId: '0033900000000', revision: 7 };
  const technical = 'be10004-ovh';
  const message = MemberMessage.parse({
    ...member,
    changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
    contacts: { technical },
  });
  const bySystem = await sent((client) =>
    memberContactsStore(dynamoDbTable('contacts', client)).take(message),
  );
  const byPeer = await sent((client) =>
    client.send(new UpdateItemCommand(memberUpdate('contacts', { ...member, technical }))),
  );
  expect(byPeer).toEqual(bySystem);
});

import { expect, onTestFinished, test } from 'vitest';
import { startDatabase } from '../../infra/local/dynamodb/database-process.ts';
import { createTables } from '../../infra/local/dynamodb/tables.ts';

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const index = (IndexName: string, attribute: string) => ({
  IndexName,
  KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'KEYS_ONLY' },
});

/** A table with an index on each of these attributes. */
const tableOf = (...indexed: string[]) => ({
  name: 'table',
  creation: {
    TableName: 'table',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [text('pk'), ...indexed.map(text)],
    GlobalSecondaryIndexes: indexed.map((attribute) => index(`by-${attribute}`, attribute)),
  },
});

test('a table of an earlier release keeps its rows and gets the indexes that it lacks', async () => {
  const database = await startDatabase({ file: undefined, log: () => {} });
  onTestFinished(() => database.stop());
  const call = (operation: string, input: Readonly<Record<string, unknown>>) =>
    database.upstream.call(`DynamoDB_20120810.${operation}`, input);
  await createTables(database.upstream, [tableOf('first')]);
  await call('PutItem', { TableName: 'table', Item: { pk: { S: 'kept' }, second: { S: 'x' } } });
  for (let start = 0; start < 2; start++)
    await createTables(database.upstream, [tableOf('first', 'second', 'third')]);
  const found = await call('Query', {
    TableName: 'table',
    IndexName: 'by-second',
    KeyConditionExpression: '#second = :value',
    ExpressionAttributeNames: { '#second': 'second' },
    ExpressionAttributeValues: { ':value': { S: 'x' } },
  });
  expect(found).toMatchObject({ Items: [{ pk: { S: 'kept' } }] });
});

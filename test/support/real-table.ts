import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDatabase } from '../../infra/local/dynamodb/database-process.ts';
import { everyRow } from '../../shared/aws/dynamodb-rows.ts';
import { dynamoDbScan } from '../../shared/aws/dynamodb-scan.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import { dueIndexKeys, dueIndexName, tableKeys } from '../../shared/store/keys.ts';
import type { Item, ScannableTable, Table } from '../../shared/store/table.ts';

export interface RealTable {
  readonly table: Table & ScannableTable;
  /** Every row of it. */
  readonly rows: () => AsyncIterable<Item>;
  stop(): Promise<void>;
}

const tableName = 'contacts';

/** The `Table` port over a separate in-memory database, with the keys of the stack's table. */
export async function startRealTable(): Promise<RealTable> {
  const database = await startDatabase({ file: undefined, log: () => {} });
  const client = new DynamoDBClient({
    endpoint: database.upstream.url.href,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const names = [tableKeys.partition, tableKeys.sort, dueIndexKeys.partition, dueIndexKeys.sort];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: tableKeys.partition, KeyType: 'HASH' },
        { AttributeName: tableKeys.sort, KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: dueIndexName,
          KeySchema: [
            { AttributeName: dueIndexKeys.partition, KeyType: 'HASH' },
            { AttributeName: dueIndexKeys.sort, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  return {
    table: { ...dynamoDbTable(tableName, client), ...dynamoDbScan(tableName, client) },
    rows: () => everyRow(tableName, client),
    async stop() {
      client.destroy();
      await database.stop();
    },
  };
}

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDatabase } from '../../infra/local/dynamodb/database-process.ts';
import { everyRow, pagesOfRows, type RowsPage } from '../../shared/aws/dynamodb-rows.ts';
import { dynamoDbScan } from '../../shared/aws/dynamodb-scan.ts';
import { dynamoDbTable } from '../../shared/aws/dynamodb-table.ts';
import {
  dueIndexKeys,
  dueIndexName,
  listIndexKeys,
  listIndexName,
  tableKeys,
} from '../../shared/store/index-keys.ts';
import type { Item, ScannableTable, Table } from '../../shared/store/table.ts';

export interface RealTable {
  readonly table: Table & ScannableTable;
  /** Every row of it. */
  readonly rows: () => AsyncIterable<Item>;
  readonly pages: () => AsyncIterable<RowsPage>;
  stop(): Promise<void>;
}

const tableName = 'contacts';
const keysOnly = { ProjectionType: 'KEYS_ONLY' } as const;

/** The `Table` port over a separate in-memory database, with the keys of the stack's table. */
export async function startRealTable(): Promise<RealTable> {
  const database = await startDatabase({ file: undefined, log: () => {} });
  const client = new DynamoDBClient({
    endpoint: database.upstream.url.href,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const names = [tableKeys, dueIndexKeys, listIndexKeys].flatMap(({ partition, sort }) => [partition, sort]);
  const keySchema = ({ partition, sort }: { readonly partition: string; readonly sort: string }) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keySchema(tableKeys),
      GlobalSecondaryIndexes: [
        { IndexName: dueIndexName, KeySchema: keySchema(dueIndexKeys), Projection: keysOnly },
        { IndexName: listIndexName, KeySchema: keySchema(listIndexKeys), Projection: keysOnly },
      ],
    }),
  );
  return {
    table: { ...dynamoDbTable(tableName, client), ...dynamoDbScan(tableName, client) },
    rows: () => everyRow(tableName, client),
    pages: () => pagesOfRows(tableName, undefined, client),
    async stop() {
      client.destroy();
      await database.stop();
    },
  };
}

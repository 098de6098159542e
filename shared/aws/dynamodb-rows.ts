import { DynamoDBClient, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { systemPause } from '../runtime/retrying.ts';
import type { Item } from '../store/table.ts';
import { awsClientOptions } from './aws-client.ts';
import { attemptWith } from './dynamodb-table.ts';
import { parseItem } from './items.ts';

/** Reads every row of the table, in pages and in no order: for an operator's command alone. */
export async function* everyRow(
  tableName: string,
  client = new DynamoDBClient(awsClientOptions()),
): AsyncGenerator<Item> {
  const attempt = attemptWith(systemPause);
  let after: Record<string, AttributeValue> | undefined;
  const read = () =>
    client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(after !== undefined && { ExclusiveStartKey: after }),
      }),
    );
  do {
    const { Items = [], LastEvaluatedKey } = await attempt(read);
    for (const item of Items) yield parseItem(unmarshall(item));
    after = LastEvaluatedKey;
  } while (after !== undefined);
}

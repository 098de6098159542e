import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { systemPause } from '../runtime/retrying.ts';
import type { Item, Key } from '../store/table.ts';
import { awsClientOptions } from './aws-client.ts';
import { attemptWith } from './dynamodb-table.ts';
import { toWire } from './expressions.ts';
import { parseItem } from './items.ts';

const TableKey = z.object({ pk: z.string(), sk: z.string() });

export interface RowsPage {
  readonly rows: readonly Item[];
  /** Where to go on from. Undefined after the last page. */
  readonly next: Key | undefined;
}

/** Reads every row of the table, in pages and in no order: for an operator's command alone. */
export async function* pagesOfRows(
  tableName: string,
  after?: Key,
  client = new DynamoDBClient(awsClientOptions()),
): AsyncGenerator<RowsPage> {
  const attempt = attemptWith(systemPause);
  let next = after;
  const read = () =>
    client.send(
      new ScanCommand({
        TableName: tableName,
        ConsistentRead: true,
        ...(next !== undefined && { ExclusiveStartKey: toWire({ ...next }) }),
      }),
    );
  do {
    const { Items = [], LastEvaluatedKey } = await attempt(read);
    next = LastEvaluatedKey && TableKey.parse(unmarshall(LastEvaluatedKey));
    yield { rows: Items.map((item) => parseItem(unmarshall(item))), next };
  } while (next !== undefined);
}

/** The same, row by row. */
export async function* everyRow(tableName: string, client?: DynamoDBClient): AsyncGenerator<Item> {
  for await (const { rows } of pagesOfRows(tableName, undefined, client)) yield* rows;
}

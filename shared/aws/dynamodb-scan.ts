import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { systemPause } from '../runtime/retrying.ts';
import type { ScannableTable } from '../store/table.ts';
import { awsClientOptions, withoutUnusedMiddleware } from './aws-client.ts';
import { attemptWith } from './dynamodb-table.ts';
import { toWire } from './expressions.ts';

const TableKey = z.object({ pk: z.string(), sk: z.string() });

/** The `ScannableTable` port over DynamoDB, apart from the table: only one bundle needs it. */
export function dynamoDbScan(
  tableName: string,
  client = withoutUnusedMiddleware(new DynamoDBClient(awsClientOptions())),
): ScannableTable {
  const attempt = attemptWith(systemPause);
  return {
    async scan({ sk, after, limit }) {
      const command = new ScanCommand({
        TableName: tableName,
        FilterExpression: 'sk = :sk',
        ProjectionExpression: 'pk, sk',
        ExpressionAttributeValues: toWire({ ':sk': sk }),
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: toWire({ ...after }) }),
      });
      const { Items = [], LastEvaluatedKey } = await attempt(() => client.send(command));
      return {
        keys: Items.map((item) => TableKey.parse(unmarshall(item))),
        next: LastEvaluatedKey && TableKey.parse(unmarshall(LastEvaluatedKey)),
      };
    },
  };
}

import {
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { awsClientOptions } from './aws-client.ts';
import { tableKeys } from '../store/index-keys.ts';

export interface CopyTable {
  readonly from: string;
  readonly to: string;
  /** The moment to restore, in the last 35 days. Default: the latest. */
  readonly time: Date | undefined;
  readonly pause: () => Promise<void>;
  readonly report: (line: string) => void;
}

/**
 * Restores a table beside the old one, and gives the copy what DynamoDB leaves out: time to live, point-in-time
 * recovery and deletion protection.
 */
export async function copyTable(
  { from, to, time, pause, report }: CopyTable,
  client = new DynamoDBClient(awsClientOptions),
): Promise<void> {
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: from,
      TargetTableName: to,
      ...(time === undefined ? { UseLatestRestorableTime: true } : { RestoreDateTime: time }),
    }),
  );
  report(`Restoring ${from} as ${to}. This takes from minutes to hours.`);
  while (!(await isActive(client, to))) await pause();
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: to,
      TimeToLiveSpecification: { Enabled: true, AttributeName: tableKeys.timeToLive },
    }),
  );
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: to,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  await client.send(new UpdateTableCommand({ TableName: to, DeletionProtectionEnabled: true }));
  report(`${to} is restored, with time to live, point-in-time recovery and deletion protection.`);
}

async function isActive(client: DynamoDBClient, table: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  return Table?.TableStatus === 'ACTIVE';
}

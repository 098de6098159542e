import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { awsClientOptions, withoutUnusedMiddleware } from '../../../../shared/aws/aws-client.ts';
import { memberUpdate } from './member-update.ts';
import type { PeerMember } from './peer-change.ts';

const Settings = z.object({ TABLE_NAME: z.string() });

export const tableName = Settings.parse(process.env).TABLE_NAME;
/** Made as the system makes its own. */
export const database = withoutUnusedMiddleware(new DynamoDBClient(awsClientOptions()));

const MemberRow = z.object({ serviceId: z.string() });

/** The members of a group, a page of 1,000 at a time. */
export async function* memberPages(groupId: string): AsyncGenerator<string[]> {
  let after: Record<string, unknown> | undefined;
  do {
    const answer = await database.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `GROUP#${groupId}#MEMBERS` } },
        ConsistentRead: true,
        Limit: 1_000,
        ...(after !== undefined && { ExclusiveStartKey: answerKey(after) }),
      }),
    );
    yield (answer.Items ?? []).map((item) => MemberRow.parse(unmarshall(item)).serviceId);
    after = answer.LastEvaluatedKey;
  } while (after !== undefined);
}

const Key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const answerKey = (key: unknown) => Key.parse(key);

/** Updates one member; one that has the revision already, or a later one, is left as it is. */
export async function update(member: PeerMember): Promise<void> {
  try {
    await database.send(new UpdateItemCommand(memberUpdate(tableName, member)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

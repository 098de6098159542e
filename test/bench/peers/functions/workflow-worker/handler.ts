import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { PeerMember } from '../peer-change.ts';
import { database, tableName, update } from '../table.ts';

const processor = new BatchProcessor(EventType.SQS);

/** An activity: what has happened is read, the work is done, and that it is done is written to the history. */
async function runActivity(record: SQSRecord): Promise<void> {
  const member = PeerMember.parse(JSON.parse(record.body));
  const Key = {
    pk: { S: `WORKFLOW#${member.groupId}#${member.revision}#${member.serviceId}` },
    sk: { S: 'EVENT#completed' },
  };
  const state = await database.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }));
  if (state.Item !== undefined) return;
  await update(member);
  const Item = { ...Key, at: { S: new Date().toISOString() } };
  await database.send(new PutItemCommand({ TableName: tableName, Item }));
}

/** Peer (d), second half: an engine's worker, ten activities at a time. */
export const handler = (event: SQSEvent, context: Context) =>
  processPartialResponse(event, runActivity, processor, { context, throwOnFullBatchFailure: false });

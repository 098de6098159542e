import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { memberWrite } from '../member-update.ts';
import { PeerMember } from '../peer-change.ts';
import { database, tableName } from '../table.ts';

const Settings = z.object({ IDEMPOTENCY_TABLE_NAME: z.string() });

const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: Settings.parse(process.env).IDEMPOTENCY_TABLE_NAME,
  awsSdkV3Client: database,
});
// The library modifies a header that the client no longer has; left there, every call would fail.
database.middlewareStack.remove('addPowertoolsToUserAgent');
const config = new IdempotencyConfig({ eventKeyJmesPath: 'messageId' });
const processor = new BatchProcessor(EventType.SQS);

/** The member and the change's counter, together or not at all. */
async function apply(member: PeerMember): Promise<void> {
  const counter = {
    TableName: tableName,
    Key: { pk: { S: `PEER#${member.groupId}#${member.revision}` }, sk: { S: 'COUNTER' } },
    UpdateExpression: 'ADD applied :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  const TransactItems = [{ Update: memberWrite(tableName, member) }, { Update: counter }];
  try {
    await database.send(new TransactWriteItemsCommand({ TransactItems }));
  } catch (error) {
    if (!isApplied(error)) throw error;
  }
}

/** Whether the member has the revision already; anything else is worth another attempt. */
const isApplied = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed';

const one = makeIdempotent(
  async (record: SQSRecord): Promise<string> => {
    await apply(PeerMember.parse(JSON.parse(record.body)));
    return record.messageId;
  },
  { persistenceStore, config },
);

/** Peer (c), second half: every message behind an idempotency record, as in the library's guide. */
export async function handler(event: SQSEvent, context: Context) {
  config.registerLambdaContext(context);
  return processPartialResponse(event, one, processor, { context, throwOnFullBatchFailure: false });
}

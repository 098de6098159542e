import { randomUUID } from 'node:crypto';
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { awsClientOptions, withoutUnusedMiddleware } from './aws-client.ts';
import { inChunks, mapConcurrently } from '../runtime/chunks.ts';
import { retrying, systemPause, type Pause } from '../runtime/retrying.ts';
import { awsCall } from '../runtime/time-budgets.ts';
import { Unavailable } from '../runtime/unavailable.ts';
import { isThrottled } from './transient.ts';
import { Contended, translate } from './dynamodb-errors.ts';
import { conditionInput, Expression, requiredConditionInput, toWire, updateInput } from './expressions.ts';
import { parseItem } from './items.ts';
import { dueIndexName, DueKey, listIndexName } from '../store/index-keys.ts';
import { ListedKey } from '../store/list-entries.ts';
import type { DueCursor, Item, Key, Write, Range, ReadOptions, Table } from '../store/table.ts';

/** For what the client itself attempts once. */
const afterThrottling = {
  attempts: awsCall.attempts,
  baseMilliseconds: awsCall.throttledPauseMilliseconds,
  isRetryable: isThrottled,
};

/** DynamoDB's limit of keys in one BatchGetItem. */
export const batchGetLimit = 100;
/** The most BatchGetItem calls of one read in flight. */
export const batchGetWidth = 10;

/** Runs one call, and retries it if it conflicts with another write. Other errors go to the caller. */
export const attemptWith =
  (pause: Pause) =>
  <T>(call: () => Promise<T>): Promise<T> =>
    retrying(
      { attempts: 6, baseMilliseconds: 20, isRetryable: (error) => error instanceof Contended, pause },
      async () => {
        try {
          return await call();
        } catch (error) {
          throw translate(error);
        }
      },
    );

/** The `Table` port over DynamoDB. Conflicts with running transactions are retried here and nowhere else. */
export function dynamoDbTable(
  tableName: string,
  client = withoutUnusedMiddleware(new DynamoDBClient(awsClientOptions())),
  pause = systemPause,
): Table {
  const attempt = attemptWith(pause);
  let withoutRetries: DynamoDBClient | undefined;

  const readBatch = async (keys: readonly Key[], eventually: boolean): Promise<Item[]> => {
    const items: Item[] = [];
    let wanted = keys.map((key) => toWire({ ...key }));
    for (let round = 0; wanted.length > 0; round++) {
      if (round > 0) await backOff(round, pause);
      const answer = await attempt(() =>
        client.send(
          new BatchGetItemCommand({
            RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: !eventually } },
          }),
        ),
      );
      items.push(...(answer.Responses?.[tableName] ?? []).map((item) => parseItem(unmarshall(item))));
      wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return items;
  };

  return {
    async get(key) {
      const command = new GetItemCommand({
        TableName: tableName,
        Key: toWire({ ...key }),
        ConsistentRead: true,
      });
      const { Item: item } = await attempt(() => client.send(command));
      return item === undefined ? undefined : parseItem(unmarshall(item));
    },

    async getMany(keys, { eventually = false }: ReadOptions = {}) {
      const batches = inChunks(keys, batchGetLimit);
      const answers = await mapConcurrently(batches, batchGetWidth, (batch) => readBatch(batch, eventually));
      return answers.flat();
    },

    async query(range) {
      const command = new QueryCommand({
        TableName: tableName,
        ...rangeInput(range),
        ConsistentRead: true,
      });
      const answer = await attempt(() => client.send(command));
      return {
        items: (answer.Items ?? []).map((item) => parseItem(unmarshall(item))),
        more: answer.LastEvaluatedKey !== undefined,
      };
    },

    async queryDue(duePartition, until, limit, after) {
      const command = new QueryCommand({
        TableName: tableName,
        IndexName: dueIndexName,
        KeyConditionExpression: 'duePartition = :partition AND dueAt <= :until',
        ExpressionAttributeValues: toWire({ ':partition': duePartition, ':until': until }),
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: toWire({ ...after }) }),
      });
      const answer = await attempt(() => client.send(command));
      return {
        keys: (answer.Items ?? []).map((item) => DueKey.parse(unmarshall(item))),
        next: dueCursor(answer.LastEvaluatedKey),
      };
    },

    async queryListed({ listPartition, from, to, limit, descending = false }) {
      const command = new QueryCommand({
        TableName: tableName,
        IndexName: listIndexName,
        KeyConditionExpression: 'listPartition = :partition AND listKey BETWEEN :from AND :to',
        ExpressionAttributeValues: toWire({ ':partition': listPartition, ':from': from, ':to': to }),
        Limit: limit,
        ScanIndexForward: !descending,
      });
      const answer = await attempt(() => client.send(command));
      return {
        keys: (answer.Items ?? []).map((item) => ListedKey.parse(unmarshall(item))),
        more: answer.LastEvaluatedKey !== undefined,
      };
    },

    async update(operation, { returnsOld = false, once = false } = {}) {
      const command = new UpdateItemCommand({
        TableName: tableName,
        ...updateInput(operation),
        ...(returnsOld && { ReturnValues: 'UPDATED_OLD' }),
      });
      // An attempt after a lost answer might do it twice. One that was throttled did nothing.
      const { Attributes } = await attempt(() =>
        once
          ? retrying({ ...afterThrottling, pause }, () =>
              (withoutRetries ??= withOneAttempt(client)).send(command),
            )
          : client.send(command),
      );
      return Attributes === undefined ? {} : unmarshall(Attributes);
    },

    async put({ put, when }) {
      const input = { TableName: tableName, Item: toWire(put), ...conditionInput(when) };
      await attempt(() => client.send(new PutItemCommand(input)));
    },

    async delete({ delete: key, when }) {
      const input = { TableName: tableName, Key: toWire({ ...key }), ...conditionInput(when) };
      await attempt(() => client.send(new DeleteItemCommand(input)));
    },

    async transact(operations) {
      const TransactItems = operations.map((operation) => transactItem(tableName, operation));
      // One token for all attempts, so that a transaction whose answer was lost is not made twice.
      const input = { TransactItems, ClientRequestToken: randomUUID() };
      await attempt(() => client.send(new TransactWriteItemsCommand(input)));
    },
  };
}

/** The same client, but that it repeats no call whose answer was lost. It shares the connections. */
function withOneAttempt({ config }: DynamoDBClient): DynamoDBClient {
  const { endpoint, region, credentials, requestHandler } = config;
  const shared = { region, credentials, requestHandler, ...(endpoint && { endpoint }) };
  return withoutUnusedMiddleware(new DynamoDBClient({ ...shared, maxAttempts: 1 }));
}

/** A throttled DynamoDB answers only part of a batch. The rest is read again, a limited number of times. */
async function backOff(round: number, pause: Pause): Promise<void> {
  if (round > 8) throw new Unavailable('DynamoDB left keys of a batch unread.');
  await pause(Math.random() * 25 * 2 ** round);
}

const dueCursor = (lastKey: Record<string, AttributeValue> | undefined): DueCursor | undefined =>
  lastKey === undefined ? undefined : DueKey.parse(unmarshall(lastKey));

function rangeInput({ pk, prefix, from, to, after, limit, descending = false }: Range) {
  const expression = new Expression();
  const conditions = [`${expression.path('pk')} = ${expression.value(pk)}`];
  if (prefix !== undefined) {
    conditions.push(`begins_with(${expression.path('sk')}, ${expression.value(prefix)})`);
  } else if (from !== undefined && to !== undefined) {
    conditions.push(`${expression.path('sk')} BETWEEN ${expression.value(from)} AND ${expression.value(to)}`);
  }
  return {
    KeyConditionExpression: conditions.join(' AND '),
    ...expression.bindings(),
    Limit: limit,
    ScanIndexForward: !descending,
    ...(after !== undefined && { ExclusiveStartKey: toWire({ pk, sk: after }) }),
  };
}

function transactItem(TableName: string, operation: Write): TransactWriteItem {
  if ('put' in operation) {
    return { Put: { TableName, Item: toWire(operation.put), ...conditionInput(operation.when) } };
  }
  if ('update' in operation) return { Update: { TableName, ...updateInput(operation) } };
  if ('delete' in operation) {
    return { Delete: { TableName, Key: toWire({ ...operation.delete }), ...conditionInput(operation.when) } };
  }
  const key = toWire({ ...operation.check });
  return { ConditionCheck: { TableName, Key: key, ...requiredConditionInput(operation.when) } };
}

import * as z from 'zod';
import { DueKey, dueIndexName } from '../../../shared/store/index-keys.ts';
import { success } from '../gate/answers.ts';
import type { JsonObject } from '../gate/json.ts';
import type { WireAnswer } from '../gate/wire.ts';
import type { TableMirror } from './mirror.ts';
import { keyOf, WireItem } from './wire-item.ts';

const DueQuery = z.object({
  IndexName: z.literal(dueIndexName),
  ExpressionAttributeValues: z.object({
    ':partition': z.object({ S: z.string() }),
    ':until': z.object({ S: z.string() }),
  }),
  Limit: z.int(),
});

const BatchGet = z.object({
  RequestItems: z.record(
    z.string(),
    z.object({ Keys: z.array(WireItem), ConsistentRead: z.boolean().optional() }),
  ),
});

/** A read of the index, or an eventually consistent one. */
export function mayBeStale(operation: string, input: JsonObject): boolean {
  if (operation === 'Query') return DueQuery.safeParse(input).success;
  if (operation !== 'BatchGetItem') return false;
  return Object.values(BatchGet.parse(input).RequestItems).every((table) => table.ConsistentRead !== true);
}

/** The answer as of an earlier write. */
export function answeredAt(
  operation: string,
  input: JsonObject,
  mirror: TableMirror,
  write: number,
): WireAnswer {
  return operation === 'Query' ? indexAt(input, mirror, write) : itemsAt(input, mirror, write);
}

function indexAt(input: JsonObject, mirror: TableMirror, write: number): WireAnswer {
  const { ExpressionAttributeValues: values, Limit } = DueQuery.parse(input);
  const entries = mirror.allAt(write).flatMap(({ item }) => {
    const entry = DueKey.safeParse(item);
    return entry.success ? [entry.data] : [];
  });
  const due = entries
    .filter((entry) => entry.duePartition === values[':partition'].S && entry.dueAt <= values[':until'].S)
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .slice(0, Limit);
  const items = due.map(({ pk, sk, duePartition, dueAt }) => ({
    pk: { S: pk },
    sk: { S: sk },
    duePartition: { S: duePartition },
    dueAt: { S: dueAt },
  }));
  return success({ Items: items, Count: items.length, ScannedCount: items.length });
}

function itemsAt(input: JsonObject, mirror: TableMirror, write: number): WireAnswer {
  const tables = Object.entries(BatchGet.parse(input).RequestItems).map(([name, { Keys }]) => [
    name,
    Keys.map((key) => mirror.at(keyOf(key), write).wire).filter((wire) => wire !== undefined),
  ]);
  return success({ Responses: Object.fromEntries(tables), UnprocessedKeys: {} });
}

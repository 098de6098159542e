import * as z from 'zod';
import type { Upstream } from '../../../infra/local/aws-api/upstream.ts';
import {
  dueIndexKeys,
  dueIndexName,
  listIndexKeys,
  listIndexName,
  tableKeys,
} from '../../../shared/store/index-keys.ts';
import type { Key } from '../../../shared/store/table.ts';
import type { JsonObject } from '../gate/json.ts';
import { idOf, keyOf, keyToWire, WireItem } from './wire-item.ts';

const Scanned = z.object({ Items: z.array(WireItem), LastEvaluatedKey: WireItem.optional() });
const Found = z.object({ Responses: z.record(z.string(), z.array(WireItem)) });

/** A table for one run in the real database. The harness's own requests do not pass the gate. */
export class RealDatabase {
  readonly upstream: Upstream;
  readonly tableName: string;

  private constructor(upstream: Upstream, tableName: string) {
    this.upstream = upstream;
    this.tableName = tableName;
  }

  static async create(upstream: Upstream, tableName: string): Promise<RealDatabase> {
    const database = new RealDatabase(upstream, tableName);
    const names = [tableKeys, dueIndexKeys, listIndexKeys].flatMap(({ partition, sort }) => [
      partition,
      sort,
    ]);
    const keys = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ];
    await database.#call('CreateTable', {
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keys(tableKeys.partition, tableKeys.sort),
      GlobalSecondaryIndexes: [
        [dueIndexName, dueIndexKeys] as const,
        [listIndexName, listIndexKeys] as const,
      ].map(([IndexName, { partition, sort }]) => ({
        IndexName,
        KeySchema: keys(partition, sort),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      })),
    });
    return database;
  }

  /** By id. */
  async read(keys: readonly Key[]): Promise<Map<string, WireItem>> {
    if (keys.length === 0) return new Map();
    const wanted = { Keys: keys.map(keyToWire), ConsistentRead: true };
    const answer = await this.#call('BatchGetItem', { RequestItems: { [this.tableName]: wanted } });
    const items = Found.parse(answer).Responses[this.tableName] ?? [];
    return new Map(items.map((item) => [idOf(keyOf(item)), item]));
  }

  async scan(): Promise<WireItem[]> {
    const items: WireItem[] = [];
    let ExclusiveStartKey: WireItem | undefined;
    do {
      const answer = await this.#call('Scan', {
        TableName: this.tableName,
        ConsistentRead: true,
        ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
      });
      const page = Scanned.parse(answer);
      items.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return items;
  }

  async drop(): Promise<void> {
    await this.#call('DeleteTable', { TableName: this.tableName });
  }

  #call(operation: string, input: JsonObject): Promise<unknown> {
    return this.upstream.call(`DynamoDB_20120810.${operation}`, input);
  }
}

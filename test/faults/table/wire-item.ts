import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { parseItem } from '../../../shared/aws/items.ts';
import type { Item, Key } from '../../../shared/store/table.ts';

const Attribute = z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null);

/** In the form of DynamoDB's API. */
export const WireItem = z.record(z.string(), Attribute);
export type WireItem = z.infer<typeof WireItem>;

export const fromWire = (item: WireItem): Item => parseItem(unmarshall(item));

export const idOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** The key of an item, or of a key with further attributes. */
export function keyOf(item: WireItem): Key {
  const { pk, sk } = fromWire(item);
  return { pk, sk };
}

export const keyToWire = ({ pk, sk }: Key): WireItem => ({ pk: { S: pk }, sk: { S: sk } });

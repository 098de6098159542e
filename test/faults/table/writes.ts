import * as z from 'zod';
import type { Key } from '../../../shared/store/table.ts';
import { keyOf, WireItem } from './wire-item.ts';
import type { JsonObject } from '../gate/json.ts';

/** An item that a write names, with its new value, or to be read. */
export interface Named {
  readonly key: Key;
  readonly kind: 'put' | 'update' | 'delete';
  readonly put: WireItem | undefined;
}

const Put = z.object({ Item: WireItem });
const Keyed = z.object({ Key: WireItem });
const TransactItem = z.object({ Put: Put.optional(), Update: Keyed.optional(), Delete: Keyed.optional() });
const Transaction = z.object({ TransactItems: z.array(TransactItem.loose()) });

/** None for a read. */
export function namedBy(operation: string, input: JsonObject): Named[] {
  switch (operation) {
    case 'PutItem':
      return putOf(Put.parse(input));
    case 'UpdateItem':
      return keyed('update', Keyed.parse(input));
    case 'DeleteItem':
      return keyed('delete', Keyed.parse(input));
    case 'TransactWriteItems':
      return Transaction.parse(input).TransactItems.flatMap((item) => [
        ...(item.Put === undefined ? [] : putOf(item.Put)),
        ...(item.Update === undefined ? [] : keyed('update', item.Update)),
        ...(item.Delete === undefined ? [] : keyed('delete', item.Delete)),
      ]);
    default:
      return [];
  }
}

const putOf = ({ Item }: z.infer<typeof Put>): Named[] => [{ key: keyOf(Item), kind: 'put', put: Item }];

const keyed = (kind: 'update' | 'delete', { Key: wire }: z.infer<typeof Keyed>): Named[] => [
  { key: keyOf(wire), kind, put: undefined },
];

export const operationsOf = (input: JsonObject): number =>
  z.object({ TransactItems: z.array(z.unknown()) }).parse(input).TransactItems.length;

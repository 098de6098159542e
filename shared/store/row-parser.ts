import type * as z from 'zod';
import { dueIndexKeys, listIndexKeys, tableKeys } from './index-keys.ts';
import type { Item } from './table.ts';

/** The table's own attributes. Every write sets them again, so they are not kept as unknown attributes. */
const attributesOfTable: ReadonlySet<string> = new Set([
  ...Object.values(tableKeys),
  ...Object.values(dueIndexKeys),
  ...Object.values(listIndexKeys),
]);

/**
 * Parses the rows of one kind, also of another release. A rewritten row needs a `storedObject`, which keeps unknown
 * attributes.
 * @param words the code's name of each attribute that is stored under another name
 */
export const rowParser =
  <Row>(schema: z.ZodType<Row>, words: Readonly<Record<string, string>> = {}) =>
  (item: Item): Row => {
    const row: Record<string, unknown> = {};
    for (const name of Object.keys(item)) {
      if (!attributesOfTable.has(name)) row[words[name] ?? name] = item[name];
    }
    return schema.parse(row);
  };

import type * as z from 'zod';
import { dueIndexKeys, tableKeys } from './keys.ts';
import type { Item } from './table.ts';

/** What the table itself needs of a row: whoever writes the row again states it anew. */
const attributesOfTable: ReadonlySet<string> = new Set([
  ...Object.values(tableKeys),
  ...Object.values(dueIndexKeys),
]);

/**
 * Reads the rows of one kind. A row of another release must parse too: what is unknown in it is ignored by a
 * `z.object`, for rows that are never written again as a whole, and kept by a `storedObject`.
 * @param words the code's word for an attribute that is stored by another
 */
export const rowParser =
  <Row>(schema: z.ZodType<Row>, words: Readonly<Record<string, string>> = {}) =>
  (item: Item): Row =>
    schema.parse(
      Object.fromEntries(
        Object.entries(item)
          .filter(([name]) => !attributesOfTable.has(name))
          .map(([name, value]) => [words[name] ?? name, value]),
      ),
    );

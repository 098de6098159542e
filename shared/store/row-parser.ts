import type * as z from 'zod';
import { dueIndexKeys, tableKeys } from './keys.ts';
import type { Item } from './table.ts';

/** What the table itself needs of a row: whoever writes the row again says it anew. */
const attributesOfTable: ReadonlySet<string> = new Set([
  ...Object.values(tableKeys),
  ...Object.values(dueIndexKeys),
]);

/**
 * Reads the rows of one kind. A row of another release must parse too: what is unknown in it is ignored by a `z.object`, for
 * rows that are written once, and kept by a `storedObject`, for rows that are written again.
 */
export const rowParser =
  <Row>(schema: z.ZodType<Row>) =>
  (item: Item): Row =>
    schema.parse(Object.fromEntries(Object.entries(item).filter(([name]) => !attributesOfTable.has(name))));

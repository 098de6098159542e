import * as z from 'zod';
import { rowParser } from './row-parser.ts';
import type { Item, Key, Put, Table } from './table.ts';

const OpenRow = z.object({ ids: z.array(z.string()), version: z.int().positive() });
export const parseOpenEntries = rowParser(OpenRow);

/** What a nic has open of one kind, in one row, so that it is counted without a search. Some may have ended. */
export interface OpenEntries {
  readonly ids: readonly string[];
  /** Of the row as it was read; 0 if there is none. */
  readonly version: number;
}

/** From the row, if there is one. */
export const openEntriesIn = (item: Item | undefined): OpenEntries =>
  item === undefined ? { ids: [], version: 0 } : parseOpenEntries(item);

export const findOpenEntries = async (table: Table, key: Key): Promise<OpenEntries> =>
  openEntriesIn(await table.get(key));

/** Fails the transaction if the row was written since `entries` were read: of two at the limit, one is refused. */
export const saveOpenEntries = (
  key: Key,
  { ids, version }: OpenEntries,
  attributes: Readonly<Record<string, unknown>> = {},
): Put => ({
  put: { ...key, ids, version: version + 1, ...attributes },
  when: [version === 0 ? { path: 'pk', is: 'absent' } : { path: 'version', equals: version }],
});

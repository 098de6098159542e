import * as z from 'zod';
import { ServiceId, type ChangeId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';
import { changePartition, missingKey, missingPrefix } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Write, Table } from './table.ts';

/** Members of one page that were not found at the change's revision when they were read back. */
export const Missing = storedObject({
  /** Names the page: the first member that was missing when it was read. */
  first: ServiceId,
  members: z.array(ServiceId).min(1),
  /** When they were last sent a message, and how often; never, where they are to be sent to at once. */
  sentAt: z.iso.datetime().optional(),
  sends: z.int().nonnegative(),
});
export type Missing = z.infer<typeof Missing>;
export const parseMissing = rowParser(Missing);

/** What verification still looks for: a row a page, so that its cost is bounded by what was lost. */
export interface MissingStore {
  /** The first page after the page named `after` that still misses members. */
  next(changeId: ChangeId, after: string | undefined): Promise<Missing | undefined>;
}

export const missingStore = (table: Table): MissingStore => ({
  async next(changeId, after) {
    const { items } = await table.query({
      pk: changePartition(changeId),
      prefix: missingPrefix,
      ...(after !== undefined && { after: missingPrefix + after }),
      limit: 1,
    });
    return items[0] === undefined ? undefined : parseMissing(items[0]);
  },
});

/** Remembers what is missing, or forgets the page when nothing is. */
export function rememberMissing(changeId: ChangeId, missing: Missing): Write {
  const key = missingKey(changeId, missing.first);
  return missing.members.length === 0 ? { delete: key } : { put: { ...key, ...missing } };
}

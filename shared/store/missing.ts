import * as z from 'zod';
import { ServiceId, type ChangeId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';
import { changePartition, missingKey, missingPrefix } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Write, Table } from './table.ts';

/** The members of one page that did not have the change's revision when read back. */
export const Missing = storedObject({
  first: ServiceId,
  members: z.array(ServiceId).min(1),
  /** Absent if messages are to be sent at once. */
  sentAt: z.iso.datetime().optional(),
  sends: z.int().nonnegative(),
});
export type Missing = z.infer<typeof Missing>;
export const parseMissing = rowParser(Missing);

/** One row per page, so that the cost depends on what was lost. */
export interface MissingStore {
  /** The first page with missing members after the page `after`. */
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

/** Stores the page's missing members, or deletes the page if there are none. */
export function rememberMissing(changeId: ChangeId, missing: Missing): Write {
  const key = missingKey(changeId, missing.first);
  return missing.members.length === 0 ? { delete: key } : { put: { ...key, ...missing } };
}

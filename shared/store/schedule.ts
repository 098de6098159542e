import * as z from 'zod';
import { ChangeId, type GroupId } from '../domain/identifiers.ts';
import { groupPartition, scheduledPrefix, scheduledUntil } from './keys.ts';
import { rowParser } from './row-parser.ts';
import type { Item, Table } from './table.ts';

/** A scheduled change, and its place in the group's schedule. */
export interface ScheduledChange {
  readonly changeId: ChangeId;
  readonly place: string;
  readonly movesAdministration: boolean;
}

const parseRow = rowParser(z.object({ changeId: ChangeId, movesAdministration: z.boolean() }));
export const parseScheduled = (item: Item): ScheduledChange => ({ ...parseRow(item), place: item.sk });

/** Sorts after every place. */
const scheduleEnd = `${scheduledPrefix}~`;

/** The first of the group's schedule, in the order of starting (R5): of what is due by `until`, or of all. */
export async function firstScheduled(
  table: Table,
  groupId: GroupId,
  { until, after }: { readonly until?: Date; readonly after?: string | undefined } = {},
): Promise<ScheduledChange | undefined> {
  const { items } = await table.query({
    pk: groupPartition(groupId),
    from: scheduledPrefix,
    to: until === undefined ? scheduleEnd : scheduledUntil(until),
    ...(after !== undefined && { after }),
    limit: 1,
  });
  const [first] = items;
  return first === undefined ? undefined : parseScheduled(first);
}

/** Whether the time of a scheduled change has come. */
export const isOverdue = ({ place }: ScheduledChange, now: Date): boolean => place <= scheduledUntil(now);

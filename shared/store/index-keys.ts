import * as z from 'zod';
import type { ChangeId, ReassignmentId, ResyncId, ServiceId } from '../domain/identifiers.ts';

/** The stack that creates the table reads them too. */
export const tableKeys = { partition: 'pk', sort: 'sk', timeToLive: 'expiresAtEpoch' } as const;
export const dueIndexName = 'due';
export const dueIndexKeys = { partition: 'duePartition', sort: 'dueAt' } as const;
export const listIndexName = 'listed';
export const listIndexKeys = { partition: 'listPartition', sort: 'listKey' } as const;

/** An entry of the due index. The time is RFC 3339 in UTC, so that it sorts. */
export const DueKey = z.object({
  pk: z.string(),
  sk: z.string(),
  duePartition: z.string(),
  dueAt: z.iso.datetime(),
});

/** Lets the table delete the item some time after `time`, never before. */
export const timeToLive = (time: Date) => ({ [tableKeys.timeToLive]: Math.ceil(time.getTime() / 1_000) });

/** The due index is sharded over these partitions. */
export const duePartitions = ['DUE#0', 'DUE#1', 'DUE#2', 'DUE#3'] as const;
/** The last character of a ULID is random, and so is the last digit of a number: all are distributed evenly. */
export const duePartitionOf = (id: ChangeId | ReassignmentId | ResyncId | ServiceId): string =>
  duePartitions[id.charCodeAt(id.length - 1) % duePartitions.length] ?? duePartitions[0];

import { encodeTime } from 'ulid';
import type { ChangeId, Nic, ReassignmentId } from '../domain/identifiers.ts';
import type { Key } from './table.ts';

/** What waits for the decision of a nic, sorted by the time at which it expires. */
export const inboxPartition = (nic: Nic): string => `INBOX#${nic}`;
export const inboxKey = (nic: Nic, expiresAt: string, id: ChangeId | ReassignmentId): Key => ({
  pk: inboxPartition(nic),
  sk: `${expiresAt}#${id}`,
});
/** Of these, the reassignments of one batch and one owner, sorted by the time at which they were requested. */
export const batchInboxPartition = (nic: Nic, batchHash: string): string => `INBOX#${nic}#BATCH#${batchHash}`;
export const batchInboxKey = (nic: Nic, batchHash: string, reassignmentId: ReassignmentId): Key => ({
  pk: batchInboxPartition(nic, batchHash),
  sk: reassignmentId,
});
/** Sort before and after every id that was given at this time. */
export const firstIdAt = (time: Date): string => encodeTime(Math.max(time.getTime(), 0));
export const lastIdAt = (time: Date): string => `${firstIdAt(time)}~`;

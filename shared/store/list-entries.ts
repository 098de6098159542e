import * as z from 'zod';
import type { ChangeState, ContactChange } from '../domain/contact-change.ts';
import type { ChangeId, GroupId, Nic, ReassignmentId } from '../domain/identifiers.ts';
import type { Reassignment, ReassignmentState } from '../domain/reassignment.ts';

/** An entry of the index, as the table answers it. */
export const ListedKey = z.object({
  pk: z.string(),
  sk: z.string(),
  listPartition: z.string(),
  listKey: z.string(),
});

/** A row's place in the index of the operators' lists. Each write that decides the row's state sets it. */
export interface ListEntry {
  readonly listPartition: string;
  readonly listKey: string;
}

/** What is listed by state lies over so many partitions, so that a million of one state do not share one. */
const listShards = 8;
/** The last character of a ULID is random. */
const shardOf = (id: string): number => id.charCodeAt(id.length - 1) % listShards;

/** Of one state, in the order of the shards. */
export const changeListPartitions = (state: ChangeState): string[] => shardsOf(`CHANGES#${state}`);
export const reassignmentListPartitions = (state: ReassignmentState): string[] =>
  shardsOf(`REASSIGNMENTS#${state}`);
const shardsOf = (list: string): string[] =>
  Array.from({ length: listShards }, (_, shard) => `${list}#${shard}`);

export const changeListPartition = (state: ChangeState, changeId: ChangeId): string =>
  `CHANGES#${state}#${shardOf(changeId)}`;

type Timed = Pick<ContactChange, 'requestedAt' | 'completedAt'>;
/** Sorts by the end, or while there is none by the request. Both times have the same width. */
const momentOf = ({ completedAt, requestedAt }: Timed, id: ChangeId | ReassignmentId): string =>
  `${completedAt ?? requestedAt}#${id}`;

export const changeEntry = (change: Timed & Pick<ContactChange, 'changeId' | 'state'>): ListEntry => ({
  listPartition: changeListPartition(change.state, change.changeId),
  listKey: momentOf(change, change.changeId),
});

export const reassignmentEntry = (
  reassignment: Timed & Pick<Reassignment, 'reassignmentId' | 'state'>,
): ListEntry => {
  const { state, reassignmentId } = reassignment;
  return {
    listPartition: `REASSIGNMENTS#${state}#${shardOf(reassignmentId)}`,
    listKey: momentOf(reassignment, reassignmentId),
  };
};

/** The fewest characters that groups and accounts are found by: they choose the partition. */
const prefixLength = 2;
export const groupListPartition = (prefix: string): string => `GROUPS#${prefix.slice(0, prefixLength)}`;
export const accountListPartition = (prefix: string): string => `ACCOUNTS#${prefix.slice(0, prefixLength)}`;

export const groupEntry = (groupId: GroupId): ListEntry => ({
  listPartition: groupListPartition(groupId),
  listKey: groupId,
});

export const accountEntry = (nic: Nic): ListEntry => ({
  listPartition: accountListPartition(nic),
  listKey: nic,
});

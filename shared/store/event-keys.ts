import { GroupId, type ChangeId, type ReassignmentId } from '../domain/identifiers.ts';
import { changePartition, reassignmentPartition } from './keys.ts';
import type { Key } from './table.ts';

/** The events of a change or a reassignment lie beside it, in their order. */
export const eventPrefix = 'EVENT#';
const eventPlace = (sequence: number): string => eventPrefix + String(sequence).padStart(8, '0');
export const sequenceOfRow = ({ sk }: Key): number => Number(sk.slice(eventPrefix.length));
export const changeEventKey = (changeId: ChangeId, sequence: number): Key => ({
  pk: changePartition(changeId),
  sk: eventPlace(sequence),
});
export const reassignmentEventKey = (reassignmentId: ReassignmentId, sequence: number): Key => ({
  pk: reassignmentPartition(reassignmentId),
  sk: eventPlace(sequence),
});
/** The events of a group's services, one row per call. */
export const serviceEventKey = (groupId: GroupId, place: string): Key => ({
  pk: `GROUP#${groupId}#EVENTS`,
  sk: eventPrefix + place,
});
export const groupOfEvents = (partition: string): GroupId =>
  GroupId.parse(partition.replace(/^GROUP#(.*)#EVENTS$/, '$1'));
/** Events that are still to be published, in partitions of their own: a bus that is down delays nothing else. */
export const eventDuePartitions = ['EVENTS#0', 'EVENTS#1', 'EVENTS#2', 'EVENTS#3'] as const;
export const eventDuePartitionOf = (id: string): string =>
  eventDuePartitions[id.charCodeAt(id.length - 1) % eventDuePartitions.length] ?? eventDuePartitions[0];

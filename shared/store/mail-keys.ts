import type { Nic } from '../domain/identifiers.ts';
import type { Key } from './table.ts';

/** What is mailed to a nic. */
export const mailPrefix = 'MAIL#';
export const mailPartition = (nic: Nic): string => mailPrefix + nic;
/** A letter about an event. */
export const noticePrefix = 'NOTICE#';
export const noticeKey = (to: Nic, eventId: string): Key => ({
  pk: mailPartition(to),
  sk: noticePrefix + eventId,
});
/** What waits for the recipient's decision, by requester, the soonest to expire first. */
export const waitingPrefix = 'WAITING#';
export const waitingOf = (requester: Nic): string => `${waitingPrefix}${requester}#`;
export const waitingKey = (to: Nic, requester: Nic, place: string): Key => ({
  pk: mailPartition(to),
  sk: waitingOf(requester) + place,
});
/** The mail from one requester to one recipient about that. */
export const gatheringPrefix = 'GATHERING#';
export const gatheringKey = (to: Nic, from: Nic): Key => ({
  pk: mailPartition(to),
  sk: gatheringPrefix + from,
});
/** An address that is to be told that it is no longer that of the nic's account. */
export const formerAddressPrefix = 'ADDRESS#';
export const formerAddressKey = (nic: Nic, addressHash: string): Key => ({
  pk: mailPartition(nic),
  sk: formerAddressPrefix + addressHash,
});
/** That the recipient was told of a batch. */
export const mailedBatchKey = (to: Nic, batchHash: string): Key => ({
  pk: mailPartition(to),
  sk: `BATCH#${batchHash}`,
});
/** Mail that is still to be sent, in partitions of their own: an outage of mail delays nothing else. */
export const mailDuePartitions = ['MAIL#0', 'MAIL#1', 'MAIL#2', 'MAIL#3'] as const;
/** All nics of one company have the same ending, so it takes the sum of the letters. */
export const mailDuePartitionOf = (nic: Nic): string => {
  const sum = Array.from(nic, (letter) => letter.charCodeAt(0)).reduce((a, b) => a + b, 0);
  return mailDuePartitions[sum % mailDuePartitions.length] ?? mailDuePartitions[0];
};

import { encodeTime } from 'ulid';
import {
  GroupId,
  type ChangeId,
  type Nic,
  type ReassignmentId,
  type ResyncId,
  ServiceId,
} from '../domain/identifiers.ts';
import type { TargetName } from '../domain/reassignment-target.ts';
import { startTimeOf, willMoveAdministration, type ContactChange } from '../domain/contact-change.ts';
import type { Role } from '../domain/roles.ts';
import type { Key } from './table.ts';

/** The sort keys of items that are the only one of their kind in a partition. */
export const sortKeys = {
  account: 'ACCOUNT',
  group: 'GROUP',
  serviceLock: 'PENDING',
  lastRevision: 'LAST',
  consentCode: 'CONSENT',
  remembered: 'IDEMPOTENCY',
} as const;

export const accountKey = (nic: Nic): Key => ({ pk: `ACCOUNT#${nic}`, sk: sortKeys.account });

export const groupPartition = (groupId: GroupId): string => `GROUP#${groupId}`;
export const groupKey = (groupId: GroupId): Key => ({ pk: groupPartition(groupId), sk: sortKeys.group });
/** What a deleted group leaves. Not read while there is a group. */
export const groupTombstoneKey = (groupId: GroupId): Key => ({
  pk: groupPartition(groupId),
  sk: sortKeys.lastRevision,
});
/** Rows were written with this word. */
export const propagatingAttribute = 'spreading';
export const propagatingPath = (changeId: string): string => `${propagatingAttribute}.${changeId}`;

/** Rows were written with this word. */
export const ownTechnicalContactAttribute = 'ownTechnical';

/** The lock of R8 on a role of a group. */
export const groupLockPrefix = 'PENDING#';
export const groupLockKey = (groupId: GroupId, role: Role): Key => ({
  pk: groupPartition(groupId),
  sk: groupLockPrefix + role,
});
/** The group's schedule, sorted by time, and with changes of administration last among equal times. */
export const scheduledPrefix = 'SCHEDULED#';
export const scheduledKey = (change: ContactChange): Key => {
  const { groupId, changeId } = change;
  const order = willMoveAdministration(change) ? 1 : 0;
  return {
    pk: groupPartition(groupId),
    sk: `${scheduledPrefix}${startTimeOf(change)}#${order}#${changeId}`,
  };
};
/** Sorts after everything scheduled for `now` or earlier. */
export const scheduledUntil = (now: Date): string => `${scheduledPrefix}${now.toISOString()}#~`;

/** The open requests on single services of the group, so that a change of administration can name them. */
export const openOnServicePrefix = 'OPEN#';
/** The clocks of two functions differ by less than this. */
const clockSkewMilliseconds = 60 * 60 * 1000;
/** The latest time that an id can hold. */
const latestTimeOfIds = 2 ** 48 - 1;
/** Sorts before every request made at this time or later, because ids sort by time. */
export const openOnServiceSince = (time: string | undefined): string =>
  time === undefined
    ? openOnServicePrefix
    : openOnServicePrefix + encodeTime(Math.max(Date.parse(time) - clockSkewMilliseconds, 0));
/** Sorts after all of them. */
export const openOnServiceEnd = `${openOnServicePrefix}~`;
export const openOnServiceKey = (groupId: GroupId, changeId: ChangeId): Key => ({
  pk: groupPartition(groupId),
  sk: openOnServicePrefix + changeId,
});

/** The sort keys from before every id of this time to after every id of that one, as clocks differ. */
const idsBetween = (prefix: string, since: Date | undefined, until: Date | undefined) => ({
  from: since === undefined ? prefix : prefix + encodeTime(timeAround(since, -clockSkewMilliseconds)),
  to: `${prefix}${until === undefined ? '' : encodeTime(timeAround(until, clockSkewMilliseconds))}~`,
});
const timeAround = (time: Date, milliseconds: number): number =>
  Math.min(Math.max(time.getTime() + milliseconds, 0), latestTimeOfIds);

/** The group's history, one row per change. A group that was made again has one of its own. */
export const historyPartition = (groupId: GroupId, generation: number): string =>
  generation === 0 ? `GROUP#${groupId}#CHANGES` : `GROUP#${groupId}#CHANGES#${generation}`;
export const historyPrefix = 'CHANGE#';
/** The changes that may have been requested in between. */
export const historyBetween = (since: Date | undefined, until: Date | undefined) =>
  idsBetween(historyPrefix, since, until);
export const historyKey = (groupId: GroupId, changeId: ChangeId, generation: number): Key => ({
  pk: historyPartition(groupId, generation),
  sk: historyPrefix + changeId,
});
/** The changes that a nic is party to, one row per change. */
export const partyPartition = (nic: Nic): string => `PARTY#${nic}`;
export const partyKey = (nic: Nic, changeId: ChangeId): Key => ({
  pk: partyPartition(nic),
  sk: historyPrefix + changeId,
});

/** What all services' own rows have in common. */
export const serviceKeys = { prefix: 'SERVICE#', sort: 'SERVICE' } as const;
export const serviceKey = (serviceId: ServiceId): Key => ({
  pk: serviceKeys.prefix + serviceId,
  sk: serviceKeys.sort,
});
/** What a service leaves in its row when it leaves its group. */
export const tombstoneKey = (serviceId: ServiceId): Key => serviceKey(serviceId);
/** Its form before there were tombstones; ignored once the service has a row. */
export const lastRevisionKey = (serviceId: ServiceId): Key => ({
  pk: `SERVICE#${serviceId}`,
  sk: sortKeys.lastRevision,
});
/** The lock of R8 on a single service. */
export const serviceLockKey = (serviceId: ServiceId): Key => ({
  pk: `SERVICE#${serviceId}`,
  sk: sortKeys.serviceLock,
});

/** The group's list of members, one row per service. The services have rows of their own too. */
export const membersPartition = (groupId: GroupId): string => `GROUP#${groupId}#MEMBERS`;
export const memberSortKey = (serviceId: string): string => `SERVICE#${serviceId}`;
export const memberKey = (groupId: GroupId, serviceId: ServiceId): Key => ({
  pk: membersPartition(groupId),
  sk: memberSortKey(serviceId),
});

/** The index of who holds what, one row per role and group. */
export const contactPartition = (nic: Nic): string => `CONTACT#${nic}`;
export const heldGroupPrefix = 'GROUP#';
export const heldGroupKey = (nic: Nic, groupId: GroupId, role: Role): Key => ({
  pk: contactPartition(nic),
  sk: `${heldGroupPrefix}${groupId}#${role}`,
});

/** The hint of a service's own technical contact. Its reader checks the service's row. */
export const heldServicePrefix = 'SERVICE#';
export const heldServiceKey = (nic: Nic, serviceId: ServiceId): Key => ({
  pk: contactPartition(nic),
  sk: heldServicePrefix + serviceId,
});

export const changePrefix = 'CHANGE#';
export const changePartition = (changeId: ChangeId): string => changePrefix + changeId;
export const changeKey = (changeId: ChangeId): Key => ({ pk: changePartition(changeId), sk: 'CHANGE' });
/** Where failures were recorded before `outcomeShards`. */
export const failedPrefix = 'FAILED#';
export const failedSortKey = (serviceId: string): string => `${failedPrefix}${serviceId}`;
export const failedKey = (changeId: ChangeId, serviceId: ServiceId): Key => ({
  pk: changePartition(changeId),
  sk: failedSortKey(serviceId),
});
/** Outcomes lie over several partitions, by the members' numbers. */
export const outcomeShards = 8;
export const outcomePartition = (changeId: ChangeId, shard: number): string =>
  `${changePartition(changeId)}#OUTCOMES#${shard}`;
export const outcomePrefix = 'SERVICE#';
export const outcomeKey = (changeId: ChangeId, serviceId: ServiceId): Key => ({
  pk: outcomePartition(changeId, Number(serviceId.slice(-4)) % outcomeShards),
  sk: outcomePrefix + serviceId,
});
/** The failed tries of a member. */
export const triesPrefix = 'TRIES#';
export const triesKey = (changeId: ChangeId, serviceId: ServiceId): Key => ({
  pk: outcomeKey(changeId, serviceId).pk,
  sk: triesPrefix + serviceId,
});
/** The members of one page that were not found at the revision. */
export const missingPrefix = 'MISSING#';
export const missingKey = (changeId: ChangeId, first: ServiceId): Key => ({
  pk: changePartition(changeId),
  sk: `${missingPrefix}${first}`,
});

/** Sharded, so that concurrent workers do not conflict. */
export const progressShards = 4;
export const progressKey = (changeId: ChangeId, shard: number): Key => ({
  pk: `CHANGE#${changeId}#PROGRESS#${shard}`,
  sk: 'PROGRESS',
});

export const reassignmentPrefix = 'REASSIGNMENT#';
export const reassignmentPartition = (reassignmentId: ReassignmentId): string =>
  reassignmentPrefix + reassignmentId;
export const reassignmentKey = (reassignmentId: ReassignmentId): Key => ({
  pk: reassignmentPartition(reassignmentId),
  sk: 'REASSIGNMENT',
});
/** Single services sort first, because a change of their group's administration follows them. */
export const targetPrefix = 'TARGET#';
export const targetPlace = ({ groupId, serviceId }: TargetName): string =>
  serviceId === undefined ? `GROUP#${groupId}` : ` SERVICE#${serviceId}`;
export const isTargetPlace = (place: string): boolean => {
  const [, kind, id] = /^(GROUP| SERVICE)#(.*)$/.exec(place) ?? [];
  return (kind === 'GROUP' ? GroupId : ServiceId).safeParse(id).success;
};
/** The group of the place of a group's target, or undefined for that of a service's. */
export const groupOfTargetPlace = (place: string): GroupId | undefined =>
  GroupId.safeParse(place.replace(/^GROUP#/, '')).data;
export const targetKey = (reassignmentId: ReassignmentId, target: TargetName): Key => ({
  pk: reassignmentPartition(reassignmentId),
  sk: targetPrefix + targetPlace(target),
});
/** Sharded, so that changes that end concurrently do not conflict. */
export const reassignmentCountShards = 8;
export const reassignmentCountKey = (reassignmentId: ReassignmentId, shard: number): Key => ({
  pk: `REASSIGNMENT#${reassignmentId}#COUNTS#${shard}`,
  sk: 'COUNTS',
});
/** The reassignments that a nic is party to, one row per reassignment. */
export const reassignmentPartyPartition = (nic: Nic): string => `PARTY#${nic}#REASSIGNMENTS`;
export const reassignmentPartyKey = (nic: Nic, reassignmentId: ReassignmentId): Key => ({
  pk: reassignmentPartyPartition(nic),
  sk: reassignmentPrefix + reassignmentId,
});

/** Of these, those of one batch. The name of a batch may be longer than a key. */
export const batchPartition = (nic: Nic, batchHash: string): string => `PARTY#${nic}#BATCH#${batchHash}`;
export const batchKey = (nic: Nic, batchHash: string, reassignmentId: ReassignmentId): Key => ({
  pk: batchPartition(nic, batchHash),
  sk: reassignmentPrefix + reassignmentId,
});

/** The reassignments of a nic that may not have ended. */
export const openReassignmentsKey = (nic: Nic): Key => ({ pk: `OPEN#${nic}#REASSIGNMENTS`, sk: 'OPEN' });
/** The last of the reassignments that are just like each other, by a hash of what makes them so. */
export const lastAlikeKey = (hash: string): Key => ({ pk: `ALIKE#${hash}`, sk: 'REASSIGNMENT' });
/** The consent codes of a nic that may be neither used nor expired, by their hashes. */
export const liveCodesKey = (nic: Nic): Key => ({ pk: `OPEN#${nic}#CODES`, sk: 'OPEN' });

export const resyncPrefix = 'RESYNC#';
export const resyncKey = (resyncId: ResyncId): Key => ({ pk: resyncPrefix + resyncId, sk: 'RESYNC' });

export const consentCodeKey = (hash: string): Key => ({ pk: `CONSENT#${hash}`, sk: sortKeys.consentCode });
export const idempotencyKey = (hash: string): Key => ({ pk: `IDEMPOTENCY#${hash}`, sk: sortKeys.remembered });

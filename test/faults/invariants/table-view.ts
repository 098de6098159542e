import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Group, OpenRequest } from '../../../shared/domain/group.ts';
import type {
  ChangeId,
  GroupId,
  Nic,
  ReassignmentId,
  ServiceId,
} from '../../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Target, TargetName } from '../../../shared/domain/reassignment-target.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { Member, Service } from '../../../shared/domain/service.ts';
import { Account } from '../../../shared/domain/account.ts';
import {
  accountKey,
  changeKey,
  groupKey,
  groupLockKey,
  membersPartition,
  outcomeKey,
  progressKey,
  reassignmentCountKey,
  reassignmentCountShards,
  progressShards,
  reassignmentKey,
  reassignmentPartition,
  reassignmentPrefix,
  serviceKey,
  targetKey,
  targetPrefix,
} from '../../../shared/store/keys.ts';
import { parseChange } from '../../../shared/store/change-rows.ts';
import { parseGroupRow, parseOpenRequest } from '../../../shared/store/groups.ts';
import { parseMember } from '../../../shared/store/members.ts';
import { parseOutcome, type Outcome } from '../../../shared/store/outcomes.ts';
import { parseReassignment, parseTarget } from '../../../shared/store/reassignments.ts';
import { ReassignmentCounts } from '../../../shared/store/reassignment-counts.ts';
import { Counts } from '../../../shared/store/progress.ts';
import { serviceIn } from '../../../shared/store/service-rows.ts';
import type { Item } from '../../../shared/store/table.ts';
import { groupIds } from '../scenario/people.ts';
import type { TableMirror } from '../table/mirror.ts';

const isChange = (item: Item): boolean => item.sk === 'CHANGE' && item.pk.startsWith('CHANGE#');

export const changeOf = (item: Item | undefined): ContactChange | undefined =>
  item === undefined || !isChange(item) ? undefined : parseChange(item);
export const serviceOf = (item: Item | undefined): Service | undefined =>
  item === undefined || item.sk !== 'SERVICE' || !item.pk.startsWith('SERVICE#')
    ? undefined
    : serviceIn(item);
export const reassignmentOf = (item: Item | undefined): Reassignment | undefined =>
  item === undefined || item.sk !== 'REASSIGNMENT' || !item.pk.startsWith(reassignmentPrefix)
    ? undefined
    : parseReassignment(item);
export const targetOf = (item: Item | undefined): Target | undefined =>
  item === undefined || !item.sk.startsWith(targetPrefix) ? undefined : parseTarget(item);
export const groupOf = (item: Item | undefined): Group | undefined =>
  item === undefined || item.sk !== 'GROUP' ? undefined : parseGroupRow(item);

/** The table in the words of the domain. */
export class TableView {
  readonly mirror: TableMirror;

  constructor(mirror: TableMirror) {
    this.mirror = mirror;
  }

  group(groupId: GroupId): Group {
    const group = groupOf(this.mirror.get(groupKey(groupId)));
    if (group === undefined) throw new Error(`There is no group ${groupId}.`);
    return group;
  }

  service(serviceId: ServiceId): Service | undefined {
    return serviceOf(this.mirror.get(serviceKey(serviceId)));
  }

  change(changeId: ChangeId): ContactChange | undefined {
    return changeOf(this.mirror.get(changeKey(changeId)));
  }

  account(nic: Nic): Account | undefined {
    const item = this.mirror.get(accountKey(nic));
    if (item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...account } = item;
    return Account.parse(account);
  }

  groups(): Group[] {
    return groupIds.flatMap((groupId) => groupOf(this.mirror.get(groupKey(groupId))) ?? []);
  }

  changesOf(groupId: GroupId): ContactChange[] {
    return this.changes().filter((change) => change.groupId === groupId);
  }

  changes(): ContactChange[] {
    return this.mirror.withPrefix('CHANGE#').flatMap((item) => changeOf(item) ?? []);
  }

  members(groupId: GroupId): Member[] {
    return this.mirror.withPrefix(membersPartition(groupId)).map(parseMember);
  }

  reassignment(reassignmentId: ReassignmentId): Reassignment | undefined {
    return reassignmentOf(this.mirror.get(reassignmentKey(reassignmentId)));
  }

  reassignments(): Reassignment[] {
    return this.mirror.withPrefix(reassignmentPrefix).flatMap((item) => reassignmentOf(item) ?? []);
  }

  target(reassignmentId: ReassignmentId, name: TargetName): Target | undefined {
    return targetOf(this.mirror.get(targetKey(reassignmentId, name)));
  }

  /** In the order of their turn. */
  targets(reassignmentId: ReassignmentId): Target[] {
    const items = this.mirror.withPrefix(reassignmentPartition(reassignmentId));
    return items.flatMap((item) => targetOf(item) ?? []);
  }

  /** The sum over the shards. */
  reassignmentCounts(reassignmentId: ReassignmentId): ReassignmentCounts {
    const shards = Array.from({ length: reassignmentCountShards }, (_, shard) =>
      ReassignmentCounts.parse(this.mirror.get(reassignmentCountKey(reassignmentId, shard)) ?? {}),
    );
    const sum = (part: keyof ReassignmentCounts): number =>
      shards.reduce((total, shard) => total + shard[part], 0);
    return {
      propagating: sum('propagating'),
      completed: sum('completed'),
      failed: sum('failed'),
      skipped: sum('skipped'),
      members: sum('members'),
    };
  }

  hasFailed(changeId: ChangeId, serviceId: ServiceId): boolean {
    return this.recorded(changeId, serviceId) === 'failed';
  }

  /** Of members that did not take the change. */
  recorded(changeId: ChangeId, serviceId: ServiceId): Outcome['state'] | undefined {
    const item = this.mirror.get(outcomeKey(changeId, serviceId));
    return item === undefined ? undefined : parseOutcome(item).state;
  }

  locks(groupId: GroupId): OpenRequest[] {
    return roles.flatMap((role) => {
      const item = this.mirror.get(groupLockKey(groupId, role));
      return item === undefined ? [] : [parseOpenRequest(item)];
    });
  }

  counters(changeId: ChangeId): Counts {
    const shards = Array.from({ length: progressShards }, (_, shard) =>
      Counts.parse(this.mirror.get(progressKey(changeId, shard)) ?? {}),
    );
    const sum = (part: keyof Counts): number => shards.reduce((total, shard) => total + shard[part], 0);
    return {
      applied: sum('applied'),
      superseded: sum('superseded'),
      failed: sum('failed'),
      removed: sum('removed'),
      repeated: sum('repeated'),
      unavailable: sum('unavailable'),
    };
  }
}

import { asOf, changedRoles, isOpen } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import { groupLockKey, heldGroupKey, changeKey } from '../../../shared/store/keys.ts';
import { people } from '../scenario/people.ts';
import { mustHold } from '../violation.ts';
import type { TableView } from './table-view.ts';

/**
 * Nothing is half true (R11): index, locks and due markers match the group and its changes. A lock may outlive a
 * request whose end is not stored yet.
 */
export function checkWholeGroup(group: Group, view: TableView, time: number): void {
  const { groupId, contacts } = group;
  for (const nic of people) {
    for (const role of roles) {
      const isIndexed = view.mirror.get(heldGroupKey(nic, groupId, role)) !== undefined;
      const isHeld = contacts[role] === nic;
      mustHold(
        7,
        isIndexed === isHeld,
        () => `the index says that ${nic} ${isIndexed ? 'is' : 'is not'} ${role}`,
      );
    }
  }
  for (const change of view.changesOf(groupId)) {
    const { changeId, state, endedUnreadAt } = change;
    const hasMarker = view.mirror.get(changeKey(changeId))?.[dueIndexKeys.partition] !== undefined;
    // An end that was written unread is due until its event is.
    const isUnfinished = isOpen(change) || state === 'propagating' || endedUnreadAt !== undefined;
    mustHold(
      8,
      hasMarker === isUnfinished,
      () => `${changeId} is ${state} and has ${hasMarker ? 'a' : 'no'} due marker`,
    );
    const isPropagating = group.propagating[changeId] !== undefined;
    mustHold(
      6,
      isPropagating === (state === 'propagating'),
      () => `${changeId} is ${state}; the group says otherwise`,
    );
    if (change.serviceId !== undefined || !isOpen(asOf(change, group, new Date(time)))) continue;
    for (const role of changedRoles(change)) {
      const holder = view.mirror.get(groupLockKey(groupId, role))?.['changeId'];
      mustHold(7, holder === changeId, () => `${changeId} is open without the lock of ${role}`);
    }
  }
  for (const { role, changeId } of view.locks(groupId)) {
    const change = view.change(changeId);
    mustHold(
      7,
      change !== undefined && isOpen(change),
      () => `the lock of ${role} is held by ${changeId}, which is over`,
    );
  }
}

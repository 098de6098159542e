import type { PropagatingChange } from '../../../shared/domain/contact-change.ts';
import type { ServiceId } from '../../../shared/domain/identifiers.ts';
import { isMemberOf } from '../../../shared/domain/member-outcome.ts';
import type { Service } from '../../../shared/domain/service.ts';

/** Those that are still members of the change: one that left, or left and came back, is nobody's to find. */
export const presentMembers = (
  change: PropagatingChange,
  members: readonly ServiceId[],
  rows: ReadonlyMap<ServiceId, Service>,
): ServiceId[] =>
  members.filter((serviceId) => {
    const row = rows.get(serviceId);
    return row !== undefined && row.groupId === change.groupId && isMemberOf(change, row);
  });

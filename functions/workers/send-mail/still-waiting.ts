import { asOf, type ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import { reassignmentAsOf, type Reassignment } from '../../../shared/domain/reassignment.ts';
import type { WaitingItem } from '../../../shared/mail/notice.ts';
import type { Waiting } from '../../../shared/store/mailings.ts';
import { aboutChange, type ChangeNow } from './letters-of-change.ts';
import { aboutReassignment } from './letters-of-reassignment.ts';
import type { MailCapabilities } from './mail-capabilities.ts';

type ReadCapabilities = Pick<MailCapabilities, 'changes' | 'groups' | 'reassignments' | 'clock'>;

/** What of this waits for the decision of `to` now, in its order; undefined in the place of what does not. */
export async function stillWaiting(
  { changes, groups, reassignments, clock }: ReadCapabilities,
  to: Nic,
  waiting: readonly Waiting[],
): Promise<(WaitingItem | undefined)[]> {
  const now = clock.now();
  const [foundChanges, foundReassignments] = await Promise.all([
    changes.findMany(waiting.flatMap(({ changeId }) => changeId ?? [])),
    reassignments.findMany(waiting.flatMap(({ reassignmentId }) => reassignmentId ?? [])),
  ]);
  const foundGroups = await groups.findMany([...new Set(foundChanges.map(({ groupId }) => groupId))]);
  const groupOf = new Map(foundGroups.map(({ group }) => [group.groupId, group]));
  const changeOf = new Map(foundChanges.map((change) => [change.changeId, change]));
  const reassignmentOf = new Map(foundReassignments.map((one) => [one.reassignmentId, one]));
  return waiting.map(({ changeId, reassignmentId }): WaitingItem | undefined => {
    const change = changeId && changeOf.get(changeId);
    const group = change && groupOf.get(change.groupId);
    if (change !== undefined && group !== undefined) {
      const present = asOf(change, group, now);
      return ofChange({ change: present, group }, to);
    }
    const reassignment = reassignmentId && reassignmentOf.get(reassignmentId);
    return reassignment && ofReassignment(reassignmentAsOf(reassignment, now), to);
  });
}

function ofChange({ change, group }: { change: ContactChange; group: ChangeNow['group'] }, to: Nic) {
  const { state, consents, reason, expiresAt, effectiveAt } = change;
  const mine = consents.find(({ nic, decision }) => nic === to && decision === 'pending');
  if (state !== 'awaiting-consent' || mine === undefined) return undefined;
  return { change: aboutChange(change, group), roles: mine.roles, reason, expiresAt, at: effectiveAt };
}

function ofReassignment(reassignment: Reassignment, to: Nic): WaitingItem | undefined {
  const { state, roles, reason, expiresAt, runAt, batch } = reassignment;
  if (state !== 'awaiting-consent' || reassignment.to !== to) return undefined;
  return { reassignment: aboutReassignment(reassignment), roles, reason, expiresAt, at: runAt, batch };
}

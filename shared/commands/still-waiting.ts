import { asOf, type ContactChange } from '../domain/contact-change.ts';
import type { Group } from '../domain/group.ts';
import type { Nic } from '../domain/identifiers.ts';
import { reassignmentAsOf, type Reassignment } from '../domain/reassignment.ts';
import type { WaitingEntry } from '../store/inbox.ts';
import type { Capabilities } from './capabilities.ts';

/** What waits for a decision, and its place in the inbox. */
export type Waiting =
  | { readonly place: string; readonly change: ContactChange; readonly group: Group }
  | { readonly place: string; readonly reassignment: Reassignment };

type Stores = Pick<Capabilities, 'changes' | 'groups' | 'reassignments' | 'clock'>;

/** Those of the entries that wait for the decision of `nic` now, in their order. */
export async function stillWaiting(
  stores: Stores,
  nic: Nic,
  entries: readonly WaitingEntry[],
): Promise<Waiting[]> {
  const [ofChanges, ofReassignments] = await Promise.all([
    waitingChanges(stores, nic, entries),
    waitingReassignments(stores, nic, entries),
  ]);
  return entries.flatMap((entry): Waiting[] => {
    const { place } = entry;
    const found =
      'changeId' in entry ? ofChanges.get(entry.changeId) : ofReassignments.get(entry.reassignmentId);
    return found === undefined ? [] : [{ place, ...found }];
  });
}

async function waitingChanges(
  { changes, groups, clock }: Stores,
  nic: Nic,
  entries: readonly WaitingEntry[],
): Promise<Map<string, { change: ContactChange; group: Group }>> {
  const found = await changes.findMany(
    entries.flatMap((entry) => ('changeId' in entry ? [entry.changeId] : [])),
  );
  const ofThem = await groups.findMany([...new Set(found.map(({ groupId }) => groupId))]);
  const groupOf = new Map(ofThem.map(({ group }) => [group.groupId, group]));
  const waiting = found.flatMap((change) => {
    const group = groupOf.get(change.groupId);
    const isMine = change.consents.some((one) => one.nic === nic && one.decision === 'pending');
    if (group === undefined || !isMine) return [];
    return asOf(change, group, clock.now()).state === 'awaiting-consent' ? [{ change, group }] : [];
  });
  return new Map(waiting.map((one) => [one.change.changeId, one]));
}

async function waitingReassignments(
  { reassignments, clock }: Stores,
  nic: Nic,
  entries: readonly WaitingEntry[],
): Promise<Map<string, { reassignment: Reassignment }>> {
  const found = await reassignments.findMany(
    entries.flatMap((entry) => ('reassignmentId' in entry ? [entry.reassignmentId] : [])),
  );
  const waiting = found.filter(
    (stored) => stored.to === nic && reassignmentAsOf(stored, clock.now()).state === 'awaiting-consent',
  );
  return new Map(waiting.map((reassignment) => [reassignment.reassignmentId, { reassignment }]));
}

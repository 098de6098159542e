import { ineligibilities, type Accounts } from './account.ts';
import { changedRoles, type ContactChange, type SpreadingChange } from './contact-change.ts';
import type { Group } from './group.ts';
import { newContacts } from './contact-change.ts';

/** Why a change cannot become effective. */
export interface Rejection {
  readonly code: string;
  readonly detail: string;
}

export const requesterLostAdministration: Rejection = {
  code: 'requester-lost-administration',
  detail: 'The requester is no longer the administration contact of the group.',
};

/** The first rule that no longer holds when the change would become effective (R3, R4). */
export function rejectionOf(change: ContactChange, group: Group, accounts: Accounts): Rejection | undefined {
  if (change.requestedBy !== group.contacts.administration) return requesterLostAdministration;
  for (const role of changedRoles(change)) {
    const move = change.contacts[role];
    const [violation] = move === undefined ? [] : ineligibilities(role, move.to, accounts);
    if (violation !== undefined) return { code: violation.code, detail: violation.detail };
  }
  return undefined;
}

/** The change when it is rejected: it had all its consents, and a rule no longer held. */
export const rejected = (change: ContactChange, rejection: Rejection): ContactChange => ({
  ...change,
  state: 'rejected',
  rejection,
});

/** The change when it becomes effective on the group as it stands: it takes the group's next revision. */
export const effective = (change: ContactChange, group: Group, now: Date): SpreadingChange => ({
  ...change,
  state: 'propagating',
  revision: group.revision + 1,
  startedAt: now.toISOString(),
  propagation: {
    services: group.serviceCount,
    sent: 0,
    tally: { applied: 0, superseded: 0, failed: 0 },
    counted: 0,
    countedAt: now.toISOString(),
  },
});

/** The group after the change: its contacts, its revision and the marker that members remain to be done. */
export function groupAfter(group: Group, change: SpreadingChange): Group {
  const { revision } = change;
  const moved = changedRoles(change).map((role) => [role, revision]);
  return {
    ...group,
    contacts: { ...group.contacts, ...newContacts(change) },
    revision,
    roleRevisions: { ...group.roleRevisions, ...Object.fromEntries(moved) },
    spreading: { ...group.spreading, [change.changeId]: { revision, removed: 0 } },
  };
}

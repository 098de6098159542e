import { changedRoles, newContacts, type ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import { ChangeId } from '../../../shared/domain/identifiers.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import type { History } from './history.ts';
import { checkReassignmentRights } from './reassignment-rights.ts';
import { changeOf, groupOf, type TableView } from './table-view.ts';

/** The most clock skew, in milliseconds. */
const tolerance = 10_000;

/** No change brings a group's first contacts. */
const creation = { changeId: ChangeId.parse('0'.repeat(26)), revision: 0, serviceId: undefined };

const started = ({ before, after }: Transition): ContactChange | undefined => {
  const change = changeOf(after);
  return change?.revision !== undefined && changeOf(before)?.revision === undefined ? change : undefined;
};

/** Every move of a group's contacts or revision is one effective change with every right to it (7, R3 to R7, R11). */
export function checkEffects(
  transitions: readonly Transition[],
  history: History,
  view: TableView,
  time: number,
): void {
  const [change, ...others] = transitions.flatMap((transition) => started(transition) ?? []);
  mustHold(7, others.length === 0, () => 'two changes became effective in one write');
  const moved = transitions.find(({ after }) => groupOf(after) !== undefined);
  const [before, after] = [groupOf(moved?.before), groupOf(moved?.after)];
  if (before !== undefined && after !== undefined) checkGroup(before, after, change);
  else if (after !== undefined) {
    const { groupId, contacts } = after;
    history.effects.push({ ...creation, groupId, contacts });
  }
  if (change === undefined) return;
  mustHold(
    7,
    before !== undefined,
    () => `${change.changeId} became effective and its group was not written`,
  );
  if (change.reassignmentId === undefined) checkRights(change, before, history);
  else checkReassignmentRights(change, { transitions, group: before, history, view });
  checkTerms(change, before, view, time);
  const { changeId, groupId, revision = 0, serviceId } = change;
  history.effects.push({ changeId, groupId, revision, serviceId, contacts: newContacts(change) });
}

function checkGroup(before: Group, after: Group, change: ContactChange | undefined): void {
  const expected = before.revision + (change === undefined ? 0 : 1);
  // A service that was a member before raises the group to a revision without a change.
  const isRaised = after.serviceCount > before.serviceCount && after.revision > before.revision;
  mustHold(
    7,
    after.revision === expected || isRaised,
    () => `the group went from revision ${before.revision} to ${after.revision}`,
  );
  mustHold(
    7,
    change?.revision === undefined || change.revision === expected,
    () => 'a change has another revision',
  );
  for (const role of roles) {
    const move = change?.serviceId === undefined ? change?.contacts[role] : undefined;
    const due = move === undefined ? before.contacts[role] : move.to;
    mustHold(
      7,
      after.contacts[role] === due,
      () => `the group's ${role} contact became ${after.contacts[role]}`,
    );
    const isMoved = after.roleRevisions[role] !== before.roleRevisions[role];
    mustHold(
      7,
      isMoved === (move !== undefined),
      () => `the group's ${role} revision moved without a change`,
    );
  }
}

/** The requester administers the group, and all recipients agreed. */
function checkRights(change: ContactChange, group: Group, history: History): void {
  const { changeId, requestedBy } = change;
  const asked = history.asked.get(changeId);
  mustHold(7, asked?.requester === requestedBy, () => `no one requested ${changeId} as ${requestedBy}`);
  mustHold(
    7,
    group.contacts.administration === requestedBy,
    () => `${requestedBy} does not administer the group, and yet ${changeId} became effective`,
  );
  for (const role of changedRoles(change)) {
    const nic = change.contacts[role]?.to;
    if (nic === undefined) continue;
    const code = history.codes.get(asked?.codes.get(nic) ?? '');
    const hasCode =
      code !== undefined &&
      code.nic === nic &&
      code.roles.includes(role) &&
      (code.groupId === undefined || code.groupId === change.groupId) &&
      Date.parse(change.requestedAt) < code.expiresAt + tolerance;
    const agrees = nic === requestedBy || hasCode || history.agreed.has(`${changeId} ${nic}`);
    mustHold(7, agrees, () => `${nic} never agreed to be the ${role} contact by ${changeId}`);
  }
}

/** The requester had the administration all the time, the time has come, and all recipients are eligible. */
function checkTerms(change: ContactChange, group: Group, view: TableView, time: number): void {
  const { changeId, administrationRevision } = change;
  mustHold(
    7,
    group.roleRevisions.administration === administrationRevision,
    () => `the administration moved since ${changeId} was asked for, and yet it became effective`,
  );
  const isTime = change.effectiveAt === undefined || Date.parse(change.effectiveAt) <= time + tolerance;
  mustHold(7, isTime, () => `${changeId} became effective before its time`);
  for (const role of changedRoles(change)) {
    const nic = change.contacts[role]?.to;
    if (nic === undefined) continue;
    const account = view.account(nic);
    const isEligible =
      account?.status === 'open' &&
      (role !== 'billing' || (account.voipValidated && account.balanceCents >= 0));
    mustHold(
      7,
      isEligible,
      () => `${nic} may not be the ${role} contact, and yet ${changeId} became effective`,
    );
  }
}

import { newChange, requestViolations, type ChangeRequest } from '../domain/change-request.ts';
import {
  asOf,
  awaitsRetry,
  isOpen,
  isWaiting,
  newContacts,
  type ContactChange,
} from '../domain/contact-change.ts';
import { hasAllConsents } from '../domain/decide.ts';
import { withAdministrationChange, type Group } from '../domain/group.ts';
import { refuseIfAny } from '../domain/refusal.ts';
import type { FoundContext } from '../store/request-context.ts';
import { markOf } from '../store/effective-writes.ts';
import { becomeEffective, hasRoom, waiting } from './become-effective.ts';
import type { ChangeCapabilities } from './capabilities.ts';
import { findChange } from './find-change.ts';
import { startLimitOfRequest } from './start-overdue.ts';

/**
 * The change that a request would record, in the state that it would have. Writes nothing, and starts no other change:
 * it works out what would start before (R5).
 * @param first the change before its last consent counts
 * @throws Refusal if a change that comes first would make a rule fail
 */
export async function changeOfDryRun(
  capabilities: ChangeCapabilities,
  first: ContactChange,
  request: ChangeRequest,
  found: FoundContext,
  now: Date,
): Promise<ContactChange> {
  if (!hasAllConsents(first)) return first;
  if (!isWaiting(waiting(first), now)) return becomeEffective(capabilities, first, found, now);
  const { group, isLeft } = await afterThoseBefore(capabilities, found.group, now);
  const context = { ...found, group };
  refuseIfAny(requestViolations(request, context, now));
  const change = newChange(first.changeId, request, context, now);
  return isLeft ? waiting(change) : becomeEffective(capabilities, change, context, now);
}

interface AfterOthers {
  readonly group: Group;
  /** Whether one that comes first could not start. */
  readonly isLeft: boolean;
}

/** The group as the start of its overdue changes and retries would leave it. */
async function afterThoseBefore(
  capabilities: ChangeCapabilities,
  group: Group,
  now: Date,
): Promise<AfterOthers> {
  const { changes } = capabilities;
  let after: string | undefined;
  let next = group;
  for (let turn = 0; turn <= startLimitOfRequest; turn++) {
    const overdue = await changes.firstOverdue(group.groupId, now, after);
    if (overdue === undefined) return { group: next, isLeft: false };
    if (turn === startLimitOfRequest) break;
    const started = await startOf(capabilities, overdue.changeId, next, now);
    if (started === undefined) break;
    next = started;
    after = overdue.place;
  }
  return { group: next, isLeft: true };
}

/** The group after the start, or undefined if it cannot start. */
async function startOf(
  capabilities: ChangeCapabilities,
  changeId: ContactChange['changeId'],
  group: Group,
  now: Date,
): Promise<Group | undefined> {
  // A place that an older release left, of a change that has expired.
  if ((await capabilities.changes.find(changeId)) === undefined) return group;
  const { stored, change: found, context } = await findChange(capabilities, changeId);
  const change = asOf(found, group, now);
  if (awaitsRetry(stored))
    return hasRoom(capabilities, group) ? withMark(group, stored, stored.revision) : undefined;
  if (stored.state !== 'scheduled' || !isOpen(change)) return group;
  const outcome = becomeEffective(capabilities, change, { ...context, group }, now);
  if (outcome.state === 'scheduled') return undefined;
  return outcome.revision === undefined ? group : afterEffect(group, outcome, outcome.revision);
}

const withMark = (group: Group, change: ContactChange, revision: number): Group => ({
  ...group,
  propagating: { ...group.propagating, [change.changeId]: markOf(change, revision) },
});

function afterEffect(group: Group, change: ContactChange, revision: number): Group {
  const next = change.state === 'propagating' ? withMark(group, change, revision) : group;
  if (change.serviceId !== undefined) return { ...next, revision };
  const moved = newContacts(change);
  const { startedAt = change.requestedAt } = change;
  return {
    ...next,
    revision,
    contacts: { ...group.contacts, ...moved },
    roleRevisions: {
      ...group.roleRevisions,
      ...Object.fromEntries(Object.keys(moved).map((role) => [role, revision])),
    },
    ...(moved.administration !== undefined && {
      administrationChanges: withAdministrationChange(group, revision, startedAt),
    }),
  };
}

import { changedRoles, type ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import type { Nic } from '../../../shared/domain/identifiers.ts';
import type { Reassignment } from '../../../shared/domain/reassignment.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import type { History } from './history.ts';
import { serviceOf, type TableView } from './table-view.ts';

/** The most clock skew, in milliseconds. */
const tolerance = 10_000;

export interface EffectOfReassignment {
  readonly transitions: readonly Transition[];
  readonly group: Group;
  readonly history: History;
  readonly view: TableView;
}

/**
 * A change of a reassignment had every right to (7): the owner administers the group or is an operator, `to` agreed,
 * and only roles that `from` held then moved.
 */
export function checkReassignmentRights(
  change: ContactChange,
  { transitions, group, history, view }: EffectOfReassignment,
): void {
  const { changeId, groupId, serviceId, requestedBy } = change;
  const reassignment =
    change.reassignmentId === undefined ? undefined : view.reassignment(change.reassignmentId);
  mustHold(7, reassignment !== undefined, () => `${changeId} is of a reassignment that is not there`);
  const asked = history.askedReassignments.get(reassignment.reassignmentId);
  mustHold(
    7,
    asked?.requester === requestedBy && asked.isOperator === reassignment.isByOperator,
    () => `no one requested the reassignment of ${changeId} as ${requestedBy}`,
  );
  mustHold(
    7,
    asked.isOperator || group.contacts.administration === requestedBy,
    () => `${requestedBy} does not administer the group, and yet its reassignment made ${changeId}`,
  );
  mustHold(
    7,
    reassignment.groupIds?.includes(groupId) !== false,
    () => `${changeId} is to ${groupId}, which its reassignment leaves out`,
  );
  mustHold(
    7,
    agrees(reassignment, asked.code, history),
    () => `${reassignment.to} never agreed to the reassignment of ${changeId}`,
  );
  const written = transitions.find(({ before }) => serviceOf(before)?.serviceId === serviceId)?.before;
  const service = serviceId === undefined ? undefined : (serviceOf(written) ?? view.service(serviceId));
  const coming = service === undefined ? undefined : comingTo(service, group, view);
  for (const role of changedRoles(change)) {
    const isOfReassignment =
      reassignment.roles.includes(role) && change.contacts[role]?.to === reassignment.to;
    mustHold(7, isOfReassignment, () => `${changeId} moves ${role} as its reassignment does not`);
    const held = [(service ?? group).contacts[role], coming].includes(reassignment.from);
    mustHold(7, held, () => `${reassignment.from} was not the ${role} contact of ${changeId}`);
  }
}

/** The technical contact from the last effective change of the single service that has yet to reach it. */
export function comingTo(
  { serviceId, revisions }: Service,
  { propagating }: Group,
  view: TableView,
): Nic | undefined {
  const coming = view
    .changes()
    .filter((change) => change.serviceId === serviceId && propagating[change.changeId] !== undefined)
    .filter((change) => (change.revision ?? 0) > revisions.technical)
    .toSorted((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
  return coming.at(-1)?.contacts.technical?.to;
}

function agrees(
  { reassignmentId, to, roles, ...reassignment }: Reassignment,
  sent: string | undefined,
  history: History,
) {
  const code = history.codes.get(sent ?? '');
  const hasCode =
    code !== undefined &&
    code.nic === to &&
    roles.every((role) => code.roles.includes(role)) &&
    Date.parse(reassignment.requestedAt) < code.expiresAt + tolerance;
  return (
    to === reassignment.requestedBy || hasCode || history.agreedReassignments.has(`${reassignmentId} ${to}`)
  );
}

/** Nothing begins before its time, or after a recorded cancellation (7). */
export function checkBegins(change: ContactChange, reassignment: Reassignment, time: number): void {
  const { changeId } = change;
  mustHold(
    7,
    reassignment.state === 'running',
    () => `${changeId} was begun while its reassignment is ${reassignment.state}`,
  );
  const isTime = reassignment.runAt === undefined || Date.parse(reassignment.runAt) <= time + tolerance;
  mustHold(7, isTime, () => `${changeId} was begun before the time of its reassignment`);
}

import { isOpen, type ContactChange } from '../../../shared/domain/contact-change.ts';
import { isMemberOf, outcomeOf, standing } from '../../../shared/domain/member-outcome.ts';
import type { GroupId } from '../../../shared/domain/identifiers.ts';
import { roles } from '../../../shared/domain/roles.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { dueIndexKeys } from '../../../shared/store/index-keys.ts';
import { serviceKey } from '../../../shared/store/keys.ts';
import type { Item } from '../../../shared/store/table.ts';
import { TableMirror } from '../table/mirror.ts';
import { idOf, keyOf } from '../table/wire-item.ts';
import type { Run } from '../run/run.ts';
import { mustHold } from '../violation.ts';
import { checkTruth } from './change-states.ts';
import { checkEventsWhenIdle } from './events-when-idle.ts';
import { checkMailWhenIdle } from './mail-when-idle.ts';
import { checkReassignmentsWhenIdle } from './reassignments-when-idle.ts';
import type { History } from './history.ts';
import { serviceOf, TableView } from './table-view.ts';
import { isReadable } from './observer.ts';
import { checkWholeGroup } from './whole-group.ts';

/** The most messages per member and change, without retries and repeated steps. */
const sendsWithoutFaults = 4;

/** Reads everything back, and checks all eight invariants. */
export async function checkWhenIdle(run: Run): Promise<void> {
  const items = await run.parts.database.scan();
  const mirror = new TableMirror();
  mirror.take(items.map((wire) => ({ key: keyOf(wire), wire })));
  mustMatchMirror(run.parts.mirror, mirror);
  const view = new TableView(mirror);
  const { history } = run.parts;
  for (const group of view.groups()) {
    checkWholeGroup(group, view, run.time);
    mustHold(
      8,
      Object.keys(group.propagating).length === 0,
      () => `changes propagate endlessly: ${JSON.stringify(group)}`,
    );
  }
  for (const change of view.changes()) checkChange(change, view, history);
  checkReassignmentsWhenIdle(view, history);
  for (const { groupId } of view.groups()) {
    checkMembers(groupId, view, history);
    checkMemberSystem(groupId, view, run);
  }
  checkLeftovers(mirror.withPrefix(''));
  history.hints.checkWhenIdle(mirror);
  checkEventsWhenIdle(view, run);
  checkMailWhenIdle(view, run);
  checkBounds(run);
}

/** The observed writes must equal the stored table. Otherwise the harness itself would prove nothing. */
function mustMatchMirror(mirror: TableMirror, found: TableMirror): void {
  const [a, b] = [mirror, found].map((one) => new Map(one.withPrefix('').map((item) => [idOf(item), item])));
  for (const id of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
    const [was, is] = [JSON.stringify(a?.get(id)), JSON.stringify(b?.get(id))];
    if (sortedJson(a?.get(id)) !== sortedJson(b?.get(id)))
      throw new Error(`The harness saw ${was}, and there is ${is}.`);
  }
}

const sortedJson = (item: Item | undefined): string =>
  JSON.stringify(item, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([x], [y]) => (x < y ? -1 : 1)))
      : value,
  );

function checkChange(change: ContactChange, view: TableView, history: History): void {
  const { changeId, groupId, state } = change;
  mustHold(8, !isOpen(change) && state !== 'propagating', () => `${changeId} stays ${state}`);
  if (change.revision === undefined) return;
  for (const member of view.members(groupId).filter((one) => isMemberOf(change, one))) {
    const { serviceId } = member;
    const row = view.service(serviceId);
    mustHold(1, row !== undefined, () => `${serviceId} is a member and has no row`);
    const hasFailed = view.hasFailed(changeId, serviceId);
    const isThere = standing(row, change) !== 'pending';
    mustHold(1, isThere || hasFailed, () => `${serviceId} never took ${changeId}, and no failure says why`);
    const took = row !== undefined && outcomeOf(row, { ...change, revision: change.revision }) === 'applied';
    mustHold(6, !took || !hasFailed, () => `${serviceId} took ${changeId}, and is failed for ever`);
    const isExcused =
      isThere || history.touched.has(`${changeId} ${serviceId}`) || history.touched.has(serviceId);
    mustHold(4, isExcused, () => `${serviceId} failed to take ${changeId}, and nothing had befallen it`);
  }
  checkTruth(change, view);
}

/**
 * Every member has the contacts of the highest effective revision, except failed ones. A late message may still reach
 * those; the row then overrides the failure.
 */
function checkMembers(groupId: GroupId, view: TableView, history: History): void {
  for (const { serviceId, joinedRevision } of view.members(groupId)) {
    const row = view.service(serviceId);
    for (const role of roles) {
      const due = history.effects.findLast(
        (effect) =>
          effect.groupId === groupId &&
          effect.contacts[role] !== undefined &&
          (effect.serviceId === undefined ||
            (effect.serviceId === serviceId && effect.revision > joinedRevision)) &&
          (!view.hasFailed(effect.changeId, serviceId) || (row?.revisions[role] ?? 0) >= effect.revision),
      );
      mustHold(
        3,
        row?.contacts[role] === due?.contacts[role],
        () => `${serviceId} ends with ${row?.contacts[role]} as ${role}, not ${due?.contacts[role]}`,
      );
    }
  }
}

/** A member system equals the row, except for a change that the row failed to take. */
function checkMemberSystem(
  groupId: GroupId,
  view: TableView,
  { memberSystem, notifiesMembers, writesBefore, parts: { history, mirror } }: Run,
): void {
  if (!notifiesMembers) return;
  for (const { serviceId } of view.members(groupId)) {
    const row = view.service(serviceId);
    const before = serviceOf(mirror.at(serviceKey(serviceId), writesBefore).item);
    for (const role of roles) {
      const [revision, stands] = [memberSystem.revision(serviceId, role), row?.revisions[role] ?? 0];
      const change = history.effects.find(
        (effect) => effect.groupId === groupId && effect.revision === revision,
      )?.changeId;
      const isBehind = revision > stands && !(change !== undefined && view.hasFailed(change, serviceId));
      mustHold(
        3,
        !isBehind,
        () => `the system of ${serviceId} has ${role} at ${revision}, its row at ${stands}`,
      );
      const isNotified =
        revision >= stands || (stands === before?.revisions[role] && isSameMember(row, before));
      mustHold(
        1,
        isNotified,
        () => `the system of ${serviceId} has ${role} at ${revision}, and was not notified of ${stands}`,
      );
      const isSame =
        revision !== stands ||
        revision === 0 ||
        row?.contacts[role] === memberSystem.contact(serviceId, role);
      mustHold(3, isSame, () => `the system of ${serviceId} has another ${role} than its row`);
    }
  }
}

const isSameMember = (one: Service | undefined, other: Service | undefined): boolean =>
  one?.groupId === other?.groupId && one?.joinedRevision === other?.joinedRevision;

/** Only unfinished changes leave locks and places. A place may remain until the next start deletes it. */
function checkLeftovers(items: readonly Item[]): void {
  for (const { pk, sk, ...rest } of items) {
    const isLeft = /^(MISSING#|OPEN#|PENDING)/.test(sk) || rest[dueIndexKeys.partition] !== undefined;
    mustHold(8, !isLeft, () => `${pk} ${sk} is left behind: ${JSON.stringify(rest)}`);
  }
}

/** No message is retried endlessly, and no readable one stays in a dead-letter queue. */
function checkBounds({ parts: { mailboxes, history }, faults }: Run): void {
  for (const name of ['members', 'member-dead-letters', 'parked'] as const) {
    for (const { body } of mailboxes.of(name).kept) {
      mustHold(5, !isReadable('members', body), () => `a message has vanished into ${name}: ${body}`);
    }
  }
  for (const [member, sent] of history.messagesByMember) {
    const [changeId = ''] = member.split(' ');
    const limit = sendsWithoutFaults * (1 + (history.retries.get(changeId) ?? 0)) + faults.total;
    mustHold(5, sent <= limit, () => `${member} was sent ${sent} messages`);
  }
  const parked = mailboxes.of('parked').kept.length;
  mustHold(5, parked <= history.unreadableToMembers, () => `${parked} messages are parked`);
}

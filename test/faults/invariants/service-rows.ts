import { isDeepStrictEqual } from 'node:util';
import { roles, type Role } from '../../../shared/domain/roles.ts';
import type { Service } from '../../../shared/domain/service.ts';
import type { Transition } from '../table/mirror.ts';
import { mustHold } from '../violation.ts';
import type { History } from './history.ts';
import { serviceOf } from './table-view.ts';

/** A member's revisions never decrease (3), it takes a change once (2), and only effective changes write to it (7). */
export function checkServiceRow(
  { before: was, after: is }: Transition,
  history: History,
  isPropagation: boolean,
): void {
  const after = serviceOf(is);
  if (after === undefined) return;
  const before = serviceOf(was);
  const isSame =
    before !== undefined &&
    before.groupId === after.groupId &&
    before.joinedRevision === after.joinedRevision;
  if (isSame) {
    for (const role of roles) checkRole(before, after, role);
    const rises = roles.some((role) => after.revisions[role] > before.revisions[role]);
    // The row also says whether the member system was notified of the join.
    const isAboutJoin = !isDeepStrictEqual(before.untold, after.untold);
    mustHold(
      2,
      rises || isAboutJoin || !isPropagation,
      () => `${after.serviceId} was written again at the revision it has`,
    );
  } else {
    mustHold(2, !isPropagation, () => `${after.serviceId} was brought back by a message`);
  }
  for (const role of roles) checkOrigin(after, role, history);
}

function checkRole(before: Service, after: Service, role: Role): void {
  const [then, now] = [before.revisions[role], after.revisions[role]];
  const { serviceId } = after;
  mustHold(3, now >= then, () => `the ${role} revision of ${serviceId} fell from ${then} to ${now}`);
  const isKept = now > then || after.contacts[role] === before.contacts[role];
  mustHold(3, isKept, () => `the ${role} contact of ${serviceId} changed at revision ${now}`);
}

function checkOrigin(
  { serviceId, groupId, joinedRevision, revisions, contacts }: Service,
  role: Role,
  history: History,
): void {
  const revision = revisions[role];
  const ofGroup = history.effects.filter((effect) => effect.groupId === groupId);
  const mine = ofGroup.filter((effect) => effect.serviceId === undefined || effect.serviceId === serviceId);
  const origin =
    revision === joinedRevision
      ? ofGroup.findLast(
          (effect) =>
            effect.serviceId === undefined &&
            effect.revision <= revision &&
            effect.contacts[role] !== undefined,
        )
      : mine.find((effect) => effect.revision === revision && effect.contacts[role] !== undefined);
  mustHold(
    7,
    origin !== undefined,
    () => `nothing effective gave ${serviceId} its ${role} revision ${revision}`,
  );
  const due = origin.contacts[role];
  mustHold(7, contacts[role] === due, () => `${serviceId} has ${contacts[role]} as ${role}, not ${due}`);
}

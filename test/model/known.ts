import { asOf } from '../../shared/domain/contact-change.ts';
import { deletedGroup, isOfSameGroup } from '../../shared/domain/group.ts';
import { RecipientCode } from '../../shared/domain/codes.ts';
import type { Nic } from '../../shared/domain/identifiers.ts';
import { isWaiting, reassignmentAsOf } from '../../shared/domain/reassignment.ts';
import { targetOf, type Target } from '../../shared/domain/reassignment-target.ts';
import { outcomes } from '../support/reassignments.ts';
import { serviceId, type World } from '../support/world.ts';
import { groupIds, serviceNumbers } from './actors.ts';

/**
 * What a nic may know, worked out from the rows alone: the groups and services on which it holds a role with their
 * changes, the changes and reassignments that it is party to, and of an open change the group's services.
 */
export async function known(world: World, who: Nic): Promise<Set<string>> {
  const may = new Set<string>([who]);
  const add = (...values: unknown[]): void => {
    for (const value of values.flat()) if (typeof value === 'string') may.add(value);
  };
  const groups = (await world.stores.groups.findMany(groupIds)).map(({ group }) => group);
  const rows = [...(await world.stores.services.findMany(serviceNumbers.map(serviceId))).values()];
  const changes = await world.stores.changes.findMany(world.changeIds);
  const seen = groups.filter(({ contacts }) => Object.values(contacts).includes(who));
  for (const { groupId, contacts } of seen) add(groupId, Object.values(contacts));
  // Who may ask for a change learns what the recipient lacks.
  if (seen.some(({ contacts }) => contacts.administration === who)) add(RecipientCode.options);
  for (const { serviceId: number, groupId, contacts } of rows) {
    const ofGroup = seen.some((group) => group.groupId === groupId);
    if (ofGroup || Object.values(contacts).includes(who)) add(number, groupId, Object.values(contacts));
  }
  for (const stored of changes) {
    const group = groups.find(({ groupId }) => groupId === stored.groupId) ?? deletedGroup(stored.groupId);
    const change = asOf(stored, group, world.clock.now());
    const isParty = change.requestedBy === who || change.consents.some(({ nic }) => nic === who);
    if (!isParty && !(seen.includes(group) && isOfSameGroup(stored, group))) continue;
    add(change.changeId, change.groupId, change.serviceId, change.requestedBy, change.reassignmentId);
    add(change.rejection?.code);
    for (const { from, to } of Object.values(change.contacts)) add(from, to);
    if (!['awaiting-consent', 'scheduled', 'propagating'].includes(change.state)) continue;
    add(rows.filter((row) => row.groupId === change.groupId).map((row) => row.serviceId));
  }
  for (const reassignmentId of world.reassignmentIds) {
    const reassignment = await world.stores.reassignments.find(reassignmentId);
    if (reassignment === undefined) continue;
    const { requestedBy, from, to } = reassignment;
    if (![requestedBy, from, to].includes(who)) continue;
    add(reassignmentId, requestedBy, from, to);
    // Until it runs, `to` learns what it covers now, and what itself lacks.
    const isUndecided = isWaiting(reassignmentAsOf(reassignment, world.clock.now()));
    if (who === to && isUndecided) {
      add(RecipientCode.options);
      for (const group of groups) {
        if (targetOf(reassignment, group) !== undefined) add(group.groupId);
        for (const row of rows)
          if (row.groupId === group.groupId && targetOf(reassignment, group, row) !== undefined)
            add(group.groupId, row.serviceId);
      }
    }
    // Of a service that has left a group, its contacts keep what was recorded there.
    const ofSeen = (target: Target) => seen.some(({ groupId }) => groupId === target.groupId);
    for (const target of (await outcomes(world, reassignment)).filter(ofSeen)) {
      add(target.serviceId);
      if (who !== from) add(target.failure?.code);
    }
  }
  return may;
}

import { expect } from 'vitest';
import { asOf, awaitsRetry, startTimeOf, type ContactChange } from '../../shared/domain/contact-change.ts';
import { deletedGroup, endOf, generationOf, type GroupWithRequests } from '../../shared/domain/group.ts';
import { ChangeId, type Nic } from '../../shared/domain/identifiers.ts';
import { roles } from '../../shared/domain/roles.ts';
import type { Service } from '../../shared/domain/service.ts';
import { noCounts } from '../../shared/store/progress.ts';
import type { ContactChangeAnswer } from '../../shared/http/contract/shapes.ts';
import { toContactChange, toService } from '../../shared/http/representations.ts';
import { serviceId, type World } from '../support/world.ts';
import { everyone, groupIdOf, groupIds, serviceNumbers } from './actors.ts';
import { agree } from './agree.ts';
import { compareEvents } from './compare-events.ts';
import { compareInboxes } from './compare-inboxes.ts';
import { compareReassignments } from './compare-reassignments.ts';
import { order, type Model } from './model.ts';
import { lastChangeOf } from './model-revisions.ts';
import { startTime, type ModelRequest } from './model-types.ts';

/** Expects that the system stands as the model does. */
export async function compare(world: World, model: Model): Promise<void> {
  const found = await groupsNow(world);
  const ids = model.requests.map(({ id }) => ChangeId.parse(id));
  const changes = await world.stores.changes.findMany(ids);
  agree(changes.length, ids.length);
  for (const [number, group] of found.entries()) {
    agree(group === undefined, model.group(number).isDeleted);
    if (group === undefined) continue;
    compareGroup(model, number, group);
    compareLocks(world, model, number, group);
  }
  for (const [index, request] of model.requests.entries()) {
    const change = changes[index];
    if (change === undefined) throw new Error('They were read in order.');
    const group = found[request.group]?.group ?? deletedGroup(change.groupId);
    compareRequest(model, request, asOf(change, group, world.clock.now()));
    compareAnswer(model, request, toContactChange(change, group, noCounts, world.clock.now()));
  }
  const { members, tombstones } = await world.stores.services.findKnown(serviceNumbers.map(serviceId));
  for (const number of serviceNumbers) {
    compareService(model, number, members.get(serviceId(number)), found);
    const isAway = !model.services.has(number);
    agree(
      tombstones.get(serviceId(number))?.lastRevision,
      isAway ? model.lastRevisions.get(number) : undefined,
    );
  }
  const accounts = await world.stores.accounts.findMany(everyone);
  for (const nic of everyone) {
    agree(accounts.get(nic), { nic, ...model.accounts.get(nic) });
    await compareHolder(world, model, nic);
  }
  await compareReassignments(world, model);
  await compareInboxes(world, model);
  await compareEvents(world, model);
}

/** Undefined where it was deleted. */
async function groupsNow(world: World): Promise<(GroupWithRequests | undefined)[]> {
  const found = await world.stores.groups.findMany(groupIds);
  return groupIds.map((id) => found.find(({ group }) => group.groupId === id));
}

function compareGroup(model: Model, number: number, { group }: GroupWithRequests): void {
  const { contacts, revision, generation } = model.group(number);
  agree(
    [group.contacts, group.revision, group.serviceCount, generationOf(group)],
    [contacts, revision, model.membersOf(number).length, generation],
  );
  agree(Object.keys(group.propagating).length <= model.settings.propagatingLimit, true);
}

function compareLocks(world: World, model: Model, number: number, found: GroupWithRequests): void {
  const now = world.clock.now();
  const locks = found.openRequests.filter((lock) => endOf(lock, found.group, now) === undefined);
  const open = model.requests.filter(
    (request) => request.group === number && request.service === undefined && model.isOpen(request),
  );
  agree(
    locks.map((lock) => lock.role).toSorted(),
    open.flatMap((request) => Object.keys(request.to)).toSorted(),
  );
}

function compareRequest(model: Model, request: ModelRequest, change: ContactChange): void {
  agree(awaitsRetry(change), request.retryAt !== undefined);
  agree(Date.parse(change.expiresAt), request.expiresAt);
  if (model.isWaiting(request)) agree(Date.parse(startTimeOf(change)), startTime(request));
  agree(
    [simpleState(change), change.revision, change.groupId],
    [model.stateOf(request), request.revision, groupIdOf(request.group)],
  );
  agree(change.rejection !== undefined, ['refused', 'cancelled', 'rejected'].includes(change.state));
  if (change.state === 'refused' || change.state === 'cancelled') agree(change.rejection?.code, change.state);
  for (const role of order) agree(change.contacts[role]?.from, request.from[role]);
  for (const { nic, decision } of change.consents) agree(decision, request.consents.get(nic));
}

/** What is answered names its expiry only while a consent is missing, and roles in their order. */
function compareAnswer(model: Model, request: ModelRequest, answer: ContactChangeAnswer): void {
  const isExpiring = model.stateOf(request) === 'awaiting-consent';
  agree(answer.expiresAt, isExpiring ? new Date(request.expiresAt).toISOString() : undefined);
  for (const some of [Object.keys(answer.contacts), ...answer.consents.map((consent) => consent.roles)])
    agree(
      some,
      order.filter((role) => some.includes(role)),
    );
}

const simpleState = ({ state }: ContactChange): string =>
  state === 'propagating' || state.startsWith('completed') ? 'effective' : state;

/** A service is where it is, and each of its contacts is that of its revision. */
function compareService(
  model: Model,
  number: number,
  row: Service | undefined,
  groups: readonly (GroupWithRequests | undefined)[],
): void {
  const member = model.services.get(number);
  if (member === undefined || row === undefined) return agree(row, member);
  agree([row.groupId, row.kind, row.joinedRevision], [groupIdOf(member.group), member.kind, member.joined]);
  for (const role of roles) {
    const revision = row.revisions[role];
    const own = member.own.find((one) => role === 'technical' && one.revision === revision);
    const then = model.group(member.group).history.findLast((entry) => entry.revision <= revision);
    agree(row.contacts[role], own?.to ?? then?.contacts[role]);
    if (revision < member.joined) expect.fail('It shows less than when it joined.');
  }
  const group = groups[member.group]?.group;
  if (group === undefined) throw new Error('They were read in order.');
  const isInSync = order.every(
    (role) => row.revisions[role] >= lastChangeOf(model.group(member.group), member, role),
  );
  agree(toService(row, group).inSync, isInSync);
}

async function compareHolder(world: World, model: Model, nic: Nic): Promise<void> {
  const { groupIds: held } = await world.stores.groups.heldBy(nic, { limit: 10 });
  agree(
    held,
    groupIds.filter((_id, number) => model.isContact(nic, number)),
  );
}

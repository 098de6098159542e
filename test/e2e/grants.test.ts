import { deleteWithExpiredRequest } from './delete-with-expired-request.ts';
import { useBatch } from './use-batch.ts';
import { useSchedules } from './use-schedules.ts';
import { useReminders } from './use-reminders.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ChangeId, GroupId, ServiceId } from '../../shared/domain/identifiers.ts';
import { openLimit } from '../../shared/domain/open-limit.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { changeKey, groupPartition, scheduledPrefix, serviceKey } from '../../shared/store/keys.ts';
import { ReassignmentClient } from '../support/reassignment-client.ts';
import { useLateMessages } from '../support/late-messages.ts';
import type { RunningStack } from '../support/running-stack.ts';
import { operatorNic } from '../support/operator.ts';
import { useMail } from '../support/use-mail.ts';
import { startOverDatabase, type StackOverDatabase } from '../support/stack-over-database.ts';

let stack: StackOverDatabase;
let running: RunningStack;
beforeAll(async () => {
  stack = await startOverDatabase({ tickSeconds: 1 });
  running = stack.running;
});
afterAll(() => stack.stop());

it('Every grant of the functions’ roles is used', async () => {
  const group = await running.group(2);
  await useGroups(group);
  await useChanges(group);
  await useFailures();
  await useOvertaken();
  await useWaiting();
  await useEveryConsentCode(group.billing);
  await useReassignments();
  await useReminders(running);
  await useLateMessages(stack);
  await useMail(stack);
  await useSchedules(running);
  await deleteWithExpiredRequest(running);
  await expect.poll(unused, { timeout: 600_000 }).toEqual([]);
});

const unused = (): string[] =>
  running.stack
    .usedActions()
    .filter((grant) => !grant.used)
    .map(
      ({ role, action }) =>
        `${/(?:Flow|Reassignments|Events|Mail|DueWork|Operations)([a-z]+)Role/.exec(role)?.[1]} ${action}`,
    )
    .toSorted();

type Group = Awaited<ReturnType<RunningStack['group']>>;

async function useGroups({ groupId, administration, heir, contacts, serviceIds }: Group): Promise<void> {
  await running.call(operations.listContactRoles, administration, { nic: heir });
  const described = { description: 'Described', contacts };
  await running.call(operations.putGroup, operatorNic, { groupId }, { body: described });
  await running.call(operations.getAccount, operatorNic, { nic: heir });
  await running.call(operations.listGroups, administration);
  await running.call(operations.getGroup, administration, { groupId });
  // There is no member system to notify of everything: nothing is found.
  const resync = await running.fetch('GET', '/members/resync/01KJQ6D4E6F8G0H2J4K6M8N0P2', {
    token: await running.token(operatorNic, { operator: true }),
  });
  expect(resync.status).toBe(404);
  const [serviceId = ''] = serviceIds;
  await running.call(operations.getService, administration, { serviceId });
  await running.call(operations.listGroupServices, administration, { groupId });
  const joining = { groupId, serviceId: '0033999990001' };
  await running.call(operations.putGroupService, operatorNic, joining, { body: { kind: 'number' } });
  await running.call(operations.deleteGroupService, operatorNic, joining);
}

/** Changes that are effective at once, end another request, are rejected, refused or cancelled, or of a service. */
async function useChanges({ groupId, administration, heir, billing, serviceIds }: Group): Promise<void> {
  const ask = (nic: string, contacts: Record<string, string>) =>
    running.call(operations.requestGroupChange, nic, { groupId }, { body: { contacts } });
  const ended = await ask(administration, { technical: heir });
  const [serviceId = ''] = serviceIds;
  await running.requestChange(administration, { serviceId }, { technical: heir });
  const moving = await ask(administration, { administration: billing });
  expect(moving.warnings).toMatchObject([{ changeId: ended.changeId }, {}]);
  await running.accept(billing, moving.changeId);
  // Only the group shows its end, which is not stored yet.
  const listed = [
    await running.call(operations.listGroupChanges, billing, { groupId }, { query: '?state=rejected' }),
    await running.call(operations.listMyChanges, heir, {}, { query: '?party=recipient&state=rejected' }),
  ];
  expect(listed.map(({ items }) => items.length)).toEqual([2, 2]);
  expect((await running.call(operations.listInbox, heir)).items).toEqual([]);
  await running.completed(moving.changeId, billing);
  expect((await running.change(ended.changeId, heir)).state).toBe('rejected');
  await ask(billing, { technical: billing });

  const open = () => ask(billing, { administration: heir });
  await running.call(operations.refuseContactChange, heir, { changeId: (await open()).changeId });
  await running.call(operations.cancelContactChange, billing, { changeId: (await open()).changeId });
  const { code } = await running.call(
    operations.createConsentCode,
    heir,
    {},
    { body: { roles: ['administration'] } },
  );
  const byCode = { contacts: { administration: heir }, consentCodes: { [heir]: code } };
  const given = await running.call(operations.requestGroupChange, billing, { groupId }, { body: byCode });
  expect(given.state).toBe('propagating');
  await running.completed(given.changeId, heir);
  await running.call(operations.listMemberOutcomes, heir, { changeId: given.changeId });
  const single = await running.requestChange(heir, { serviceId }, { technical: heir });
  expect(single.state).toBe('completed');
  // On a service too, a request may wait, with a code or without.
  const waiting = await running.requestChange(heir, { serviceId }, { technical: billing });
  await running.accept(billing, waiting.changeId);
  const { rights } = await running.call(operations.getServiceRights, heir, { serviceId });
  expect(rights).toContain('change-contacts');
  expect((await running.call(operations.listGroupChanges, heir, { groupId })).items).toHaveLength(9);
  const taken = await running.call(operations.listMyChanges, heir, {}, { query: '?party=recipient' });
  expect(taken.items).toHaveLength(6);
  // Where the group is gone, what its key was answered is read alone.
  const gone = await running.fetch('POST', '/groups/zz1-ovh-1/contact-changes', {
    token: await running.token(heir),
    headers: { 'Idempotency-Key': 'of-a-group-that-is-gone' },
    body: { contacts: { technical: heir } },
  });
  expect(gone.status).toBe(404);
  const path = `/contact-changes/${ended.changeId}/retry`;
  expect((await running.fetch('POST', path, { token: await running.token(heir) })).status).toBe(409);
}

/** A retried member, which the table refused in all attempts before; another one loses its own contact. */
async function useFailures(): Promise<void> {
  const { groupId, administration, billing, heir, serviceIds } = await running.group(2);
  const [refused = '', ownContact = ''] = serviceIds;
  const single = await running.requestChange(
    administration,
    { serviceId: ownContact },
    { technical: billing },
  );
  await running.accept(billing, single.changeId);

  stack.database.refusedPartitions.add(serviceKey(ServiceId.parse(refused)).pk);
  const { changeId } = await running.requestChange(administration, { groupId }, { technical: heir });
  await running.accept(heir, changeId);
  expect((await running.completed(changeId, heir)).state).toBe('completed-with-failures');
  stack.database.refusedPartitions.clear();
  await running.call(operations.retryContactChange, administration, { changeId });
  expect((await running.completed(changeId, heir)).state).toBe('completed');

  stack.database.refusedPartitions.add(serviceKey(ServiceId.parse(refused)).pk);
  const again = await running.requestChange(administration, { groupId }, { technical: billing });
  await running.accept(billing, again.changeId);
  const failed = await running.completed(again.changeId, billing);
  stack.database.refusedPartitions.clear();
  await useFinding(failed.changeId);
  expect((await running.completed(again.changeId, billing)).state).toBe('completed');
}

/** An operator finds the change that failed, and retries what failed by then. */
async function useFinding(changeId: string): Promise<void> {
  const state = 'completed-with-failures';
  const everyone = `?of=everyone&state=${state}`;
  const found = await running.call(operations.listMyChanges, operatorNic, {}, { query: everyone });
  expect(found.items.map((change) => change.changeId)).toContain(changeId);
  const body = { state, since: '2020-01-01T00:00:00Z', until: new Date(Date.now() + 60_000).toISOString() };
  const retried = await running.call(operations.retryFailedChanges, operatorNic, {}, { body });
  expect(retried).toEqual({ retried: 1, more: false });
  await running.call(operations.listReassignments, operatorNic, {}, { query: everyone });
  await running.call(operations.listGroups, operatorNic, {}, { query: '?of=everyone&prefix=aa' });
  const accounts = await running.call(operations.listAccounts, operatorNic, {}, { query: '?prefix=hh' });
  expect(accounts.items).not.toEqual([]);
}

/** A member that is at a later revision before it takes the change: its outcome is recorded. */
async function useOvertaken(): Promise<void> {
  const { groupId, administration, heir, serviceIds } = await running.group(1);
  const key = serviceKey(ServiceId.parse(serviceIds[0]));
  const table = await stack.database.table();
  await table.update({ update: key, set: { 'revisions.technical': 1_000 } });
  const { changeId } = await running.requestChange(administration, { groupId }, { technical: heir });
  await running.accept(heir, changeId);
  expect((await running.completed(changeId, heir)).progress).toMatchObject({ superseded: 1 });
}

/** A change of a service that waits behind one that cannot start, because its row cannot be read. */
async function useWaiting(): Promise<void> {
  const { groupId, administration, serviceIds } = await running.group(1);
  const changeId = ChangeId.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
  const unreadable = changeKey(changeId);
  const pk = groupPartition(GroupId.parse(groupId));
  const sk = `${scheduledPrefix}2026-01-01T00:00:00.000Z#0#${changeId}`;
  const table = await stack.database.table();
  await table.put({ put: { ...unreadable } });
  await table.put({ put: { pk, sk, changeId, movesAdministration: false } });
  const [serviceId = ''] = serviceIds;
  const waiting = await running.requestChange(administration, { serviceId }, { technical: administration });
  expect(waiting.state).toBe('scheduled');
  expect((await running.completed(waiting.changeId, administration)).state).toBe('completed');
  await table.delete({ delete: { pk, sk } });
  await table.delete({ delete: unreadable });
}

/** As many consent codes as a nic may have, and one more, for which the others are looked at. */
async function useEveryConsentCode(nic: string): Promise<void> {
  const token = await running.token(nic);
  const create = () => running.fetch('POST', '/consent-codes', { token, body: { roles: ['technical'] } });
  for (let code = 0; code < openLimit; code++) expect((await create()).status).toBe(201);
  expect((await create()).status).toBe(409);
  const [one] = (await running.call(operations.listConsentCodes, nic)).items;
  expect((await running.fetch('DELETE', `/consent-codes/${one?.codeId}`, { token })).status).toBe(204);
}

/** Reassignments with a code, by acceptance, refused, cancelled, over groups and over a single service. */
async function useReassignments(): Promise<void> {
  const reassignments = new ReassignmentClient(running);
  const { administration, technical, heir, billing, serviceIds } = await running.group(2);
  const [serviceId = ''] = serviceIds;
  const { changeId } = await running.requestChange(administration, { serviceId }, { technical: billing });
  await running.accept(billing, changeId);
  const roles = ['technical'];
  const single = { from: billing, to: heir, roles };
  const { code } = await running.call(operations.createConsentCode, heir, {}, { body: { roles } });
  await reassignments.dryRun(administration, { ...single, consentCode: code });
  const byCode = await reassignments.ask(administration, { ...single, consentCode: code });
  await reassignments.ended(administration, byCode);
  const group = { from: technical, to: heir, roles: ['technical', 'administration'] };
  await reassignments.decide(heir, await reassignments.ask(administration, group), 'refuse');
  await reassignments.decide(administration, await reassignments.ask(administration, group), 'cancel');
  const accepted = await reassignments.decide(heir, await reassignments.ask(administration, group), 'accept');
  await reassignments.ended(administration, accepted);
  await useBatch(running);
  const all = { from: administration, to: heir, roles: ['administration'] };
  const moved = await reassignments.decide(heir, await reassignments.ask(administration, all), 'accept');
  await reassignments.decide(administration, moved, 'cancel').catch(() => {});
  await reassignments.ended(administration, moved);
  await reassignments.outcomes(administration, accepted);
  await running.call(operations.listReassignments, heir);
}

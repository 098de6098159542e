import { expect } from 'vitest';
import { newContacts } from '../../shared/domain/contact-change.ts';
import { ChangeId, ServiceId } from '../../shared/domain/identifiers.ts';
import { MemberMessage } from '../../shared/messages/member-message.ts';
import { changeStore } from '../../shared/store/changes.ts';
import { serviceKey } from '../../shared/store/keys.ts';
import { memberContactsStore } from '../../shared/store/member-contacts.ts';
import { ReassignmentClient } from './reassignment-client.ts';
import type { StackOverDatabase } from './stack-over-database.ts';

const memberQueue = /Members[^/]*Queue/;
const deadLetters = /Members[^/]*DeadLetters/;

/**
 * A reassignment of one group, both of whose services fail. Then a message of the one comes late, and a dead letter of
 * the other, whose row another worker wrote before it was killed.
 */
export async function useLateMessages({ running, database, queues }: StackOverDatabase): Promise<void> {
  const { administration, technical, heir, serviceIds } = await running.group(2);
  const partitions = serviceIds.map((serviceId) => serviceKey(ServiceId.parse(serviceId)).pk);
  for (const partition of partitions) database.refusedPartitions.add(partition);
  const reassignments = new ReassignmentClient(running);
  const body = { from: technical, to: heir, roles: ['technical'] };
  const asked = await reassignments.ask(administration, body);
  await reassignments.decide(heir, asked, 'accept');
  expect((await reassignments.ended(administration, asked)).state).toBe('completed-with-failures');
  database.refusedPartitions.clear();

  const [outcome] = await reassignments.outcomes(administration, asked);
  const table = await database.table();
  const change = await changeStore(table).find(ChangeId.parse(outcome?.changeId));
  if (change === undefined) throw new Error('There is no change.');
  const { changeId, groupId, revision, propagation } = change;
  const [late, dead] = serviceIds.map((serviceId) =>
    MemberMessage.parse({
      changeId,
      groupId,
      serviceId,
      revision,
      contacts: newContacts(change),
      slot: propagation?.slot,
    }),
  );
  if (late === undefined || dead === undefined) throw new Error('There are no services.');
  await queues.send(memberQueue, late);
  const failed = async () => (await running.change(changeId, heir)).progress.failed;
  await expect.poll(failed, { timeout: 600_000 }).toBe(1);
  await memberContactsStore(table).take(dead);
  await queues.send(deadLetters, dead);
  await expect.poll(failed, { timeout: 600_000 }).toBe(0);
  expect((await running.change(changeId, heir)).state).toBe('completed');
  expect((await reassignments.get(administration, asked)).state).toBe('completed');
}

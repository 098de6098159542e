import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../clients/lib/api/client.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer, GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import { ProgressBar } from './progress-bar.ts';

const pollMilliseconds = 200;

/**
 * Requests the contacts, accepts as each recipient with its own token, and follows the change to its end.
 * @param onRequest awaited before the first recipient decides
 */
export async function changeContacts(
  callerOf: (nic: string) => Client,
  group: GroupAnswer,
  contacts: Contacts,
  onRequest: (change: ContactChangeAnswer) => Promise<void>,
): Promise<ContactChangeAnswer> {
  const administration = callerOf(group.contacts.administration);
  const asked = await administration.call(operations.requestGroupChange, {
    params: { groupId: group.groupId },
    body: { contacts, reason: 'Departments changed hands' },
  });
  const params = { changeId: asked.changeId };
  console.log(`${asked.requestedBy} requested change ${asked.changeId}`);
  await onRequest(asked);
  for (const { nic, roles, decision } of asked.consents) {
    if (decision !== 'pending') continue;
    const accepted = await callerOf(nic).call(operations.acceptContactChange, { params });
    console.log(`${nic} accepted ${roles.join(' and ')}; the change is ${accepted.state}`);
  }
  // The former administration contact may still see the change, because it is the requester.
  return watch(administration, asked.changeId);
}

async function watch(client: Client, changeId: string): Promise<ContactChangeAnswer> {
  const read = () => client.call(operations.getContactChange, { params: { changeId } });
  let change = await read();
  const bar = new ProgressBar('Propagating', change.progress.services);
  for (;;) {
    const { services, pending } = change.progress;
    if (change.completedAt !== undefined) {
      bar.end(services - pending, change.state);
      return change;
    }
    bar.show(services - pending, change.state);
    await pause(pollMilliseconds);
    change = await read();
  }
}

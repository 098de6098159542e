import { setTimeout as pause } from 'node:timers/promises';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer, GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import type { ApiClient } from '../api-client.ts';
import { ProgressBar } from './progress-bar.ts';

const pollMilliseconds = 200;

/**
 * Requests the contacts, accepts as each recipient with its own token, and follows the change to its end.
 * @param onRequest awaited before the first recipient decides
 */
export async function changeContacts(
  callerOf: (nic: string) => Promise<ApiClient>,
  group: GroupAnswer,
  contacts: Contacts,
  onRequest: (change: ContactChangeAnswer) => Promise<void>,
): Promise<ContactChangeAnswer> {
  const administration = await callerOf(group.contacts.administration);
  const path = `/groups/${group.groupId}/contact-changes`;
  const { answer } = operations.requestGroupChange;
  const asked = await administration.send(
    'POST',
    path,
    { contacts, reason: 'Departments changed hands' },
    answer,
  );
  console.log(`${asked.requestedBy} requested change ${asked.changeId}`);
  await onRequest(asked);
  for (const { nic, roles, decision } of asked.consents) {
    if (decision !== 'pending') continue;
    const recipient = await callerOf(nic);
    const accepted = await recipient.send('POST', `/contact-changes/${asked.changeId}/accept`, {}, answer);
    console.log(`${nic} accepted ${roles.join(' and ')}; the change is ${accepted.state}`);
  }
  // The former administration contact may still see the change, because it is the requester.
  return watch(administration, asked.changeId);
}

async function watch(client: ApiClient, changeId: string): Promise<ContactChangeAnswer> {
  const { answer } = operations.getContactChange;
  let change = await client.get(`/contact-changes/${changeId}`, answer);
  const bar = new ProgressBar('Propagating', change.progress.services);
  for (;;) {
    const { services, pending } = change.progress;
    if (change.completedAt !== undefined) {
      bar.end(services - pending, change.state);
      return change;
    }
    bar.show(services - pending, change.state);
    await pause(pollMilliseconds);
    change = await client.get(`/contact-changes/${changeId}`, answer);
  }
}

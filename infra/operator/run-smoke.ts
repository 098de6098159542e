import { setTimeout as pause } from 'node:timers/promises';
import { GroupId, ServiceId, type Nic } from '../../shared/domain/identifiers.ts';
import { forEachRole, type Contacts } from '../../shared/domain/roles.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer, GroupAnswer } from '../../shared/http/contract/shapes.ts';
import type { ApiClient } from '../laptop/api-client.ts';

/** A nic of the test and a client with its token. */
export interface Party {
  readonly nic: Nic;
  readonly client: ApiClient;
}

export interface SmokeTest {
  readonly operator: ApiClient;
  /** Both get an account. One of them holds the group, and hands it to the other. */
  readonly parties: readonly [Party, Party];
  readonly report: (line: string) => void;
}

const size = 20;
const pollMilliseconds = 500;
/** As long as verification may take with a member system that is slow. */
const polls = 1_200;

/** Numbers of a country code that nobody has. */
const serviceIds = Array.from({ length: size }, (_, index) => ServiceId.parse(`00999000000${100 + index}`));

const allRoles = (nic: Nic): Contacts => forEachRole(() => nic);

/**
 * Makes a group of twenty services, hands it over, checks every service, and removes the services. The two accounts
 * and the empty group stay: the next run hands it back. Throws an error that says what is not as it should be.
 */
export async function runSmoke({ operator, parties, report }: SmokeTest): Promise<void> {
  for (const { nic } of parties) {
    const account = { voipValidated: true, balanceCents: 0, status: 'open' };
    await operator.send('PUT', `/accounts/${nic}`, account, operations.putAccount.answer);
  }
  const groupId = GroupId.parse(`${parties[0].nic}-1`);
  const [holder, heir] = await heldBy(operator, groupId, parties);
  const services = serviceIds.map((serviceId) => ({ serviceId, kind: 'line' as const }));
  const { answer: added } = operations.addGroupServices;
  await operator.send('POST', `/groups/${groupId}/services`, { services }, added);
  try {
    report(`${groupId} has ${size} services, and ${holder.nic} holds it.`);
    const change = await handOver(groupId, holder, heir);
    report(`Change ${change.changeId} is ${change.state}: ${JSON.stringify(change.progress)}.`);
    check(change.state === 'completed', `The change ended as ${change.state}.`);
    check(
      change.progress.applied === size,
      `${change.progress.applied} of ${size} services took the change.`,
    );
    for (const serviceId of serviceIds) {
      const { contacts } = await heir.client.get(`/services/${serviceId}`, operations.getService.answer);
      const wrong = Object.values(contacts).filter((nic) => nic !== heir.nic);
      check(wrong.length === 0, `Service ${serviceId} still has the contact ${wrong.join()}.`);
    }
    report(`Every service has the contact ${heir.nic}.`);
  } finally {
    for (const serviceId of serviceIds) await operator.remove(`/groups/${groupId}/services/${serviceId}`);
    report(`Removed the services. ${groupId} and the accounts stay for the next run.`);
  }
}

/** Makes the group, or finds out who holds it after an earlier run. The holder comes first. */
async function heldBy(
  operator: ApiClient,
  groupId: GroupId,
  [first, second]: readonly [Party, Party],
): Promise<readonly [Party, Party]> {
  const make = ({ nic }: Party): Promise<GroupAnswer> => {
    const group = { contacts: allRoles(nic), description: 'Smoke test' };
    return operator.send('PUT', `/groups/${groupId}`, group, operations.putGroup.answer);
  };
  try {
    await make(first);
    return [first, second];
  } catch {
    await make(second);
    return [second, first];
  }
}

async function handOver(groupId: GroupId, from: Party, to: Party): Promise<ContactChangeAnswer> {
  const { answer } = operations.requestGroupChange;
  const body = { contacts: allRoles(to.nic), reason: 'Smoke test' };
  const { changeId } = await from.client.send('POST', `/groups/${groupId}/contact-changes`, body, answer);
  await to.client.send('POST', `/contact-changes/${changeId}/accept`, {}, answer);
  for (let poll = 0; poll < polls; poll++) {
    const change = await to.client.get(`/contact-changes/${changeId}`, operations.getContactChange.answer);
    if (change.completedAt !== undefined) return change;
    await pause(pollMilliseconds);
  }
  throw new Error(`Change ${changeId} has not ended after ${(polls * pollMilliseconds) / 1_000} seconds.`);
}

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new Error(message);
}

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../clients/lib/api/client.ts';
import { GroupId, ServiceId, type Nic } from '../../shared/domain/identifiers.ts';
import { forEachRole, type Contacts } from '../../shared/domain/roles.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import type { ContactChangeAnswer, GroupAnswer } from '../../shared/http/contract/shapes.ts';

/** A nic of the test and a client with its token. */
export interface Party {
  readonly nic: Nic;
  readonly client: Client;
}

export interface SmokeTest {
  readonly operator: Client;
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
    const body = { voipValidated: true, balanceCents: 0, status: 'open' } as const;
    await operator.call(operations.putAccount, { params: { nic }, body });
  }
  const groupId = GroupId.parse(`${parties[0].nic}-1`);
  const [holder, heir] = await heldBy(operator, groupId, parties);
  const services = serviceIds.map((serviceId) => ({ serviceId, kind: 'line' as const }));
  await operator.call(operations.addGroupServices, { params: { groupId }, body: { services } });
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
      const { contacts } = await heir.client.call(operations.getService, { params: { serviceId } });
      const wrong = Object.values(contacts).filter((nic) => nic !== heir.nic);
      check(wrong.length === 0, `Service ${serviceId} still has the contact ${wrong.join()}.`);
    }
    report(`Every service has the contact ${heir.nic}.`);
  } finally {
    for (const serviceId of serviceIds)
      await operator.call(operations.deleteGroupService, { params: { groupId, serviceId } });
    report(`Removed the services. ${groupId} and the accounts stay for the next run.`);
  }
}

/** Makes the group, or finds out who holds it after an earlier run. The holder comes first. */
async function heldBy(
  operator: Client,
  groupId: GroupId,
  [first, second]: readonly [Party, Party],
): Promise<readonly [Party, Party]> {
  const make = ({ nic }: Party): Promise<GroupAnswer> => {
    const body = { contacts: allRoles(nic), description: 'Smoke test' };
    return operator.call(operations.putGroup, { params: { groupId }, body });
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
  const body = { contacts: allRoles(to.nic), reason: 'Smoke test' };
  const request = { params: { groupId }, body, idempotencyKey: randomUUID() };
  const { changeId } = await from.client.call(operations.requestGroupChange, request);
  const params = { changeId };
  await to.client.call(operations.acceptContactChange, { params });
  for (let poll = 0; poll < polls; poll++) {
    const change = await to.client.call(operations.getContactChange, { params });
    if (change.completedAt !== undefined) return change;
    await pause(pollMilliseconds);
  }
  throw new Error(`Change ${changeId} has not ended after ${(polls * pollMilliseconds) / 1_000} seconds.`);
}

function check(isRight: boolean, message: string): void {
  if (!isRight) throw new Error(message);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { Callers } from './callers.ts';
import { movedContacts } from './departments.ts';
import type { Rows } from './rows.ts';

const lookEveryMilliseconds = 250;
const longestWaitMilliseconds = 15 * 60_000;

/** Asks, as the administration contact, for the roles to go to their other departments. */
export async function ask(
  callers: Callers,
  { groupId, contacts }: Group,
  roles: readonly Role[],
): Promise<ContactChangeAnswer> {
  const administration = callers.as(contacts.administration);
  const body = { contacts: movedContacts(contacts, roles) };
  return administration.call(operations.requestGroupChange, { params: { groupId }, body });
}

/** Accepts for every missing recipient; the change is effective then. */
export async function accept(callers: Callers, change: ContactChangeAnswer): Promise<ContactChangeAnswer> {
  let now = change;
  for (const { nic, decision } of change.consents) {
    if (decision !== 'pending') continue;
    const params = { changeId: change.changeId };
    now = await callers.as(nic).call(operations.acceptContactChange, { params });
  }
  return now;
}

/** Asks, and lets the recipients accept. */
export const change = async (callers: Callers, group: Group, roles: readonly Role[]) =>
  accept(callers, await ask(callers, group, roles));

/**
 * Waits until every member was read back, by the change's row. Throws at another end, and after a quarter of an hour.
 */
export async function completed(
  rows: Rows,
  { changeId }: Pick<ContactChange, 'changeId'>,
): Promise<ContactChange> {
  const deadline = Date.now() + longestWaitMilliseconds;
  while (Date.now() < deadline) {
    const now = await rows.change(changeId);
    if (now.state === 'completed') return now;
    if (now.state !== 'propagating') throw new Error(`The change ${changeId} is ${now.state}.`);
    await pause(lookEveryMilliseconds);
  }
  throw new Error(`The change ${changeId} was not completed in a quarter of an hour.`);
}

/** The seconds between two of a change's times. Throws where one is missing. */
export function secondsOf({ startedAt, completedAt }: ContactChange): number {
  if (startedAt === undefined || completedAt === undefined) throw new Error('The change has not ended.');
  return (Date.parse(completedAt) - Date.parse(startedAt)) / 1_000;
}

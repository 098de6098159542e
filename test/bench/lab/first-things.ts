import type {
  ChangeId,
  GroupId,
  Nic,
  ReassignmentId,
  ServiceId,
} from '../../../shared/domain/identifiers.ts';
import type { Contacts } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { Callers } from './callers.ts';
import { ask } from './changes.ts';
import { movedContacts } from './departments.ts';
import { makeGroup } from './groups.ts';
import type { Lab } from './lab.ts';

/** The subjects of first events: a group with two services, and a request and a reassignment that await consent. */
export interface FirstThings {
  readonly groupId: GroupId;
  readonly contacts: Contacts;
  /** Has no role on the group. */
  readonly recipient: Nic;
  readonly serviceId: ServiceId;
  readonly leaving: ServiceId;
  readonly changeId: ChangeId;
  readonly reassignmentId: ReassignmentId;
}

/** Creates them once per round of first events, because each round changes its own. */
export async function makeFirstThings(lab: Lab, times: number): Promise<FirstThings[]> {
  const stack = await lab.startStack();
  try {
    const callers = new Callers(lab.issuer, stack);
    const made: FirstThings[] = [];
    while (made.length < times) made.push(await makeOnce(lab, callers));
    return made;
  } finally {
    await stack.stop();
  }
}

async function makeOnce(lab: Lab, callers: Callers): Promise<FirstThings> {
  const { groupId, members } = await makeGroup(callers, 2);
  const [serviceId, leaving] = members;
  const group = await lab.rows.group(groupId);
  const { contacts } = group;
  const { technical: recipient } = movedContacts(contacts, ['technical']);
  if (serviceId === undefined || leaving === undefined || recipient === undefined)
    throw new Error('The first things were not made.');
  const { changeId } = await ask(callers, group, ['technical']);
  const administration = callers.as(contacts.administration);
  const { reassignmentId } = await administration.call(operations.requestReassignment, {
    body: { from: contacts.administration, to: recipient, roles: ['administration'] },
  });
  return { groupId, contacts, recipient, serviceId, leaving, changeId, reassignmentId };
}

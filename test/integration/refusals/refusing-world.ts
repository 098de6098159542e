import { newGroup } from '../../../shared/domain/group.ts';
import { GroupId } from '../../../shared/domain/identifiers.ts';
import { ReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import {
  ApiInMemory,
  type Asking,
  type ClosedOperation,
  type RequestInMemory,
} from '../../support/api-in-memory.ts';
import { operator } from '../../support/reassignments.ts';
import { ada, ben, cleo, dan, eve, groupId, serviceId, World } from '../../support/world.ts';

export const world = new World();
/** Of change requests: refused by `ben`, propagating, and open. */
export const ids = { refused: '', propagating: '', open: '', reassignment: '' };
export const at = '2026-03-01T08:00:00.000Z';

/** Makes what the requests meet. */
export async function makeWorld(): Promise<void> {
  await world.group(2, { technical: ben, billing: ben });
  await world.account(operator);
  const contacts = { administration: ben, technical: ben, billing: ben };
  await world.stores.groups.create(newGroup(GroupId.parse('ot1-ovh-1'), contacts));
  await world.account(eve, { voipValidated: false, balanceCents: -1 });
  await world.account(dan, { status: 'closed' });
  const { change: refused } = await world.request(ada, { technical: cleo });
  await world.refuse(cleo, refused);
  ids.refused = refused.changeId;
  ids.propagating = (await world.effectiveChange(ada, { technical: cleo })).changeId;
  ids.open = (await world.request(ada, { technical: ben })).change.changeId;
  const api = new ApiInMemory(world);
  await api.call('remindContactChange', { nic: ada }, change(ids.open));
  for (let round = 0; round < 20; round++) {
    const groupIds = [groupId, `zz${round + 1}-ovh-1`];
    const body = { from: cleo, to: eve, roles: ['technical'], groupIds };
    const { body: text = '' } = await api.call('requestReassignment', { nic: ada }, { body });
    ids.reassignment = ReassignmentAnswer.parse(JSON.parse(text)).reassignmentId;
  }
  const keyed = { params: { groupId }, headers: { 'idempotency-key': 'used' } };
  await api.call('requestGroupChange', { nic: ada }, { ...keyed, body: { contacts: { billing: cleo } } });
}

export const asOperator: Asking = { nic: operator, isOperator: true };
export const change = (changeId: string) => ({ params: { changeId } });
export const group = { params: { groupId } };
export const service = (number: number) => ({ params: { groupId, serviceId: serviceId(number) } });
export const asking = (contacts: object, more: object = {}) => ({ ...group, body: { contacts, ...more } });

/** A request that is refused: with which code, where, in which words, who asks what. */
export type Refused = readonly [
  code: string,
  place: { pointer: string } | { parameter: string },
  detail: string,
  who: Asking,
  operation: ClosedOperation,
  request: () => RequestInMemory,
];

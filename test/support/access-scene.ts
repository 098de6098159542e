import { operations } from '../../shared/http/contract/operations.ts';
import { operatorNic } from './operator.ts';
import { RunningStack } from './running-stack.ts';

/** Every kind of caller, in the order of the columns below. */
export const callers = [
  'anonymous',
  'stranger',
  'former',
  'administration',
  'technical',
  'billing',
  'recipient',
  'operator',
] as const;
export type CallerKind = (typeof callers)[number];

export interface AccessScene {
  readonly running: RunningStack;
  readonly tokens: Readonly<Record<CallerKind, string | undefined>>;
  /**
   * What stands in the addresses: `past` moved the administration from `former`; `ended` and the reassignment
   * `reassignment` were cancelled, the reassignment being from `technical` to `recipient`.
   */
  readonly names: Readonly<Record<string, string>>;
}

/** A group with a past, and a token of every kind of caller. */
export async function makeAccessScene(): Promise<AccessScene> {
  const running = await RunningStack.shared();
  const group = await running.group(2);
  const nics = {
    stranger: 'ss70001-ovh',
    former: group.administration,
    administration: 'aa70002-ovh',
    technical: group.technical,
    billing: group.billing,
    recipient: group.heir,
  };
  await running.account(nics.administration);
  const { groupId } = group;
  const ask = (nic: string, contacts: Record<string, string>) =>
    running.call(operations.requestGroupChange, nic, { groupId }, { body: { contacts } });
  const past = await ask(nics.former, { administration: nics.administration });
  await running.call(operations.acceptContactChange, nics.administration, { changeId: past.changeId });
  await running.completed(past.changeId, nics.administration);
  const ended = await ask(nics.administration, { technical: nics.recipient });
  await running.call(operations.cancelContactChange, nics.administration, { changeId: ended.changeId });
  const body = { from: nics.technical, to: nics.recipient, roles: ['technical'] };
  const reassignment = await running.call(operations.requestReassignment, nics.administration, {}, { body });
  const { reassignmentId } = reassignment;
  await running.call(operations.cancelReassignment, nics.administration, { reassignmentId });
  const names = {
    nic: nics.billing,
    groupId,
    serviceId: group.serviceIds[0] ?? '',
    otherServiceId: '0033799999999',
    past: past.changeId,
    ended: ended.changeId,
    reassignment: reassignmentId,
    technical: nics.technical,
    recipient: nics.recipient,
  };
  const made = Object.entries(nics).map(async ([kind, nic]) => [kind, await running.token(nic)]);
  const tokens: AccessScene['tokens'] = {
    ...Object.fromEntries(await Promise.all(made)),
    anonymous: undefined,
    operator: await running.token(operatorNic, { operator: true }),
  };
  return { running, names, tokens };
}

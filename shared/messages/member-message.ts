import * as z from 'zod';
import { newContacts, type PropagatingChange } from '../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ResyncId, ServiceId } from '../domain/identifiers.ts';
import { Role } from '../domain/roles.ts';
import { Slot } from '../domain/slot.ts';
import { storedObject } from '../domain/stored.ts';
import type { OutgoingMessage } from './queue.ts';

/** Everything to update one member without a read. */
export const MemberMessage = storedObject({
  changeId: ChangeId,
  groupId: GroupId,
  serviceId: ServiceId,
  revision: z.int().positive(),
  contacts: z.partialRecord(Role, Nic),
  isOwn: z.literal(true).optional(),
  slot: Slot.optional(),
});
export type MemberMessage = z.infer<typeof MemberMessage>;

/** Notifies the member system of a join, unless it was notified already. The row says of which. */
export const JoinMessage = storedObject({ cause: z.literal('join'), serviceId: ServiceId });
export type JoinMessage = z.infer<typeof JoinMessage>;

/** Triggers the next step of a resync. `stepWorker` explains the version. */
export const ResyncMessage = storedObject({
  cause: z.literal('resync'),
  resyncId: ResyncId,
  version: z.int().positive().optional(),
});
export type ResyncMessage = z.infer<typeof ResyncMessage>;

/** The usual message first: each schema before it would be tried in vain. */
export const MemberQueueMessage = z.union([MemberMessage, JoinMessage, ResyncMessage]);
export type MemberQueueMessage = z.infer<typeof MemberQueueMessage>;

/** Messages about a change have no cause. */
export const isAboutChange = (message: MemberQueueMessage): message is MemberMessage => !('cause' in message);

export const joinMessages = (serviceIds: readonly ServiceId[], tenant: string): OutgoingMessage[] =>
  serviceIds.map((serviceId) => ({
    body: { cause: 'join', serviceId } satisfies JoinMessage,
    tenant,
  }));

/**
 * The messages that propagate the change to these members. The requester is the tenant: with the group, a caller with
 * many groups would have as many shares of the workers.
 */
export function memberMessages(
  change: PropagatingChange,
  serviceIds: readonly ServiceId[],
): OutgoingMessage[] {
  const { changeId, groupId, revision, requestedBy } = change;
  const { slot } = change.propagation;
  const isOwn = change.serviceId === undefined ? undefined : true;
  const contacts = newContacts(change);
  return serviceIds.map((serviceId) => ({
    body: { changeId, groupId, serviceId, revision, contacts, isOwn, slot } satisfies MemberMessage,
    tenant: requestedBy,
  }));
}

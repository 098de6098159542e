import * as z from 'zod';
import { newContacts, type PropagatingChange } from '../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ResyncId, ServiceId } from '../domain/identifiers.ts';
import { Role } from '../domain/roles.ts';
import { Slot } from '../domain/slot.ts';
import { storedObject } from '../domain/stored.ts';
import type { OutgoingMessage } from './queue.ts';

/** Everything that the worker needs to update one member, so that it need not read before it writes. */
export const MemberMessage = storedObject({
  changeId: ChangeId,
  groupId: GroupId,
  serviceId: ServiceId,
  revision: z.int().positive(),
  contacts: z.partialRecord(Role, Nic),
  /** Set when the change is to this service alone. */
  isOwn: z.literal(true).optional(),
  /** The slot of the member's row that says what it did with the change. */
  slot: Slot.optional(),
});
export type MemberMessage = z.infer<typeof MemberMessage>;

/** Has a member's own system told that the member joined, unless it was told by now. The row says of what. */
export const JoinMessage = storedObject({ cause: z.literal('join'), serviceId: ServiceId });
export type JoinMessage = z.infer<typeof JoinMessage>;

/** Triggers the next step of a resync. `stepWorker` explains the version. */
export const ResyncMessage = storedObject({
  cause: z.literal('resync'),
  resyncId: ResyncId,
  version: z.int().positive().optional(),
});
export type ResyncMessage = z.infer<typeof ResyncMessage>;

/** Whatever the queue of members holds. */
export const MemberQueueMessage = z.union([JoinMessage, ResyncMessage, MemberMessage]);
export type MemberQueueMessage = z.infer<typeof MemberQueueMessage>;

/** Whether the message is about a change: those have no cause. */
export const isAboutChange = (message: MemberQueueMessage): message is MemberMessage => !('cause' in message);

/** The messages about these services, which joined the group. The group is the tenant. */
export const joinMessages = (serviceIds: readonly ServiceId[], groupId?: GroupId): OutgoingMessage[] =>
  serviceIds.map((serviceId) => ({
    body: { cause: 'join', serviceId } satisfies JoinMessage,
    ...(groupId !== undefined && { tenant: groupId }),
  }));

/** The messages that propagate the change to these members. The group is the tenant. */
export function memberMessages(
  change: PropagatingChange,
  serviceIds: readonly ServiceId[],
): OutgoingMessage[] {
  const { changeId, groupId, revision } = change;
  const { slot } = change.propagation;
  const isOwn = change.serviceId === undefined ? undefined : true;
  const contacts = newContacts(change);
  return serviceIds.map((serviceId) => ({
    body: { changeId, groupId, serviceId, revision, contacts, isOwn, slot } satisfies MemberMessage,
    tenant: groupId,
  }));
}

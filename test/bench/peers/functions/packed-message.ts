import * as z from 'zod';
import { ServiceId } from '../../../../shared/domain/identifiers.ts';
import { MemberMessage } from '../../../../shared/messages/member-message.ts';
import { PeerChange } from './peer-change.ts';

export const PackedChange = PeerChange.extend({
  membersPerMessage: z.int().positive(),
  /** Whether failing members are sent again in messages of their own. */
  sendsApart: z.boolean(),
  failing: z.array(ServiceId),
});
export type PackedChange = z.infer<typeof PackedChange>;

/** The system's own message, but to several members. */
export const PackedMessage = MemberMessage.omit({ serviceId: true }).extend({
  serviceIds: z.array(ServiceId).min(1),
  failing: z.array(ServiceId).optional(),
  sendsApart: z.literal(true).optional(),
});
export type PackedMessage = z.infer<typeof PackedMessage>;

import * as z from 'zod';

/** What starts a peer: the change that every member of the group is to take. */
export const PeerChange = z.strictObject({
  groupId: z.string(),
  revision: z.int().positive(),
  technical: z.string(),
});
export type PeerChange = z.infer<typeof PeerChange>;

export const PeerMember = PeerChange.extend({ serviceId: z.string() });
export type PeerMember = z.infer<typeof PeerMember>;

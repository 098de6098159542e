import * as z from 'zod';
import { GroupId, Nic } from './identifiers.ts';
import { Role } from './roles.ts';

/** How long a consent code is good for unless its maker says otherwise, in minutes. */
export const defaultCodeLifetimeMinutes = 60;
/** The longest that it may be good for, in minutes. */
export const longestCodeLifetimeMinutes = 24 * 60;

/** A recipient's agreement beforehand, as it is stored: by its hash, never the code itself (R6). */
export const ConsentCode = z.object({
  hash: z.string(),
  nic: Nic,
  roles: z.array(Role),
  /** The one group that it is good for, if it was bound to one. */
  groupId: GroupId.optional(),
  expiresAt: z.iso.datetime(),
});
export type ConsentCode = z.infer<typeof ConsentCode>;

/** What a consent would have to cover. */
export interface ConsentWanted {
  readonly nic: Nic;
  readonly roles: readonly Role[];
  /** The groups that it is to be good for; all there are, if none is named. */
  readonly groupIds?: readonly GroupId[] | undefined;
}

/** Whether the code is its maker's agreement to just this, by the clock and not by when the table forgets it. */
export const covers = (code: ConsentCode, wanted: ConsentWanted, now: Date): boolean =>
  code.nic === wanted.nic &&
  wanted.roles.every((role) => code.roles.includes(role)) &&
  (code.groupId === undefined || wanted.groupIds?.every((groupId) => groupId === code.groupId) === true) &&
  now.getTime() < Date.parse(code.expiresAt);

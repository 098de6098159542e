import * as z from 'zod';
import { CodeId, GroupId, Nic } from './identifiers.ts';
import { Role } from './roles.ts';

export const defaultCodeLifetimeMinutes = 60;
export const longestCodeLifetimeMinutes = 24 * 60;

/** A recipient's consent given beforehand. The row contains the hash, never the code (R6). */
export const ConsentCode = z.object({
  hash: z.string(),
  /** Names the code to its maker. Codes of an earlier release have none, for the day at most that they live. */
  codeId: CodeId.optional(),
  nic: Nic,
  roles: z.array(Role),
  groupId: GroupId.optional(),
  expiresAt: z.iso.datetime(),
});
export type ConsentCode = z.infer<typeof ConsentCode>;

export interface ConsentWanted {
  readonly nic: Nic;
  readonly roles: readonly Role[];
  /** The groups that it has to cover. Default: all groups. */
  readonly groupIds?: readonly GroupId[] | undefined;
}

/** Whether it has not expired. The clock decides: the table deletes it later. */
export const isLive = ({ expiresAt }: ConsentCode, now: Date): boolean =>
  now.getTime() < Date.parse(expiresAt);

/** Whether the code covers exactly this. */
export const covers = (code: ConsentCode, wanted: ConsentWanted, now: Date): boolean =>
  code.nic === wanted.nic &&
  wanted.roles.every((role) => code.roles.includes(role)) &&
  (code.groupId === undefined || wanted.groupIds?.every((groupId) => groupId === code.groupId) === true) &&
  isLive(code, now);

/** A code that its maker can list and revoke. */
export type NamedCode = ConsentCode & { readonly codeId: CodeId };

/** Those that are live and have a name, the newest first. */
export const listedCodes = (codes: readonly ConsentCode[], now: Date): NamedCode[] =>
  codes
    .flatMap((code) =>
      code.codeId === undefined || !isLive(code, now) ? [] : [{ ...code, codeId: code.codeId }],
    )
    .toSorted((a, b) => (a.codeId > b.codeId ? -1 : 1));

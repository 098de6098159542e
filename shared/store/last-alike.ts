import * as z from 'zod';
import { ReassignmentId } from '../domain/identifiers.ts';
import type { Reassignment } from '../domain/reassignment.ts';
import { hashOf } from '../runtime/hash.ts';
import { timeToLive } from './index-keys.ts';
import { lastAlikeKey } from './keys.ts';
import { marginDays } from './retention.ts';
import { rowParser } from './row-parser.ts';
import type { Put } from './table.ts';

export const parseLastAlike = rowParser(z.object({ reassignmentId: ReassignmentId }));

const dayMilliseconds = 24 * 60 * 60 * 1000;

export type Likeness = Pick<Reassignment, 'requestedBy' | 'from' | 'to' | 'roles' | 'groupIds'>;

/** The same for two reassignments that are just like each other: in any order of their roles and groups. */
export const likenessOf = ({ requestedBy, from, to, roles, groupIds }: Likeness): string =>
  hashOf(JSON.stringify([requestedBy, from, to, roles.toSorted(), groupIds?.toSorted() ?? null]));

/**
 * Names the reassignment as the last of its like. Fails the transaction if that is no longer as read: of two that are
 * requested at once, one is refused. Whoever reads the row looks up whether what it names has ended.
 */
export function saveLastAlike(reassignment: Reassignment, replaced: ReassignmentId | undefined): Put {
  const { reassignmentId, expiresAt, runAt = expiresAt } = reassignment;
  const starts = Math.max(Date.parse(expiresAt), Date.parse(runAt));
  return {
    put: {
      ...lastAlikeKey(likenessOf(reassignment)),
      reassignmentId,
      ...timeToLive(new Date(starts + marginDays * dayMilliseconds)),
    },
    when: [
      replaced === undefined ? { path: 'pk', is: 'absent' } : { path: 'reassignmentId', equals: replaced },
    ],
  };
}

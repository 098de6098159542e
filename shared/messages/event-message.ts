import * as z from 'zod';
import { ChangeId, GroupId, ReassignmentId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';

/** Says that a change, a reassignment or a call about services has events that may still be to publish. */
export const EventMessage = z.union([
  storedObject({ changeId: ChangeId }),
  storedObject({ reassignmentId: ReassignmentId }),
  storedObject({ groupId: GroupId, place: z.string().min(1).max(200) }),
]);
export type EventMessage = z.infer<typeof EventMessage>;

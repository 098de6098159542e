import { ulid } from 'ulid';
import { ChangeId, ReassignmentId } from '../domain/identifiers.ts';

/** A new change id. Ids sort by `now`. */
export const newChangeId = (now: Date): ChangeId => ChangeId.parse(ulid(now.getTime()));

/** A new reassignment id. Ids sort by `now`. */
export const newReassignmentId = (now: Date): ReassignmentId => ReassignmentId.parse(ulid(now.getTime()));

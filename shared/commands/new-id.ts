import { ulid } from 'ulid';
import { ChangeId, ReassignmentId } from '../domain/identifiers.ts';

/** A new id of a change that sorts by `now`. */
export const newChangeId = (now: Date): ChangeId => ChangeId.parse(ulid(now.getTime()));

/** A new id of a reassignment that sorts by `now`. */
export const newReassignmentId = (now: Date): ReassignmentId => ReassignmentId.parse(ulid(now.getTime()));

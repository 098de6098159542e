import { ulid } from 'ulid';
import { ChangeId, ReassignmentId, ResyncId } from '../domain/identifiers.ts';

/** A new change id. Ids sort by `now`. */
export const newChangeId = (now: Date): ChangeId => ChangeId.parse(ulid(now.getTime()));

/** A new reassignment id. Ids sort by `now`. */
export const newReassignmentId = (now: Date): ReassignmentId => ReassignmentId.parse(ulid(now.getTime()));

/** A new resync id. Ids sort by `now`. */
export const newResyncId = (now: Date): ResyncId => ResyncId.parse(ulid(now.getTime()));

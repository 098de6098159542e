import { ulid } from 'ulid';
import { ChangeId } from '../domain/identifiers.ts';

/** A new id that sorts by `now`. */
export const newChangeId = (now: Date): ChangeId => ChangeId.parse(ulid(now.getTime()));

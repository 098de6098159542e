import { ulid } from 'ulid';
import { ChangeId, CodeId, ReassignmentId, ResyncId } from '../domain/identifiers.ts';

export const newChangeId = (now: Date): ChangeId => ChangeId.parse(ulid(now.getTime()));

export const newReassignmentId = (now: Date): ReassignmentId => ReassignmentId.parse(ulid(now.getTime()));

export const newResyncId = (now: Date): ResyncId => ResyncId.parse(ulid(now.getTime()));

export const newCodeId = (now: Date): CodeId => CodeId.parse(ulid(now.getTime()));

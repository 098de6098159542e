import * as z from 'zod';
import { ChangeId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';

/**
 * Asks for the next step of a change. With a version it is one link of a chain and counts only while the change
 * still has that version, so that a chain never forks; without one it starts a chain from wherever the change is.
 */
export const ChangeMessage = storedObject({ changeId: ChangeId, version: z.int().positive().optional() });
export type ChangeMessage = z.infer<typeof ChangeMessage>;

import * as z from 'zod';
import { ChangeId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';

/**
 * Triggers the next step of a change. With a version, it continues a chain of steps and takes effect only while the
 * change has that version, so that a chain never forks. Without one, it starts a new chain from the current state.
 */
export const ChangeMessage = storedObject({ changeId: ChangeId, version: z.int().positive().optional() });
export type ChangeMessage = z.infer<typeof ChangeMessage>;

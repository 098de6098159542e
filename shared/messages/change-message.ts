import * as z from 'zod';
import { ChangeId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';

/** Triggers the next step of a change. `stepWorker` explains the version. */
export const ChangeMessage = storedObject({ changeId: ChangeId, version: z.int().positive().optional() });
export type ChangeMessage = z.infer<typeof ChangeMessage>;

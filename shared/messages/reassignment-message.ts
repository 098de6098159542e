import * as z from 'zod';
import { ReassignmentId } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';

/** Triggers the next step of a reassignment. `stepWorker` explains the version. */
export const ReassignmentMessage = storedObject({
  reassignmentId: ReassignmentId,
  version: z.int().positive().optional(),
});
export type ReassignmentMessage = z.infer<typeof ReassignmentMessage>;

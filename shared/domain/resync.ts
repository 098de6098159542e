import * as z from 'zod';
import { Nic, ResyncId, ServiceId } from './identifiers.ts';
import { ResyncState } from './resync-state.ts';
import { storedObject } from './stored.ts';

/** Notifies the member system once of the contacts of every service. */
export const Resync = storedObject({
  resyncId: ResyncId,
  requestedBy: Nic,
  requestedAt: z.iso.datetime(),
  completedAt: z.iso.datetime().optional(),
  state: ResyncState,
  version: z.int().positive(),
  told: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Services that were found and are still to be notified of. */
  waiting: z.array(ServiceId),
  /** Set while the member system fails most services: steps are rare until it is up again. */
  heldSince: z.iso.datetime().optional(),
  /** Where the search continues; absent before its start and after its end. */
  cursor: z.object({ pk: z.string(), sk: z.string() }).optional(),
  /** Set once every service was found. */
  isCollected: z.literal(true).optional(),
});
export type Resync = z.infer<typeof Resync>;

export const newResync = (resyncId: ResyncId, requestedBy: Nic, now: Date): Resync => ({
  resyncId,
  requestedBy,
  requestedAt: now.toISOString(),
  state: 'running',
  version: 1,
  told: 0,
  failed: 0,
  waiting: [],
});

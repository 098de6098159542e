import type { Resync } from '../domain/resync.ts';

/** The answer for a resync. `pending` are the services found so far that the member system was not notified of yet. */
export const toResync = ({ resyncId, state, told, failed, waiting, heldSince }: Resync) => ({
  resyncId,
  state,
  told,
  failed,
  pending: waiting.length,
  heldSince,
});

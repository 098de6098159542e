import * as z from 'zod';

/** How far a resync is; apart, because every function's bundle has the contract. */
export const ResyncState = z
  .enum(['running', 'completed', 'completed-with-failures'])
  .meta({ id: 'ResyncState', description: 'How far a resync is.' });

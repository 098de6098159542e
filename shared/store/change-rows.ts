import * as z from 'zod';
import { ChangeId, Nic } from '../domain/identifiers.ts';
import { StoredChange } from './flat-propagation.ts';
import { rowParser } from './row-parser.ts';

export const parseChange = rowParser(StoredChange);

/** An open request on a single service, in its group's partition. */
const OpenOnService = z.object({
  changeId: ChangeId,
  requestedBy: Nic,
  administrationRevision: z.int().nonnegative(),
  expiresAt: z.iso.datetime().optional(),
});
export type OpenOnService = z.infer<typeof OpenOnService>;
export const parseOpenOnService = rowParser(OpenOnService);

import * as z from 'zod';
import { Nic } from '../../domain/identifiers.ts';
import { Contacts } from '../../domain/roles.ts';
import { Reason } from './shapes.ts';

/** What is asked for; all roles are admitted on a service too, so that R1 is refused by name. */
export const ChangeBody = z.strictObject({
  contacts: Contacts.partial(),
  reason: Reason.optional(),
  effectiveAt: z.iso.datetime().optional(),
  consentCodes: z.record(Nic, z.string().min(1).max(100)).optional(),
});

import * as z from 'zod';
import { Nic } from '../../domain/identifiers.ts';
import { none } from './operation.ts';
import { ContactsAnswer, Reason } from './shapes.ts';

/** What is asked for; all roles are admitted on a service too, so that R1 is refused by name. */
export const ChangeBody = z.strictObject({
  contacts: ContactsAnswer.partial(),
  reason: Reason.optional(),
  effectiveAt: z.iso.datetime().optional(),
  consentCodes: z.record(Nic, z.string().min(1).max(100)).optional(),
});

/** Why a recipient decides as it does; it need not say. */
export const DecisionBody = z.strictObject({ reason: Reason.optional() }).optional();

/** An empty object, or nothing at all. */
export const NothingBody = none.optional();

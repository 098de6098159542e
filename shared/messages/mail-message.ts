import * as z from 'zod';
import { ChangeEvent, ReassignmentEvent } from '../domain/event.ts';
import { Nic } from '../domain/identifiers.ts';
import { storedObject } from '../domain/stored.ts';

/** An event as the bus delivers it. */
const EventFromBus = storedObject({
  detail: z.discriminatedUnion('type', [ChangeEvent, ReassignmentEvent]),
});

/** Says that mail to a nic is due. */
export const DueMailMessage = storedObject({ mailTo: Nic, place: z.string().min(1).max(200) });
export type DueMailMessage = z.infer<typeof DueMailMessage>;

export const MailMessage = z.union([EventFromBus, DueMailMessage]);

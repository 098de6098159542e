import * as z from 'zod';
import { Consent } from './contact-change.ts';
import { Nic } from './identifiers.ts';
import { Role } from './roles.ts';

/** What happens by the clock or by a rule, and not by a caller. */
export const system = 'system' as const;
/** In the place of who it was, to a caller that may not know. */
export const undisclosed = 'undisclosed' as const;
export const Actor = z.union([z.enum([system, undisclosed]), Nic]).meta({
  description:
    'The nic that did it, or `system` for what happens by the clock or by a rule. The API says `undisclosed` to a ' +
    'caller that may not know who it was; an event on the bus never does.',
});
export type Actor = z.infer<typeof Actor>;

export const time = z.iso.datetime();
export const count = z.int().nonnegative();
export const text = z.string().max(500);
export const allRoles = z.array(Role).max(Role.options.length);

const common = {
  eventId: z
    .string()
    .min(1)
    .max(100)
    .meta({ description: 'The same whenever the event is delivered: deduplicate by it.' }),
  at: time.meta({ description: 'When it became true.' }),
  actor: Actor,
  sequence: z.int().positive().meta({
    description: 'Rises with each event of the same change, reassignment or service: order by it.',
  }),
};

/** The schema of one type of event. */
export const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type).meta({ description: 'What happened.' }), ...common, ...shape });

export const reason = text.optional().meta({ description: 'The reason that was given, if any.' });
export const via = Consent.shape.via.unwrap().meta({
  description: 'By a call, by a consent code, or by asking for it itself.',
});
export const decidedBy = Nic.meta({ description: 'Whose decision it is.' });
export const untilDecided = time.meta({ description: 'Until when the missing decision can be made.' });

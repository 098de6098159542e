import * as z from 'zod';
import { ServiceId } from './identifiers.ts';
import { storedObject } from './stored.ts';

const count = z.int().nonnegative();

/** How members ended; the sum is the number of members that were read back. */
export const Tally = storedObject({ applied: count, superseded: count, failed: count });
export type Tally = z.infer<typeof Tally>;

export const noTally: Tally = { applied: 0, superseded: 0, failed: 0 };

/** What the counters added up to when they were last read, and since when they have. */
const Counters = storedObject({ total: count, changedAt: z.iso.datetime() });
export type Counters = z.infer<typeof Counters>;

/** The group's members when the change became effective; once it is done, those that were left. */
const services = count;
/** The member, or the page of missing members, that the phase handled last; absent at its beginning. */
const cursor = ServiceId.optional();

/** The phases of an effective change. A retry goes from `done` to `requeueing` and on to `resending`. */
const phases = {
  /** Pages of members are sent to. */
  dispatching: storedObject({
    phase: z.literal('dispatching'),
    services,
    sent: count,
    cursor,
    counters: Counters,
  }),
  /** All were sent to, and the counters do not yet say that it is worth a look. */
  awaiting: storedObject({
    phase: z.literal('awaiting'),
    services,
    sent: count,
    dispatchedAt: z.iso.datetime(),
    counters: Counters,
  }),
  /** Every member is read back, a page at a time. */
  'reading-back': storedObject({
    phase: z.literal('reading-back'),
    services,
    dispatchedAt: z.iso.datetime(),
    cursor,
    tally: Tally,
  }),
  /** A retry turns recorded failures into missing members. */
  requeueing: storedObject({ phase: z.literal('requeueing'), services, cursor, tally: Tally }),
  /** Only those that were missing are looked for, and sent to again. */
  resending: storedObject({ phase: z.literal('resending'), services, cursor, tally: Tally }),
  /** Nobody is missing; the recorded failures are looked at again, a page at a time. */
  rechecking: storedObject({
    phase: z.literal('rechecking'),
    services,
    cursor,
    tally: Tally,
    /** Of the failures looked at: who does not stand at the revision, and who was superseded after all. */
    failed: count,
    superseded: count,
    /** How many members were deleted when the recheck began; it begins anew when that is another number. */
    removed: count,
  }),
  /** The change has ended. */
  done: storedObject({ phase: z.literal('done'), services, tally: Tally }),
};

export type Phase = keyof typeof phases;
/** The phases with a step to take. */
export type ActivePhase = Exclude<Phase, 'done'>;

/** Propagation in one of these phases. */
export type PropagationIn<P extends Phase> = {
  [K in P]: z.infer<(typeof phases)[K]> & { readonly phase: K };
}[P];

/** Where the propagating of an effective change stands. */
export const Propagation = z.discriminatedUnion('phase', [
  phases.dispatching,
  phases.awaiting,
  phases['reading-back'],
  phases.requeueing,
  phases.resending,
  phases.rechecking,
  phases.done,
]);
export type Propagation = PropagationIn<Phase>;

/** The next phase, which keeps what a later release stored beside the fields of the phase before. */
export function enterPhase<P extends Phase>(before: Propagation, next: PropagationIn<P>): PropagationIn<P> {
  const known = phases[before.phase].shape;
  const unknown = Object.entries(before).filter(([name]) => !Object.hasOwn(known, name));
  return { ...Object.fromEntries(unknown), ...next };
}

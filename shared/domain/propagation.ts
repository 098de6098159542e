import * as z from 'zod';
import { ServiceId } from './identifiers.ts';
import { storedObject } from './stored.ts';

const count = z.int().nonnegative();

/** Member outcomes. Their sum is the number of members that were read back. */
export const Tally = storedObject({ applied: count, superseded: count, failed: count });
export type Tally = z.infer<typeof Tally>;

export const noTally: Tally = { applied: 0, superseded: 0, failed: 0 };

/** The counters' sum when last read, and since when it has not changed. */
const Counters = storedObject({ total: count, changedAt: z.iso.datetime() });
export type Counters = z.infer<typeof Counters>;

/** The group's members when the change became effective. In `done`, those that remained. */
const services = count;
/** The member, or the page of missing members, that the phase handled last. Absent at its start. */
const cursor = ServiceId.optional();

/** The phases of an effective change. A retry goes from `done` to `requeueing` and on to `resending`. */
const phases = {
  /** Messages are sent, a page of members per step. */
  dispatching: storedObject({
    phase: z.literal('dispatching'),
    services,
    sent: count,
    cursor,
    counters: Counters,
  }),
  /** All messages were sent. The step waits for the counters. */
  awaiting: storedObject({
    phase: z.literal('awaiting'),
    services,
    sent: count,
    dispatchedAt: z.iso.datetime(),
    counters: Counters,
  }),
  /** Every member is read back, a page per step. */
  'reading-back': storedObject({
    phase: z.literal('reading-back'),
    services,
    dispatchedAt: z.iso.datetime(),
    cursor,
    tally: Tally,
  }),
  /** A retry turns recorded failures into missing members. */
  requeueing: storedObject({ phase: z.literal('requeueing'), services, cursor, tally: Tally }),
  /** Only missing members are read back, and their messages resent. */
  resending: storedObject({ phase: z.literal('resending'), services, cursor, tally: Tally }),
  /** No member is missing. The recorded failures are checked again, a page per step. */
  rechecking: storedObject({
    phase: z.literal('rechecking'),
    services,
    cursor,
    tally: Tally,
    /** Of the failures checked so far. */
    failed: count,
    superseded: count,
    /** The deleted members when the recheck began. It restarts if that number changes. */
    removed: count,
  }),
  /** The change has ended. */
  done: storedObject({ phase: z.literal('done'), services, tally: Tally }),
};

export type Phase = keyof typeof phases;
export type ActivePhase = Exclude<Phase, 'done'>;

export type PropagationIn<P extends Phase> = {
  [K in P]: z.infer<(typeof phases)[K]> & { readonly phase: K };
}[P];

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

/** Enters the next phase, and keeps unknown fields that a later release stored. */
export function enterPhase<P extends Phase>(before: Propagation, next: PropagationIn<P>): PropagationIn<P> {
  const known = phases[before.phase].shape;
  const unknown = Object.entries(before).filter(([name]) => !Object.hasOwn(known, name));
  return { ...Object.fromEntries(unknown), ...next };
}

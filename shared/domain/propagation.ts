import * as z from 'zod';
import { ServiceId } from './identifiers.ts';
import { Slot } from './slot.ts';
import { storedObject } from './stored.ts';

const count = z.int().nonnegative();

/** Member outcomes. Their sum is the number of members that were read back. */
export const Tally = storedObject({ applied: count, superseded: count, failed: count });
export type Tally = z.infer<typeof Tally>;

export const noTally: Tally = { applied: 0, superseded: 0, failed: 0 };

const Counters = storedObject({
  total: count,
  changedAt: z.iso.datetime(),
  /** Additions that never came, and are waited for no longer. */
  forgiven: count.default(0),
});
export type Counters = z.infer<typeof Counters>;

/** The circuit breaker: what it has seen of members when it last judged, and since when it is open. */
const Breaker = storedObject({
  done: count,
  failing: count,
  openSince: z.iso.datetime().optional(),
  /** When members were last sent to nevertheless, to see whether they still fail. */
  probedAt: z.iso.datetime().optional(),
});

const common = {
  /** The group's members when the change became effective; once it is done, those that were left. */
  services: count,
  slot: Slot.optional(),
  /** Set from a retry on: members without a failure had an outcome before it. */
  isRetry: z.literal(true).optional(),
};
/** The member, or the page of missing members, that the phase handled last; absent at its beginning. */
const cursor = ServiceId.optional();

/** The phases of an effective change. A retry goes from `done` to `requeueing` and on to `resending`. */
const phases = {
  /** Messages are sent, a page of members per step. */
  dispatching: storedObject({
    phase: z.literal('dispatching'),
    ...common,
    sent: count,
    cursor,
    counters: Counters,
    breaker: Breaker.optional(),
  }),
  /** All messages were sent. The step waits for the counters. */
  awaiting: storedObject({
    phase: z.literal('awaiting'),
    ...common,
    sent: count,
    dispatchedAt: z.iso.datetime(),
    counters: Counters,
  }),
  /** Every member is read back, a page per step. */
  'reading-back': storedObject({
    phase: z.literal('reading-back'),
    ...common,
    dispatchedAt: z.iso.datetime(),
    cursor,
    tally: Tally,
  }),
  /** A retry turns recorded failures into missing members. */
  requeueing: storedObject({ phase: z.literal('requeueing'), ...common, cursor, tally: Tally }),
  /** Only those that were missing are looked for, and sent to again. */
  resending: storedObject({ phase: z.literal('resending'), ...common, cursor, tally: Tally }),
  /** No member is missing; the recorded outcomes are counted, a page at a time. */
  rechecking: storedObject({
    phase: z.literal('rechecking'),
    ...common,
    tally: Tally,
    /** Where the count continues; absent when it begins again. */
    range: count.optional(),
    cursor,
    failed: count,
    superseded: count,
    /** Deleted members and resolved failures at its start: it begins again if either changes. */
    removed: count,
    resolved: count.default(0),
  }),
  done: storedObject({ phase: z.literal('done'), ...common, tally: Tally }),
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

/** The next phase. Keeps the common fields, and unknown ones of a later release. */
export function enterPhase<P extends Phase>(before: Propagation, next: PropagationIn<P>): PropagationIn<P> {
  const known = phases[before.phase].shape;
  const kept = Object.entries(before).filter(
    ([name]) => Object.hasOwn(common, name) || !Object.hasOwn(known, name),
  );
  return { ...Object.fromEntries(kept), ...next };
}

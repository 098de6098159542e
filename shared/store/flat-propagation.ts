import * as z from 'zod';
import { ContactChange } from '../domain/contact-change.ts';
import { ServiceId } from '../domain/identifiers.ts';
import { Tally, type Propagation } from '../domain/propagation.ts';

const count = z.int().nonnegative();
const at = z.iso.datetime();

/** The form of a propagation stored before it had a phase. The set fields implied the phase. */
const FlatPropagation = z.looseObject({
  phase: z.undefined().optional(),
  services: count,
  sent: count,
  dispatchedAt: at.optional(),
  cursor: ServiceId.optional(),
  walkedAt: at.optional(),
  tally: Tally,
  counted: count,
  countedAt: at,
  check: z
    .object({ cursor: ServiceId.optional(), failed: count, superseded: count, removed: count })
    .optional(),
  isRetrying: z.literal(true).optional(),
});

const FlatRow = z.looseObject({ state: z.string(), propagation: FlatPropagation });

/** A stored change. One from before propagation had phases gets the phase that it was in. */
export const StoredChange = z.preprocess((row) => {
  const flat = FlatRow.safeParse(row);
  return flat.success ? { ...flat.data, propagation: withPhase(flat.data) } : row;
}, ContactChange);

function withPhase({ state, propagation }: z.infer<typeof FlatRow>): Propagation {
  const {
    services,
    sent,
    cursor,
    tally,
    dispatchedAt,
    walkedAt,
    counted,
    countedAt,
    check,
    isRetrying,
    ...rest
  } = propagation;
  const counters = { total: counted, changedAt: countedAt, forgiven: 0 };
  const common = { ...rest, services };
  if (state !== 'propagating') return { ...common, phase: 'done', tally };
  if (dispatchedAt === undefined) return { ...common, phase: 'dispatching', sent, cursor, counters };
  if (isRetrying) return { ...common, phase: 'requeueing', cursor, tally };
  if (check !== undefined) return { ...common, phase: 'rechecking', tally, ...check, resolved: 0 };
  if (walkedAt !== undefined) return { ...common, phase: 'resending', cursor, tally };
  if (cursor !== undefined) return { ...common, phase: 'reading-back', dispatchedAt, cursor, tally };
  return { ...common, phase: 'awaiting', sent, dispatchedAt, counters };
}

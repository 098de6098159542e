import type { Actor, ReassignmentEvent } from './event.ts';
import { system } from './event.ts';
import type { Reassignment, ReassignmentState } from './reassignment.ts';
import { inOrder } from './roles.ts';

type Without<Union, Names extends PropertyKey> = Union extends unknown ? Omit<Union, Names> : never;
type Own = Without<
  ReassignmentEvent,
  'eventId' | 'sequence' | 'reassignmentId' | 'from' | 'to' | 'roles' | 'requestedBy'
>;

export interface ReassignmentOccasion {
  readonly actor: Actor;
  readonly now: Date;
  /** How its targets ended; none where it has not. */
  readonly targets?: TargetsAtEnd | undefined;
}

export interface TargetsAtEnd {
  readonly targets: number;
  readonly completed: number;
  readonly failed: number;
  readonly skipped: number;
}

const noTargets: TargetsAtEnd = { targets: 0, completed: 0, failed: 0, skipped: 0 };

export interface ReassignmentWithEvents {
  /** The reassignment that counts them. */
  readonly reassignment: Reassignment;
  readonly events: readonly ReassignmentEvent[];
}

/** The events of a reassignment's next state, in their order. `before` is absent for a new request. */
export function withReassignmentEvents(
  reassignment: Reassignment,
  before: Reassignment | undefined,
  occasion: ReassignmentOccasion,
): ReassignmentWithEvents {
  const known = before?.eventCount ?? 0;
  const { reassignmentId, from, to, roles, requestedBy } = reassignment;
  const subject = { reassignmentId, from, to, roles: inOrder(roles), requestedBy };
  const own = [
    ...requested(reassignment, before, occasion),
    ...decided(reassignment, before),
    ...moved(reassignment, before, occasion),
  ];
  const events = own.map((one, index): ReassignmentEvent => {
    const sequence = known + index + 1;
    return { eventId: `${reassignmentId}-${sequence}`, sequence, ...subject, ...one };
  });
  return { reassignment: { ...reassignment, eventCount: known + events.length }, events };
}

function requested(
  { requestedBy, requestedAt, reason, runAt, expiresAt, remindedAt, consent }: Reassignment,
  before: Reassignment | undefined,
  { actor, now }: ReassignmentOccasion,
): Own[] {
  if (before === undefined) {
    const until = consent.decision === 'pending' ? expiresAt : undefined;
    return [
      {
        type: 'reassignment.requested',
        at: requestedAt,
        actor: requestedBy,
        reason,
        runAt,
        expiresAt: until,
      },
    ];
  }
  return remindedAt === undefined || remindedAt === before.remindedAt
    ? []
    : [{ type: 'reassignment.reminded', at: now.toISOString(), actor, expiresAt }];
}

function decided({ consent, requestedAt, rejection }: Reassignment, before: Reassignment | undefined): Own[] {
  const { nic, decision, via, decidedAt } = consent;
  if (decision === 'pending' || decision === before?.consent.decision) return [];
  const own = { at: decidedAt ?? requestedAt, actor: nic, nic };
  return decision === 'accepted'
    ? [{ type: 'reassignment.consent-accepted', ...own, via: via ?? 'accept' }]
    : [{ type: 'reassignment.consent-refused', ...own, reason: rejection?.detail }];
}

/** What the new state says, if it is new. */
function moved(
  { state, runAt, expiresAt, rejection }: Reassignment,
  before: Reassignment | undefined,
  { actor, now, targets = noTargets }: ReassignmentOccasion,
): Own[] {
  if (state === before?.state) return [];
  const at = now.toISOString();
  const own: Readonly<Record<ReassignmentState, () => Own[]>> = {
    'awaiting-consent': () => [],
    // The decision is the event.
    refused: () => [],
    scheduled: () => [{ type: 'reassignment.scheduled', at, actor, runAt }],
    running: () => [{ type: isEnd(before) ? 'reassignment.retried' : 'reassignment.started', at, actor }],
    completed: () => [{ type: 'reassignment.completed', at, actor: system, targets }],
    'completed-with-failures': () => [
      { type: 'reassignment.completed-with-failures', at, actor: system, targets },
    ],
    cancelled: () => [{ type: 'reassignment.cancelled', at, actor, reason: rejection?.detail }],
    expired: () => [{ type: 'reassignment.expired', at: expiresAt, actor: system }],
  };
  return own[state]();
}

const isEnd = (before: Reassignment | undefined): boolean =>
  before?.state === 'completed' || before?.state === 'completed-with-failures';

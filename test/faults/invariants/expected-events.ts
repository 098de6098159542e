import type { ChangeState, ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Reassignment, ReassignmentState } from '../../../shared/domain/reassignment.ts';

import { operator } from '../scenario/people.ts';

/** An event that a write has to bring. */
export interface ExpectedEvent {
  readonly type: string;
  /** Any of them. */
  readonly actors?: readonly string[];
  /** Where it is not the time of the write. */
  readonly at?: string | Moment;
}

/** Bounds of a time, in virtual milliseconds. */
export interface Moment {
  readonly from: number;
  readonly until: number;
}

const changeEnds: Partial<Record<ChangeState, string>> = {
  scheduled: 'scheduled',
  completed: 'completed',
  'completed-with-failures': 'completed-with-failures',
  cancelled: 'cancelled',
  expired: 'expired',
  rejected: 'rejected',
};
const bySystem = new Set(['completed', 'completed-with-failures', 'expired', 'rejected']);

type Decided = Pick<ContactChange['consents'][number], 'nic' | 'decision' | 'decidedAt'>;

/** Each decision that is new, once. */
const decisions = (after: readonly Decided[], before: readonly Decided[]) =>
  after.filter(
    ({ nic, decision }) => decision !== (before.find((one) => one.nic === nic)?.decision ?? 'pending'),
  );

const decidedOn = ({ nic, decision }: Decided): ExpectedEvent => ({
  type: `consent-${decision}`,
  actors: [nic],
});

/**
 * What the next state of a change says (the rules of the design page, and no code of the product).
 * @param lostAt when its requester lost the administration, or the service left
 */
export function expectedOfChange(
  before: ContactChange | undefined,
  after: ContactChange,
  lostAt: Moment | undefined,
): ExpectedEvent[] {
  const { requestedBy, requestedAt, reassignmentId } = after;
  const isNew = before === undefined;
  const decided = decisions(after.consents, before?.consents ?? []);
  const deciders = decided.map(({ nic }) => nic);
  const isEffective = after.revision !== undefined && before?.revision === undefined;
  const isRetry =
    before?.state === 'completed-with-failures' &&
    before.retryRequestedAt === undefined &&
    (after.state === 'propagating' || after.retryRequestedAt !== undefined);
  const isReminder = before !== undefined && after.remindedAt !== before.remindedAt;
  const isRecorded = before?.endedUnreadAt !== undefined && after.endedUnreadAt === undefined;
  const isReached = after.state !== before?.state && after.endedUnreadAt === undefined;
  const type = isReached || isRecorded ? changeEnds[after.state] : undefined;
  const whoStarted =
    before?.state === 'scheduled' ? ['system'] : deciders.length > 0 ? deciders : [requestedBy];
  const endedAt = after.state === 'expired' ? after.expiresAt : lostAt;
  return [
    ...(isNew ? [{ type: 'requested', actors: [requestedBy], at: requestedAt }] : []),
    // The consent to a reassignment was given before its changes are made.
    ...decided.map((one) => ({
      ...decidedOn(one),
      ...(reassignmentId !== undefined && { at: one.decidedAt ?? '' }),
    })),
    ...(isReminder ? [{ type: 'reminded', actors: [requestedBy, operator] }] : []),
    ...(isEffective ? [{ type: 'effective', actors: whoStarted }] : []),
    ...(isRetry ? [{ type: 'retried' }] : []),
    ...(type === undefined
      ? []
      : [
          {
            type,
            ...(bySystem.has(type) && { actors: ['system'] }),
            ...(/expired|rejected/.test(type) && endedAt !== undefined && { at: endedAt }),
          },
        ]),
  ];
}

const reassignmentStates: Partial<Record<ReassignmentState, string>> = {
  scheduled: 'scheduled',
  running: 'started',
  completed: 'completed',
  'completed-with-failures': 'completed-with-failures',
  cancelled: 'cancelled',
  expired: 'expired',
};

/** The same for a reassignment. */
export function expectedOfReassignment(
  before: Reassignment | undefined,
  after: Reassignment,
): ExpectedEvent[] {
  const { requestedBy, requestedAt, expiresAt, consent, state } = after;
  const isRetry = before?.state === 'completed-with-failures';
  const isReminder = before !== undefined && after.remindedAt !== before.remindedAt;
  const type = state === before?.state ? undefined : reassignmentStates[state];
  return [
    ...(before === undefined ? [{ type: 'requested', actors: [requestedBy], at: requestedAt }] : []),
    ...decisions([consent], before === undefined ? [] : [before.consent]).map(decidedOn),
    ...(isReminder ? [{ type: 'reminded', actors: [requestedBy, operator] }] : []),
    ...(type === undefined
      ? []
      : [
          {
            type: isRetry ? 'retried' : type,
            ...(bySystem.has(type) && { actors: ['system'] }),
            ...(type === 'expired' && { at: expiresAt }),
          },
        ]),
  ];
}

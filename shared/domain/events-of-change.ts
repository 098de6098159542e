import { answeredCode, otherCode, RejectionCode } from './codes.ts';
import type { ChangeState, Consent, ContactChange } from './contact-change.ts';
import { system, type Actor, type ChangeEvent } from './event.ts';
import type { Group } from './group.ts';
import { noTally } from './propagation.ts';
import { inOrder } from './roles.ts';

type Without<Union, Names extends PropertyKey> = Union extends unknown ? Omit<Union, Names> : never;
/** What one type of event adds to what all events of a change say. */
type Own = Without<
  ChangeEvent,
  | 'eventId'
  | 'sequence'
  | 'changeId'
  | 'groupId'
  | 'serviceId'
  | 'reassignmentId'
  | 'requestedBy'
  | 'contacts'
>;

export interface Occasion {
  /** Who decided. Ends by the clock or by a rule are the system's, whoever found them. */
  readonly actor: Actor;
  readonly now: Date;
  /** As it was read, to say when its administration changed (R5). */
  readonly group?: Group | undefined;
}

export interface WithEvents {
  /** The change that counts them. */
  readonly change: ContactChange;
  readonly events: readonly ChangeEvent[];
}

/** The events of a change's next state, in their order. `before` is absent for a new request. */
export function withEvents(
  change: ContactChange,
  before: ContactChange | undefined,
  occasion: Occasion,
): WithEvents {
  const known = before?.eventCount ?? 0;
  const { changeId, groupId, serviceId, reassignmentId, requestedBy, contacts } = change;
  const subject = { changeId, groupId, serviceId, reassignmentId, requestedBy, contacts };
  const events = [
    ...requested(change, before, occasion),
    ...decided(change, before),
    ...moved(change, before, occasion),
  ].map((own, index): ChangeEvent => {
    const sequence = known + index + 1;
    return { eventId: `${changeId}-${sequence}`, sequence, ...subject, ...own };
  });
  return { change: { ...change, eventCount: known + events.length }, events };
}

const missing = ({ consents }: ContactChange): { nic: Consent['nic']; roles: Consent['roles'] }[] =>
  consents
    .filter(({ decision }) => decision === 'pending')
    .map(({ nic, roles }) => ({ nic, roles: inOrder(roles) }));

function requested(
  change: ContactChange,
  before: ContactChange | undefined,
  { actor, now }: Occasion,
): Own[] {
  const { requestedBy, requestedAt, reason, effectiveAt, expiresAt, remindedAt } = change;
  const recipients = missing(change);
  if (before === undefined)
    return [
      {
        type: 'contact-change.requested',
        at: requestedAt,
        actor: requestedBy,
        reason,
        effectiveAt,
        expiresAt: recipients.length === 0 ? undefined : expiresAt,
        recipients,
      },
    ];
  if (remindedAt === undefined || remindedAt === before.remindedAt) return [];
  return [{ type: 'contact-change.reminded', at: now.toISOString(), actor, expiresAt, recipients }];
}

/** Consents that are new in this state. */
function newDecisions(change: ContactChange, before: ContactChange | undefined): Consent[] {
  const decisionBefore = (nic: string) =>
    before?.consents.find((consent) => consent.nic === nic)?.decision ?? 'pending';
  return change.consents.filter(
    ({ nic, decision }) => decision !== 'pending' && decisionBefore(nic) !== decision,
  );
}

const decided = (change: ContactChange, before: ContactChange | undefined): Own[] =>
  newDecisions(change, before).map(({ nic, roles, decision, via, decidedAt }): Own => {
    const own = { at: decidedAt ?? change.requestedAt, actor: nic, nic, roles: inOrder(roles) };
    return decision === 'accepted'
      ? { type: 'contact-change.consent-accepted', ...own, via: via ?? 'accept' }
      : { type: 'contact-change.consent-refused', ...own, reason: change.rejection?.detail };
  });

/** What the new state says, if it is new. */
function moved(change: ContactChange, before: ContactChange | undefined, occasion: Occasion): Own[] {
  const becameEffective: Own[] =
    change.revision !== undefined && before?.revision === undefined
      ? [
          {
            type: 'contact-change.effective',
            at: change.startedAt ?? occasion.now.toISOString(),
            actor: lastConsentOf(change, before) ?? occasion.actor,
            revision: change.revision,
            services: change.propagation?.services ?? 0,
          },
        ]
      : [];
  const isRetried = before?.state === 'completed-with-failures' && before.retryRequestedAt === undefined;
  const at = occasion.now.toISOString();
  if (isRetried && (change.state === 'propagating' || change.retryRequestedAt !== undefined))
    return [{ type: 'contact-change.retried', at, actor: occasion.actor }];
  const isEndToRecord = before?.endedUnreadAt !== undefined && change.endedUnreadAt === undefined;
  if (change.state === before?.state && !isEndToRecord) return becameEffective;
  return [...becameEffective, ...ofState(change, before, occasion)];
}

/** Who gave the last consent, if the change became effective or scheduled by it. The clocks of consents may differ. */
function lastConsentOf(change: ContactChange, before: ContactChange | undefined): Actor | undefined {
  if (before !== undefined && before.state !== 'awaiting-consent') return undefined;
  return newDecisions(change, before).at(-1)?.nic;
}

interface NewState {
  readonly change: ContactChange;
  readonly actor: Actor;
  readonly at: string;
  /** When an end by the clock or by a rule became true. */
  readonly endedAt: string;
  readonly group: Group | undefined;
}

function ofState(
  change: ContactChange,
  before: ContactChange | undefined,
  { actor, now, group }: Occasion,
): Own[] {
  const at = now.toISOString();
  const endedAt = before?.endedUnreadAt ?? at;
  // With the last consent it is scheduled, as it would become effective: by who gave it, also in advance.
  const by = change.state === 'scheduled' ? (lastConsentOf(change, before) ?? actor) : actor;
  return eventsOfState[change.state]({ change, actor: by, at, endedAt, group });
}

const eventsOfState: Readonly<Record<ChangeState, (state: NewState) => Own[]>> = {
  'awaiting-consent': () => [],
  propagating: () => [],
  // The decision is the event.
  refused: () => [],
  scheduled: ({ change: { effectiveAt }, at, actor }) => [
    { type: 'contact-change.scheduled', at, actor, effectiveAt },
  ],
  completed: (state) => [{ type: 'contact-change.completed', ...endOfMembers(state) }],
  'completed-with-failures': (state) => [
    { type: 'contact-change.completed-with-failures', ...endOfMembers(state) },
  ],
  cancelled: ({ change: { rejection }, at, actor }) => [
    { type: 'contact-change.cancelled', at, actor, reason: rejection?.detail },
  ],
  expired: ({ change: { expiresAt } }) => [{ type: 'contact-change.expired', at: expiresAt, actor: system }],
  rejected: ({ change, endedAt, group }) => {
    const { administrationRevision, rejection } = change;
    const code = answeredCode(RejectionCode, rejection?.code ?? otherCode);
    const lost = group?.administrationChanges.find(({ revision }) => revision > administrationRevision);
    const at = code === 'requester-lost-administration' ? (lost?.at ?? endedAt) : endedAt;
    const detail = rejection?.detail ?? '';
    return [{ type: 'contact-change.rejected', at, actor: system, rejection: { code, detail } }];
  },
};

function endOfMembers({ change: { propagation }, endedAt: at }: NewState) {
  const tally = propagation !== undefined && 'tally' in propagation ? propagation.tally : noTally;
  const { applied, superseded, failed } = tally;
  return {
    at,
    actor: system,
    members: { services: propagation?.services ?? 0, applied, superseded, failed },
  } as const;
}

import * as z from 'zod';
import { RejectionCode, storedCode } from './codes.ts';
import { endOf, type Group } from './group.ts';
import { ChangeId, erasedNic, GroupId, Nic, ReassignmentId, ServiceId } from './identifiers.ts';
import { Propagation, type ActivePhase, type PropagationIn } from './propagation.ts';
import { Role, roles } from './roles.ts';
import { storedObject } from './stored.ts';

/** A request without all its consents expires after this time (R7). */
export const requestLifetimeMilliseconds = 7 * 24 * 60 * 60 * 1000;

export const ChangeState = z
  .enum([
    'awaiting-consent',
    'scheduled',
    'propagating',
    'completed',
    'completed-with-failures',
    'refused',
    'expired',
    'cancelled',
    'rejected',
  ])
  .meta({
    id: 'ChangeState',
    description:
      'The state of a contact change. `awaiting-consent`, `scheduled` and `propagating` are not final.',
  });
export type ChangeState = z.infer<typeof ChangeState>;

const openStates = ['awaiting-consent', 'scheduled'] as const satisfies ChangeState[];

export const Move = storedObject({ from: Nic, to: Nic });
export type Move = z.infer<typeof Move>;
export const Moves = z.partialRecord(Role, Move);
/** For each role that changes, the contact before and after. */
export type Moves = z.infer<typeof Moves>;

/** One recipient's agreement, for all roles it would take (R6). */
export const Consent = storedObject({
  nic: Nic,
  roles: z.array(Role),
  decision: z.enum(['pending', 'accepted', 'refused']),
  via: z.enum(['accept', 'code', 'self']).optional(),
  decidedAt: z.iso.datetime().optional(),
});
export type Consent = z.infer<typeof Consent>;

const notes = { reason: z.string().optional() };

/** What a requester says of a request besides what it changes. Who sees the change reads it. */
export interface RequestNotes {
  readonly reason?: string | undefined;
}

export const notesOf = ({ reason }: RequestNotes): RequestNotes => ({ reason });

/** A request to change contacts of a group or of one service, and its later states. */
export const ContactChange = storedObject({
  changeId: ChangeId,
  groupId: GroupId,
  serviceId: ServiceId.optional(),
  state: ChangeState,
  contacts: Moves,
  requestedBy: Nic,
  ...notes,
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  effectiveAt: z.iso.datetime().optional(),
  /** The revision of the group's administration role at the request (R5). */
  administrationRevision: z.int().nonnegative(),
  /** Of its group. */
  generation: z.int().positive().optional(),
  consents: z.array(Consent),
  revision: z.int().positive().optional(),
  startedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  /** Set while a retry waits for other changes of its group, or for room (R8). */
  retryRequestedAt: z.iso.datetime().optional(),
  propagation: Propagation.optional(),
  rejection: storedObject({ code: storedCode(RejectionCode), detail: z.string() }).optional(),
  reassignmentId: ReassignmentId.optional(),
  /** How many events it has. Changes from before have none. */
  eventCount: z.int().nonnegative().optional(),
  /** When those whose decision is missing were last reminded of it. */
  remindedAt: z.iso.datetime().optional(),
  /** When another change ended it without reading it: the event of its end is still to be written. */
  endedUnreadAt: z.iso.datetime().optional(),
  /** Counts the writes of this record. Each write is conditional on the previous version. */
  version: z.int().positive(),
});
export type ContactChange = z.infer<typeof ContactChange>;

export type ChangeIn<P extends ActivePhase> = {
  [K in P]: ContactChange & {
    readonly state: 'propagating';
    readonly revision: number;
    readonly propagation: PropagationIn<K>;
  };
}[P];

export type PropagatingChange = ChangeIn<ActivePhase>;

export const isPropagating = (change: ContactChange): change is PropagatingChange =>
  change.state === 'propagating' &&
  change.revision !== undefined &&
  change.propagation !== undefined &&
  change.propagation.phase !== 'done';

/** A change that ended with failures and may propagate again to the members that failed: no new contact was erased. */
export type RetriableChange = ContactChange & {
  readonly revision: number;
  readonly propagation: PropagationIn<'done'>;
};

export const isRetriable = (change: ContactChange): change is RetriableChange =>
  change.state === 'completed-with-failures' &&
  change.revision !== undefined &&
  change.propagation?.phase === 'done' &&
  !Object.values(change.contacts).some(({ to }) => to === erasedNic);

/** Whether a retry of it waits for other changes of its group, or for room (R8). Until then it is as it ended. */
export const awaitsRetry = (
  change: ContactChange,
): change is RetriableChange & { readonly retryRequestedAt: string } =>
  isRetriable(change) && change.retryRequestedAt !== undefined;

/** Whether it has a place in its group's schedule. */
export const hasPlace = (change: ContactChange): boolean =>
  change.state === 'scheduled' || awaitsRetry(change);

/** Whether its start will move the administration of its group. A retry moves nothing. */
export const willMoveAdministration = ({ state, contacts }: ContactChange): boolean =>
  state === 'scheduled' && contacts.administration !== undefined;

/**
 * When a change with all its consents starts: at `effectiveAt`, or at its last consent if that came later. A retry
 * starts when it was asked for.
 */
export const startTimeOf = ({ effectiveAt = '', consents, retryRequestedAt }: ContactChange): string =>
  retryRequestedAt ??
  [effectiveAt, ...consents.map(({ decidedAt = '' }) => decidedAt)].toSorted().at(-1) ??
  effectiveAt;

/**
 * Whether its time has come and it waits for other changes of its group, or for room (R8). The times of its consents do
 * not matter: they may come from a clock that is ahead.
 */
export const isWaiting = ({ state, effectiveAt }: ContactChange, now: Date): boolean =>
  state === 'scheduled' && (effectiveAt === undefined || Date.parse(effectiveAt) <= now.getTime());

export const changedRoles = (change: Pick<ContactChange, 'contacts'>): Role[] =>
  roles.filter((role) => change.contacts[role] !== undefined);

export function newContacts(change: Pick<ContactChange, 'contacts'>): Partial<Record<Role, Nic>> {
  return Object.fromEntries(Object.entries(change.contacts).map(([role, move]) => [role, move.to]));
}

export const isOpen = ({ state }: Pick<ContactChange, 'state'>): boolean =>
  openStates.some((open) => open === state);

export interface Rejection {
  readonly code: RejectionCode;
  readonly detail: string;
}

export const requesterLostAdministration: Rejection = {
  code: 'requester-lost-administration',
  detail: 'The requester is no longer the administration contact of the group.',
};

export const serviceRemoved: Rejection = {
  code: 'service-removed',
  detail: 'The service was removed from its group.',
};

/** The change as of `now`: an end by expiry or lost administration counts even before it is stored (R5, R7). */
export function asOf(change: ContactChange, group: Group, now: Date): ContactChange {
  if (!isOpen(change)) return change;
  const { administrationRevision, state, expiresAt } = change;
  const standing = { administrationRevision, ...(state === 'awaiting-consent' && { expiresAt }) };
  const end = endOf(standing, group, now);
  if (end === undefined) return change;
  return end === 'expired'
    ? { ...change, state: 'expired' }
    : { ...change, state: 'rejected', rejection: requesterLostAdministration };
}

export const isPartyTo = (change: ContactChange, nic: Nic): boolean =>
  change.requestedBy === nic || change.consents.some((consent) => consent.nic === nic);

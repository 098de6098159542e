import * as z from 'zod';
import { storedCode, WithdrawalCode } from './codes.ts';
import { Consent, requestLifetimeMilliseconds } from './contact-change.ts';
import { GroupId, Nic, ReassignmentId } from './identifiers.ts';
import { Role } from './roles.ts';
import { storedObject } from './stored.ts';

export const ReassignmentState = z
  .enum([
    'awaiting-consent',
    'scheduled',
    'running',
    'completed',
    'completed-with-failures',
    'refused',
    'expired',
    'cancelled',
  ])
  .meta({
    id: 'ReassignmentState',
    description: 'The state of a reassignment. `awaiting-consent`, `scheduled` and `running` are not final.',
  });
export type ReassignmentState = z.infer<typeof ReassignmentState>;

export const Run = storedObject({
  /** Collecting what `from` holds, then making a change for each, then waiting for the changes to end. */
  phase: z.enum(['collecting', 'making', 'waiting']),
  targets: z.int().nonnegative(),
  /** The target that the phase handled last. Absent at its start. */
  cursor: z.string().optional(),
  /** Whether the current pass leaves targets for another pass. */
  leftSome: z.boolean(),
  /** The groups whose single services it leaves. A change of their administration has to wait for them (R5). */
  leftGroups: z.array(GroupId).optional(),
  /** Whether those are too many to store. Every change of administration then waits. */
  leftServices: z.boolean(),
});
export type Run = z.infer<typeof Run>;

/** A reassignment replaces `from` by `to` wherever `from` holds one of the roles. */
export const Reassignment = storedObject({
  reassignmentId: ReassignmentId,
  from: Nic,
  to: Nic,
  roles: z.array(Role),
  /** The groups that it is limited to. Default: all that its owner may see. */
  groupIds: z.array(GroupId).optional(),
  requestedBy: Nic,
  isByOperator: z.boolean(),
  reason: z.string().optional(),
  /** The name of those that belong together. */
  batch: z.string().optional(),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  runAt: z.iso.datetime().optional(),
  state: ReassignmentState,
  /** `to` consents once for the whole reassignment (R6). */
  consent: Consent.omit({ roles: true }),
  startedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  run: Run.optional(),
  /** Set once it was refused or cancelled. Older ones have none. */
  rejection: storedObject({ code: storedCode(WithdrawalCode), detail: z.string() }).optional(),
  /** How many events it has. Reassignments from before have none. */
  eventCount: z.int().nonnegative().optional(),
  /** When `to` was last reminded of its decision. */
  remindedAt: z.iso.datetime().optional(),
  /** Counts the writes of this record. Each write is conditional on the previous version. */
  version: z.int().positive(),
});
export type Reassignment = z.infer<typeof Reassignment>;

/** A started reassignment. It may be cancelled while its started changes still propagate. */
export interface BegunReassignment extends Reassignment {
  readonly run: Run;
}

export const hasEnded = ({ state }: Pick<Reassignment, 'state'>): boolean =>
  !isWaiting({ state }) && state !== 'running';

export const isWaiting = ({ state }: Pick<Reassignment, 'state'>): boolean =>
  state === 'awaiting-consent' || state === 'scheduled';

/** Whether the reassignment or one of its changes still runs. */
export const isUnderWay = (reassignment: Reassignment): reassignment is BegunReassignment =>
  reassignment.run !== undefined && reassignment.completedAt === undefined;

/** The reassignment as of `now`: an expiry counts even before it is stored (R7). */
export const reassignmentAsOf = (reassignment: Reassignment, now: Date): Reassignment =>
  reassignment.state === 'awaiting-consent' && now.getTime() >= Date.parse(reassignment.expiresAt)
    ? { ...reassignment, state: 'expired' }
    : reassignment;

export type ReassignmentRequest = Pick<
  Reassignment,
  'from' | 'to' | 'roles' | 'groupIds' | 'reason' | 'batch' | 'runAt' | 'requestedBy' | 'isByOperator'
>;

export function newReassignment(
  reassignmentId: ReassignmentId,
  request: ReassignmentRequest,
  isCovered: boolean,
  now: Date,
): Reassignment {
  const requestedAt = now.toISOString();
  const via = request.requestedBy === request.to ? 'self' : isCovered ? 'code' : undefined;
  const reassignment: Reassignment = {
    reassignmentId,
    ...request,
    requestedAt,
    expiresAt: new Date(now.getTime() + requestLifetimeMilliseconds).toISOString(),
    state: 'awaiting-consent',
    consent:
      via === undefined
        ? { nic: request.to, decision: 'pending' }
        : { nic: request.to, decision: 'accepted', via, decidedAt: requestedAt },
    version: 1,
  };
  return via === undefined ? reassignment : agreed(reassignment, now);
}

/** The next state of a reassignment that has its consent: scheduled before its time, else running. */
export const agreed = (reassignment: Reassignment, now: Date): Reassignment =>
  reassignment.runAt !== undefined && now.getTime() < Date.parse(reassignment.runAt)
    ? { ...reassignment, state: 'scheduled' }
    : started(reassignment, now);

export const started = (reassignment: Reassignment, now: Date): Reassignment => ({
  ...reassignment,
  state: 'running',
  startedAt: now.toISOString(),
  run: { phase: 'collecting', targets: 0, leftSome: false, leftServices: false },
});

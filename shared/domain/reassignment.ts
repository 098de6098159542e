import * as z from 'zod';
import { Consent, requestLifetimeMilliseconds } from './contact-change.ts';
import { GroupId, Nic, ReassignmentId } from './identifiers.ts';
import { Role } from './roles.ts';
import { storedObject } from './stored.ts';

export const ReassignmentState = z.enum([
  'awaiting-consent',
  'scheduled',
  'running',
  'completed',
  'completed-with-failures',
  'refused',
  'expired',
  'cancelled',
]);
export type ReassignmentState = z.infer<typeof ReassignmentState>;

/** How far a running reassignment has come. */
export const Run = storedObject({
  /** Collecting what `from` holds, then making a change for each, then waiting for the changes to end. */
  phase: z.enum(['collecting', 'making', 'waiting']),
  /** How many targets were collected. */
  targets: z.int().nonnegative(),
  /** The last target of the phase that was dealt with; absent at its beginning. */
  cursor: z.string().optional(),
  /** Set while the present pass over the targets leaves some for another. */
  leftSome: z.boolean(),
  /** Set while it leaves single services: what moves the administration of their group has to wait for them (R5). */
  leftServices: z.boolean(),
});
export type Run = z.infer<typeof Run>;

/** A reassignment: `to` in place of `from`, wherever `from` holds one of the roles. */
export const Reassignment = storedObject({
  reassignmentId: ReassignmentId,
  from: Nic,
  to: Nic,
  roles: z.array(Role),
  /** The groups that it is bound to; without them it is for all that its owner may see. */
  groupIds: z.array(GroupId).optional(),
  requestedBy: Nic,
  /** Whether an operator asked: its reassignment may touch every group (R4). */
  isByOperator: z.boolean(),
  reason: z.string().optional(),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  runAt: z.iso.datetime().optional(),
  state: ReassignmentState,
  /** `to` consents once for the whole reassignment (R6). */
  consent: Consent.omit({ roles: true }),
  startedAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().optional(),
  /** Set once it runs, and after that. */
  run: Run.optional(),
  /** Counts the writes of this record: each one is conditional on the one before. */
  version: z.int().positive(),
});
export type Reassignment = z.infer<typeof Reassignment>;

/** A reassignment that has begun: also one that was cancelled since, and has what it began still to see through. */
export interface BegunReassignment extends Reassignment {
  readonly run: Run;
}

/** Whether the reassignment may still begin. */
export const isWaiting = ({ state }: Pick<Reassignment, 'state'>): boolean =>
  state === 'awaiting-consent' || state === 'scheduled';

/** Whether the reassignment has begun and not all that it began has ended. */
export const isUnderWay = (reassignment: Reassignment): reassignment is BegunReassignment =>
  reassignment.run !== undefined && reassignment.completedAt === undefined;

/** The reassignment as it is at `now`, whether or not anybody has written down yet that it expired (R7). */
export const reassignmentAsOf = (reassignment: Reassignment, now: Date): Reassignment =>
  reassignment.state === 'awaiting-consent' && now.getTime() >= Date.parse(reassignment.expiresAt)
    ? { ...reassignment, state: 'expired' }
    : reassignment;

/** What is asked for. */
export type ReassignmentRequest = Pick<
  Reassignment,
  'from' | 'to' | 'roles' | 'groupIds' | 'reason' | 'runAt' | 'requestedBy' | 'isByOperator'
>;

/** The reassignment as it is first recorded. With its consent there it begins when its time has come. */
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

/** What a reassignment with its consent becomes: scheduled while its time is ahead, else it runs. */
export const agreed = (reassignment: Reassignment, now: Date): Reassignment =>
  reassignment.runAt !== undefined && now.getTime() < Date.parse(reassignment.runAt)
    ? { ...reassignment, state: 'scheduled' }
    : started(reassignment, now);

/** The reassignment when it begins. */
export const started = (reassignment: Reassignment, now: Date): Reassignment => ({
  ...reassignment,
  state: 'running',
  startedAt: now.toISOString(),
  run: { phase: 'collecting', targets: 0, leftSome: false, leftServices: false },
});

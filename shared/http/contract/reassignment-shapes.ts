import * as z from 'zod';
import { otherCode, TargetFailureCode } from '../../domain/codes.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../domain/identifiers.ts';
import { ReassignmentState } from '../../domain/reassignment.ts';
import { TargetState } from '../../domain/reassignment-target.ts';
import { Role } from '../../domain/roles.ts';
import { ProblemEntryAnswer } from './problem-answer.ts';
import { ConsentAnswer, listOf, MovesAnswer, Reason } from './shapes.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

/** The most groups that a reassignment can be bound to by name. */
const groupIdsLimit = 1_000;

const isWithoutTwins = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

/** What is asked for: `to` wherever `from` holds the roles, over all groups or those named, now or at a time. */
export const ReassignmentBody = z.strictObject({
  from: Nic,
  to: Nic,
  roles: z.array(Role).min(1).max(3).refine(isWithoutTwins, 'must not name a role twice'),
  groupIds: z
    .array(GroupId)
    .min(1)
    .max(groupIdsLimit)
    .refine(isWithoutTwins, 'must not name a group twice')
    .optional(),
  runAt: time.optional(),
  reason: Reason.optional(),
  consentCode: z.string().min(1).max(100).optional(),
});

export const OutcomeAnswer = z
  .strictObject({
    groupId: GroupId,
    serviceId: ServiceId.optional(),
    roles: z.array(Role),
    state: TargetState,
    changeId: ChangeId.optional(),
    failure: z
      .strictObject({
        code: z.enum([...TargetFailureCode.options, otherCode]).meta({ id: 'TargetFailureCode' }),
        detail: z.string(),
      })
      .optional(),
  })
  .meta({ id: 'Outcome' });
export type OutcomeAnswer = z.infer<typeof OutcomeAnswer>;

/** What would become of a target: what would change, and every rule that keeps it from changing. */
const PreviewItem = OutcomeAnswer.extend({ contacts: MovesAnswer, errors: z.array(ProblemEntryAnswer) }).meta(
  {
    id: 'PreviewedOutcome',
  },
);
export type PreviewItem = z.infer<typeof PreviewItem>;

export const ReassignmentAnswer = z
  .strictObject({
    reassignmentId: ReassignmentId,
    from: Nic,
    to: Nic,
    roles: z.array(Role),
    groupIds: z.array(GroupId).optional(),
    requestedBy: Nic,
    reason: z.string().optional(),
    requestedAt: time,
    runAt: time.optional(),
    state: ReassignmentState,
    consent: ConsentAnswer.omit({ roles: true }),
    startedAt: time.optional(),
    completedAt: time.optional(),
    progress: z.strictObject({
      targets: count,
      completed: count,
      failed: count,
      skipped: count,
      pending: count,
    }),
    preview: listOf(PreviewItem).optional(),
  })
  .meta({ id: 'Reassignment' });
export type ReassignmentAnswer = z.infer<typeof ReassignmentAnswer>;

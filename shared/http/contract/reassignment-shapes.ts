import * as z from 'zod';
import { otherCode, TargetFailureCode, WithdrawalCode } from '../../domain/codes.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../domain/identifiers.ts';
import { ReassignmentState } from '../../domain/reassignment.ts';
import { TargetState } from '../../domain/reassignment-target.ts';
import { Role } from '../../domain/roles.ts';
import { GivenTime } from './change-body.ts';
import { problemEntryLimit, ProblemEntryAnswer } from './problem-answer.ts';
import {
  Batch,
  batchLimit,
  ConsentAnswer,
  Detail,
  isDryRun,
  listOf,
  MovesAnswer,
  Reason,
  ReasonAnswer,
  RolesAnswer,
} from './shapes.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

/** The most groups that a reassignment may name. */
const groupIdsLimit = 1_000;

const hasNoDuplicates = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

/** The body of a request for a reassignment. Without `groupIds` it covers all groups that the owner may see. */
export const ReassignmentBody = z.strictObject({
  from: Nic,
  to: Nic,
  roles: z.array(Role).min(1).max(3).refine(hasNoDuplicates, 'must not name a role twice'),
  groupIds: z
    .array(GroupId)
    .min(1)
    .max(groupIdsLimit)
    .refine(hasNoDuplicates, 'must not name a group twice')
    .optional(),
  runAt: GivenTime.optional(),
  reason: Reason.optional(),
  batch: Batch.meta({
    description:
      'Names the reassignments that belong together, so that they are listed and accepted at once.',
  }).optional(),
  consentCode: z.string().min(1).max(100).optional(),
});

/** Which reassignments of a batch to accept. */
export const AcceptBatchBody = z.strictObject({
  batch: Batch.meta({ description: 'The name of the batch.' }),
  requestedBy: Nic.meta({ description: 'Who requested them.' }),
  requestedUntil: GivenTime.meta({
    description:
      'Those requested after this time are not accepted, so that nobody accepts what it has not seen.',
  }),
});

/** How a nic is party to a reassignment. */
export const ReassignmentParty = z.enum(['owner', 'from', 'to']);
export type ReassignmentParty = z.infer<typeof ReassignmentParty>;

export const OutcomeAnswer = z
  .strictObject({
    groupId: GroupId,
    serviceId: ServiceId.optional(),
    roles: RolesAnswer,
    state: TargetState,
    changeId: ChangeId.optional(),
    failure: z
      .strictObject({
        code: z.enum([...TargetFailureCode.options, otherCode]).meta({ id: 'TargetFailureCode' }),
        detail: Detail,
      })
      .optional(),
  })
  .meta({ id: 'Outcome' });
export type OutcomeAnswer = z.infer<typeof OutcomeAnswer>;

/** The expected outcome of a target: its contacts before and after, and every rule that fails. */
export const PreviewItem = OutcomeAnswer.extend({
  contacts: MovesAnswer,
  errors: z.array(ProblemEntryAnswer).max(problemEntryLimit),
}).meta({
  id: 'PreviewedOutcome',
});
export type PreviewItem = z.infer<typeof PreviewItem>;

export const ReassignmentAnswer = z
  .strictObject({
    reassignmentId: ReassignmentId,
    from: Nic,
    to: Nic,
    roles: RolesAnswer,
    groupIds: z.array(GroupId).max(groupIdsLimit).optional(),
    groupCount: z.int().positive().optional(),
    requestedBy: Nic,
    reason: ReasonAnswer.optional(),
    batch: z.string().max(batchLimit).optional(),
    requestedAt: time,
    expiresAt: time.optional().meta({
      description:
        'The time at which it expires unless `to` consents; absent once it has consented, or it has ended',
    }),
    runAt: time.optional(),
    state: ReassignmentState,
    consent: ConsentAnswer.omit({ roles: true }),
    startedAt: time.optional(),
    completedAt: time.optional(),
    rejection: z
      .strictObject({
        code: z.enum([...WithdrawalCode.options, otherCode]).meta({ id: 'WithdrawalCode' }),
        detail: Detail,
      })
      .optional()
      .meta({
        description: 'Why it was refused or cancelled; absent on those that ended before this was recorded',
      }),
    progress: z.strictObject({
      targets: count,
      completed: count,
      failed: count,
      skipped: count,
      pending: count,
    }),
  })
  .meta({ id: 'Reassignment' });
export type ReassignmentAnswer = z.infer<typeof ReassignmentAnswer>;

/** The reassignment that a request would become, with a page of its targets. It has no id, and nothing started. */
export const DryRunReassignmentAnswer = ReassignmentAnswer.omit({
  reassignmentId: true,
  startedAt: true,
  completedAt: true,
  rejection: true,
})
  .extend({
    ...isDryRun,
    progress: ReassignmentAnswer.shape.progress.meta({ description: 'Counts the items of this page' }),
    preview: listOf(PreviewItem).extend({
      total: z.strictObject({ targets: count, isExact: z.boolean() }).meta({
        description: 'How many targets there are on all pages; exact up to 1,000, else at least so many',
      }),
    }),
  })
  .meta({ id: 'DryRunReassignment' });
export type DryRunReassignmentAnswer = z.infer<typeof DryRunReassignmentAnswer>;

import * as z from 'zod';
import { otherCode, TargetFailureCode, WithdrawalCode } from '../../domain/codes.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../domain/identifiers.ts';
import { ReassignmentState } from '../../domain/reassignment.ts';
import { TargetState } from '../../domain/reassignment-target.ts';
import { GivenTime } from './change-body.ts';
import { problemEntryLimit, ProblemEntryAnswer } from './problem-answer.ts';
import { ConsentAnswer, isDryRun, MovesAnswer } from './shapes.ts';
import {
  Batch,
  batchLimit,
  Detail,
  hasNoDuplicates,
  listOf,
  Reason,
  ReasonAnswer,
  RolesAnswer,
  RolesBody,
  Time,
} from './values.ts';

const count = z.int().nonnegative();

/** The most groups that a reassignment may name. */
const groupIdsLimit = 1_000;

/** The body of a request for a reassignment. Without `groupIds` it covers all groups that the owner may see. */
export const ReassignmentBody = z
  .strictObject({
    from: Nic.meta({ description: 'The nic to replace.' }),
    to: Nic.meta({ description: 'The nic that takes its place.' }),
    roles: RolesBody.meta({ description: 'The roles to replace it in.' }),
    groupIds: z
      .array(GroupId)
      .min(1)
      .max(groupIdsLimit)
      .refine(hasNoDuplicates, 'must not name a group twice')
      .optional()
      .meta({
        description: 'The only groups to cover. Default: every group that the caller may see.',
        uniqueItems: true,
      }),
    runAt: GivenTime.optional().meta({
      description: 'A future time to start at. Default: with the consent.',
    }),
    reason: Reason.optional().meta({ description: 'Why, for `to` and the histories of the groups.' }),
    batch: Batch.optional().meta({
      description:
        'Names the reassignments that belong together, so that they are listed and accepted at once.',
    }),
    consentCode: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'A consent code of `to` for these roles.' }),
  })
  .meta({ id: 'ReassignmentRequest', description: 'A request to replace a nic by another.' });

/** Which reassignments of a batch to accept. */
export const AcceptBatchBody = z
  .strictObject({
    batch: Batch.meta({ description: 'The name of the batch.' }),
    requestedBy: Nic.meta({ description: 'Who requested them.' }),
    requestedUntil: GivenTime.meta({
      description:
        'Those requested after this time are not accepted, so that nobody accepts what it has not seen.',
    }),
  })
  .meta({ id: 'AcceptBatchRequest', description: 'Which reassignments of a batch to accept.' });

/** How a nic is party to a reassignment. */
export const ReassignmentParty = z.enum(['owner', 'from', 'to']);
export type ReassignmentParty = z.infer<typeof ReassignmentParty>;

export const OutcomeAnswer = z
  .strictObject({
    groupId: GroupId,
    serviceId: ServiceId.optional().meta({ description: 'The single service, if the target is one.' }),
    roles: RolesAnswer.meta({ description: 'The roles that `from` held there.' }),
    state: TargetState,
    changeId: ChangeId.optional().meta({ description: 'The change that was made of the target.' }),
    failure: z
      .strictObject({
        code: z
          .enum([...TargetFailureCode.options, otherCode])
          .meta({ id: 'TargetFailureCode', description: 'Why a target was skipped, or failed.' }),
        detail: Detail,
      })
      .meta({ id: 'TargetFailure', description: 'Why the target was skipped, or failed.' })
      .optional(),
  })
  .meta({ id: 'Outcome', description: 'The outcome of a reassignment for a group or a single service.' });
export type OutcomeAnswer = z.infer<typeof OutcomeAnswer>;

/** The expected outcome of a target: its contacts before and after, and every rule that fails. */
export const PreviewItem = OutcomeAnswer.extend({
  contacts: MovesAnswer,
  errors: z.array(ProblemEntryAnswer).max(problemEntryLimit).meta({ description: 'Every rule that fails.' }),
}).meta({
  id: 'PreviewedOutcome',
  description: 'The expected outcome for a group or a single service.',
});
export type PreviewItem = z.infer<typeof PreviewItem>;

export const ReassignmentAnswer = z
  .strictObject({
    reassignmentId: ReassignmentId,
    from: Nic.meta({ description: 'The nic that is replaced.' }),
    to: Nic.meta({ description: 'The nic that takes its place.' }),
    roles: RolesAnswer,
    groupIds: z.array(GroupId).max(groupIdsLimit).optional().meta({
      description: 'The only groups that it covers, to those who may know them.',
      uniqueItems: true,
    }),
    groupCount: z.int().positive().optional().meta({ description: 'How many groups it names.' }),
    requestedBy: Nic.meta({ description: 'The owner.' }),
    reason: ReasonAnswer.optional(),
    batch: z.string().max(batchLimit).optional().meta({ description: 'The batch that it belongs to.' }),
    requestedAt: Time.meta({ description: 'When it was requested.' }),
    expiresAt: Time.optional().meta({
      description:
        'The time at which it expires unless `to` consents; absent once it has consented, or it has ended',
    }),
    runAt: Time.optional().meta({ description: 'The time that was asked for.' }),
    state: ReassignmentState,
    consent: ConsentAnswer.omit({ roles: true }).meta({
      id: 'ReassignmentConsent',
      description: 'The decision of `to`.',
    }),
    startedAt: Time.optional().meta({ description: 'When it started.' }),
    completedAt: Time.optional().meta({ description: 'When its last target ended.' }),
    rejection: z
      .strictObject({
        code: z.enum([...WithdrawalCode.options, otherCode]).meta({
          id: 'WithdrawalCode',
          description: 'Why a reassignment ended without running to its end.',
        }),
        detail: Detail,
      })
      .meta({ id: 'Withdrawal', description: 'Why it was refused or cancelled.' })
      .optional()
      .meta({
        description: 'Why it was refused or cancelled; absent on those that ended before this was recorded',
      }),
    progress: z
      .strictObject({
        targets: count.meta({ description: 'The targets collected so far.' }),
        completed: count.meta({ description: 'Took the change.' }),
        failed: count.meta({ description: 'Have failed services, or could not be changed.' }),
        skipped: count.meta({ description: 'Failed a rule.' }),
        pending: count.meta({ description: 'Are still to end.' }),
      })
      .meta({ id: 'ReassignmentProgress', description: 'How far it is, in targets.' }),
  })
  .meta({ id: 'Reassignment', description: 'The replacement of a nic by another, and what became of it.' });
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
    preview: listOf(PreviewItem)
      .extend({
        total: z
          .strictObject({
            targets: count.meta({ description: 'How many targets there are on all pages.' }),
            isExact: z.boolean().meta({ description: 'False above 1,000: then there are at least so many.' }),
          })
          .meta({ id: 'PreviewTotal', description: 'How many targets there are on all pages.' }),
      })
      .meta({ id: 'ReassignmentPreview', description: 'A page of expected outcomes.' }),
  })
  .meta({ id: 'DryRunReassignment', description: 'What a reassignment would become.' });
export type DryRunReassignmentAnswer = z.infer<typeof DryRunReassignmentAnswer>;

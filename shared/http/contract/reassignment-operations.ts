import * as z from 'zod';
import { ReassignmentId } from '../../domain/identifiers.ts';
import { ReassignmentState } from '../../domain/reassignment.ts';
import { TargetState } from '../../domain/reassignment-target.ts';
import { DecisionBody, everyoneTimes } from './change-body.ts';
import { dryRunQuery, everyoneQuery, noBody, none, pageQuery, type Operation } from './operation.ts';
import {
  AcceptBatchBody,
  DryRunReassignmentAnswer,
  OutcomeAnswer,
  PreviewItem,
  ReassignmentAnswer,
  ReassignmentBody,
  ReassignmentParty,
} from './reassignment-shapes.ts';
import { Batch, listOf, Time } from './values.ts';

const reassignment = z.strictObject({ reassignmentId: ReassignmentId });

/** Operations on reassignments. */
export const reassignmentOperations = {
  requestReassignment: {
    operationId: 'requestReassignment',
    method: 'POST',
    path: '/reassignments',
    summary: 'Replaces one nic by another wherever it holds the given roles',
    description:
      "Without `groupIds` it covers every group that the caller may see; an operator's covers every group. `to` " +
      'consents once for all of it. Each target is checked when its turn comes, by the rules of a single ' +
      'request.',
    access: 'caller',
    refusals: [
      'too-many-open',
      'reassignment-pending',
      'recipient-unknown',
      'recipient-closed',
      'holder-unknown',
      'nothing-to-change',
      'consent-code-invalid',
      'effective-time-invalid',
      'idempotency-key-reused',
    ],
    params: none,
    query: z.strictObject({ ...dryRunQuery, ...pageQuery }),
    body: ReassignmentBody,
    status: 202,
    answer: ReassignmentAnswer,
    dryRunAnswer: DryRunReassignmentAnswer,
    isIdempotent: true,
  },
  listReassignments: {
    operationId: 'listReassignments',
    method: 'GET',
    path: '/reassignments',
    summary:
      'Reassignments that the caller requested, or is the `from` or `to` of, or for operators all, newest first',
    description:
      "The caller's own, without `groupIds`. An operator may list those of everyone in one `state`, without `party` " +
      'and `batch`.',
    access: 'caller',
    refusals: ['operator-only'],
    params: none,
    query: z.strictObject({
      ...pageQuery,
      ...everyoneQuery,
      ...everyoneTimes,
      state: ReassignmentState.optional().meta({ description: 'Only reassignments in this state.' }),
      party: ReassignmentParty.optional().meta({
        description: 'Only reassignments that the caller is party to in this way.',
      }),
      batch: Batch.optional().meta({ description: 'Only the reassignments of this batch.' }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(ReassignmentAnswer),
  },
  getReassignment: {
    operationId: 'getReassignment',
    method: 'GET',
    path: '/reassignments/{reassignmentId}',
    summary: 'A reassignment and its progress',
    description: 'For its owner, its `from`, its `to`, or an operator.',
    access: 'caller',
    refusals: ['not-found'],
    params: reassignment,
    query: none,
    body: noBody,
    status: 200,
    answer: ReassignmentAnswer,
  },
  listReassignmentOutcomes: {
    operationId: 'listReassignmentOutcomes',
    method: 'GET',
    path: '/reassignments/{reassignmentId}/outcomes',
    summary: 'The outcome of a reassignment for each group or single service',
    description:
      'Single services come first, then groups by id. The caller sees those where it holds a role now; an ' +
      'operator sees all.',
    access: 'caller',
    refusals: ['not-found'],
    params: reassignment,
    query: z.strictObject({
      ...pageQuery,
      state: TargetState.optional().meta({ description: 'Only targets in this state.' }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(OutcomeAnswer),
  },
  previewReassignment: {
    operationId: 'previewReassignment',
    method: 'GET',
    path: '/reassignments/{reassignmentId}/preview',
    summary: 'What a reassignment would do if it ran now; for its owner, and for its `to` until it runs',
    description:
      'Nobody consents blind. The consent covers what `from` holds when the reassignment runs, which may be more ' +
      'or less by then.',
    access: 'caller',
    refusals: ['not-found'],
    params: reassignment,
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(PreviewItem)
      .extend({ readAt: Time.meta({ description: 'The time as of which the outcomes are expected.' }) })
      .meta({ id: 'Preview', description: 'A page of expected outcomes.' }),
  },
  acceptReassignment: {
    operationId: 'acceptReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/accept',
    summary: 'Accepts a whole reassignment, as its `to`',
    description:
      'The consent covers what `from` holds when the reassignment runs. Repeating it changes nothing.',
    access: 'caller',
    refusals: ['not-a-recipient', 'not-found', 'state-conflict'],
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
    isRepeatable: true,
  },
  acceptReassignments: {
    operationId: 'acceptReassignments',
    method: 'POST',
    path: '/reassignments/accept',
    summary: 'Accepts the reassignments of a batch that wait for the caller, 100 at a time',
    description: 'As their `to`. While `more` is true, send the same request again.',
    access: 'caller',
    refusals: [],
    params: none,
    query: none,
    body: AcceptBatchBody,
    status: 200,
    answer: z
      .strictObject({
        accepted: z.int().nonnegative().meta({ description: 'How many this call accepted.' }),
        more: z
          .boolean()
          .meta({ description: 'Whether more of them may wait. Call again with the same body.' }),
      })
      .meta({ id: 'AcceptedReassignments', description: 'How many reassignments were accepted.' }),
    isRepeatable: true,
  },
  refuseReassignment: {
    operationId: 'refuseReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/refuse',
    summary: 'Refuses a reassignment, as its `to`',
    description: 'Repeating it changes nothing.',
    access: 'caller',
    refusals: ['not-a-recipient', 'not-found', 'state-conflict'],
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
    isRepeatable: true,
  },
  cancelReassignment: {
    operationId: 'cancelReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/cancel',
    summary: 'Cancels a reassignment, as its owner or an operator; targets that have not started are skipped',
    description:
      'The owner or an operator may cancel it until it has ended. Targets that have started go on. Repeating it ' +
      'changes nothing.',
    access: 'caller',
    refusals: ['not-the-requester', 'not-found', 'state-conflict'],
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
    isRepeatable: true,
  },
} as const satisfies Record<string, Operation>;

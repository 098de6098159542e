import * as z from 'zod';
import { ReassignmentId } from '../../domain/identifiers.ts';
import { ReassignmentState } from '../../domain/reassignment.ts';
import { TargetState } from '../../domain/reassignment-target.ts';
import { DecisionBody } from './change-body.ts';
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
import { Batch, listOf } from './shapes.ts';

const reassignment = z.strictObject({ reassignmentId: ReassignmentId });

/** Operations on reassignments. */
export const reassignmentOperations = {
  requestReassignment: {
    operationId: 'requestReassignment',
    method: 'POST',
    path: '/reassignments',
    summary: 'Replaces one nic by another wherever it holds the given roles',
    access: 'caller',
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
    access: 'caller',
    params: none,
    query: z.strictObject({
      ...pageQuery,
      ...everyoneQuery,
      state: ReassignmentState.optional(),
      party: ReassignmentParty.optional(),
      batch: Batch.meta({ description: 'Only the reassignments of this batch.' }).optional(),
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
    access: 'caller',
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
    access: 'caller',
    params: reassignment,
    query: z.strictObject({ ...pageQuery, state: TargetState.optional() }),
    body: noBody,
    status: 200,
    answer: listOf(OutcomeAnswer),
  },
  previewReassignment: {
    operationId: 'previewReassignment',
    method: 'GET',
    path: '/reassignments/{reassignmentId}/preview',
    summary: 'What a reassignment would do if it ran now; for its owner, and for its `to` until it runs',
    access: 'caller',
    params: reassignment,
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(PreviewItem).extend({
      readAt: z.iso.datetime().meta({ description: 'The time as of which the outcomes are expected.' }),
    }),
  },
  acceptReassignment: {
    operationId: 'acceptReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/accept',
    summary: 'Accepts a whole reassignment, as its `to`',
    access: 'caller',
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
  },
  acceptReassignments: {
    operationId: 'acceptReassignments',
    method: 'POST',
    path: '/reassignments/accept',
    summary: 'Accepts the reassignments of a batch that wait for the caller, 100 at a time',
    access: 'caller',
    params: none,
    query: none,
    body: AcceptBatchBody,
    status: 200,
    answer: z.strictObject({
      accepted: z.int().nonnegative().meta({ description: 'How many this call accepted.' }),
      more: z
        .boolean()
        .meta({ description: 'Whether more of them may wait. Call again with the same body.' }),
    }),
  },
  refuseReassignment: {
    operationId: 'refuseReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/refuse',
    summary: 'Refuses a reassignment, as its `to`',
    access: 'caller',
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
  },
  cancelReassignment: {
    operationId: 'cancelReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/cancel',
    summary: 'Cancels a reassignment, as its owner or an operator; targets that have not started are skipped',
    access: 'caller',
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
  },
} as const satisfies Record<string, Operation>;

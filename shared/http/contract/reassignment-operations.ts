import * as z from 'zod';
import { ReassignmentId } from '../../domain/identifiers.ts';
import { TargetState } from '../../domain/reassignment-target.ts';
import { DecisionBody, NothingBody } from './change-body.ts';
import { dryRunQuery, noBody, none, pageQuery, type Operation } from './operation.ts';
import { OutcomeAnswer, ReassignmentAnswer, ReassignmentBody } from './reassignment-shapes.ts';
import { listOf } from './shapes.ts';

const reassignment = z.strictObject({ reassignmentId: ReassignmentId });

/** Operations on reassignments. */
export const reassignmentOperations = {
  requestReassignment: {
    operationId: 'requestReassignment',
    method: 'POST',
    path: '/reassignments',
    summary: 'Puts one nic in the place of another, wherever that holds given roles',
    access: 'caller',
    params: none,
    query: z.strictObject({ ...dryRunQuery, ...pageQuery }),
    body: ReassignmentBody,
    status: 202,
    answer: ReassignmentAnswer,
    hasDryRun: true,
    isIdempotent: true,
  },
  listReassignments: {
    operationId: 'listReassignments',
    method: 'GET',
    path: '/reassignments',
    summary: 'The reassignments that the caller asked for, or gives or takes contacts by, newest first',
    access: 'caller',
    params: none,
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(ReassignmentAnswer),
  },
  getReassignment: {
    operationId: 'getReassignment',
    method: 'GET',
    path: '/reassignments/{reassignmentId}',
    summary: 'A reassignment and how far it has come',
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
    summary: 'What became of each group, or single service, of a reassignment',
    access: 'caller',
    params: reassignment,
    query: z.strictObject({ ...pageQuery, state: TargetState.optional() }),
    body: noBody,
    status: 200,
    answer: listOf(OutcomeAnswer),
  },
  acceptReassignment: {
    operationId: 'acceptReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/accept',
    summary: 'The nic that would take over agrees, to the whole reassignment',
    access: 'caller',
    params: reassignment,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ReassignmentAnswer,
  },
  refuseReassignment: {
    operationId: 'refuseReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/refuse',
    summary: 'The nic that would take over refuses',
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
    summary: 'Who asked, or an operator, takes it back; what is not begun is not begun',
    access: 'caller',
    params: reassignment,
    query: none,
    body: NothingBody,
    status: 200,
    answer: ReassignmentAnswer,
  },
} as const satisfies Record<string, Operation>;

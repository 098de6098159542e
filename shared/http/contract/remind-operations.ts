import * as z from 'zod';
import { ChangeId, ReassignmentId } from '../../domain/identifiers.ts';
import { NothingBody } from './change-body.ts';
import { none, type Operation } from './operation.ts';
import { ReassignmentAnswer } from './reassignment-shapes.ts';
import { ContactChangeAnswer } from './shapes.ts';

/** Operations that have those whose decision is missing told again. */
export const remindOperations = {
  remindContactChange: {
    operationId: 'remindContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/remind',
    summary: 'Reminds those whose decision on a contact change is missing, as its requester or an operator',
    description:
      'Once an hour at most: `Retry-After` says when it can be done again. Those who have decided are ' +
      'not told.',
    access: 'caller',
    refusals: ['not-the-requester', 'not-found', 'state-conflict', 'reminded-recently'],
    params: z.strictObject({ changeId: ChangeId }),
    query: none,
    body: NothingBody,
    status: 202,
    answer: ContactChangeAnswer,
  },
  remindReassignment: {
    operationId: 'remindReassignment',
    method: 'POST',
    path: '/reassignments/{reassignmentId}/remind',
    summary: 'Reminds the `to` of a reassignment that its decision is missing, as its owner or an operator',
    description: 'Once an hour at most: `Retry-After` says when it can be done again.',
    access: 'caller',
    refusals: ['not-the-requester', 'not-found', 'state-conflict', 'reminded-recently'],
    params: z.strictObject({ reassignmentId: ReassignmentId }),
    query: none,
    body: NothingBody,
    status: 202,
    answer: ReassignmentAnswer,
  },
} as const satisfies Record<string, Operation>;

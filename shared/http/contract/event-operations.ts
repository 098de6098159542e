import * as z from 'zod';
import { ChangeEvent } from '../../domain/change-event.ts';
import { ChangeId, ReassignmentId } from '../../domain/identifiers.ts';
import { ReassignmentEvent } from '../../domain/reassignment-event.ts';
import { noBody, pageQuery, type Operation } from './operation.ts';
import { listOf } from './values.ts';

/** Operations on what happened. */
export const eventOperations = {
  listChangeEvents: {
    operationId: 'listChangeEvents',
    method: 'GET',
    path: '/contact-changes/{changeId}/events',
    summary: 'What happened to a contact change, oldest first',
    description:
      'For its requester, its recipients, a contact of its group, or an operator: who did what and ' +
      'when. To a caller that may not know who it was, `actor` is `undisclosed`. A change from before ' +
      'there were events has none, and an end by the clock has its event within a minute. An event of a type ' +
      'that only a later release knows is left out.',
    access: 'caller',
    refusals: ['not-found'],
    params: z.strictObject({ changeId: ChangeId }),
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(ChangeEvent),
  },
  listReassignmentEvents: {
    operationId: 'listReassignmentEvents',
    method: 'GET',
    path: '/reassignments/{reassignmentId}/events',
    summary: 'What happened to a reassignment, oldest first',
    description:
      'For its owner, its `from`, its `to`, or an operator. To a caller that may not know who it was, ' +
      '`actor` is `undisclosed`. Each change that it makes has events of its own.',
    access: 'caller',
    refusals: ['not-found'],
    params: z.strictObject({ reassignmentId: ReassignmentId }),
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(ReassignmentEvent),
  },
} as const satisfies Record<string, Operation>;

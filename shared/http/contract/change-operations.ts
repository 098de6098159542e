import * as z from 'zod';
import { ChangeState } from '../../domain/contact-change.ts';
import { ChangeId, GroupId } from '../../domain/identifiers.ts';
import { ChangeBody } from './change-body.ts';
import { dryRunQuery, noBody, none, pageQuery, type Operation } from './operation.ts';
import { ContactChangeAnswer, listOf, MemberOutcomeAnswer, MemberState, Reason } from './shapes.ts';

const group = z.strictObject({ groupId: GroupId });
const change = z.strictObject({ changeId: ChangeId });

/** Why a recipient decides as it does; it need not say. */
const DecisionBody = z.strictObject({ reason: Reason.optional() }).optional();

/** An empty object, or nothing at all. */
const NothingBody = none.optional();

/** Operations on contact changes. */
export const changeOperations = {
  requestGroupChange: {
    operationId: 'requestGroupChange',
    method: 'POST',
    path: '/groups/{groupId}/contact-changes',
    summary: 'Asks for other contacts of a group and of every service in it',
    access: 'caller',
    params: group,
    query: z.strictObject(dryRunQuery),
    body: ChangeBody,
    status: 202,
    answer: ContactChangeAnswer,
    hasDryRun: true,
    isIdempotent: true,
  },
  listGroupChanges: {
    operationId: 'listGroupChanges',
    method: 'GET',
    path: '/groups/{groupId}/contact-changes',
    summary: "A group's history, newest first",
    access: 'caller',
    params: group,
    query: z.strictObject({ ...pageQuery, state: ChangeState.optional() }),
    body: noBody,
    status: 200,
    answer: listOf(ContactChangeAnswer),
  },
  listMyChanges: {
    operationId: 'listMyChanges',
    method: 'GET',
    path: '/contact-changes',
    summary: 'The changes that the caller asked for or is a recipient of, newest first',
    access: 'caller',
    params: none,
    query: z.strictObject({
      ...pageQuery,
      party: z.enum(['recipient', 'requester']).optional(),
      state: ChangeState.optional(),
    }),
    body: noBody,
    status: 200,
    answer: listOf(ContactChangeAnswer),
  },
  getContactChange: {
    operationId: 'getContactChange',
    method: 'GET',
    path: '/contact-changes/{changeId}',
    summary: 'A contact change and how far it has spread',
    access: 'caller',
    params: change,
    query: none,
    body: noBody,
    status: 200,
    answer: ContactChangeAnswer,
  },
  listMemberOutcomes: {
    operationId: 'listMemberOutcomes',
    method: 'GET',
    path: '/contact-changes/{changeId}/services',
    summary: 'What became of each service of a change',
    access: 'caller',
    params: change,
    query: z.strictObject({ ...pageQuery, state: MemberState.optional() }),
    body: noBody,
    status: 200,
    answer: listOf(MemberOutcomeAnswer),
  },
  acceptContactChange: {
    operationId: 'acceptContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/accept',
    summary: 'A recipient agrees',
    access: 'caller',
    params: change,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ContactChangeAnswer,
  },
  refuseContactChange: {
    operationId: 'refuseContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/refuse',
    summary: 'A recipient refuses',
    access: 'caller',
    params: change,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ContactChangeAnswer,
  },
  cancelContactChange: {
    operationId: 'cancelContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/cancel',
    summary: 'The requester, or an operator, takes a request back before it is effective',
    access: 'caller',
    params: change,
    query: none,
    body: NothingBody,
    status: 200,
    answer: ContactChangeAnswer,
  },
  retryContactChange: {
    operationId: 'retryContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/retry',
    summary: 'Spreads a change again to the members that failed, and to no other',
    access: 'caller',
    params: change,
    query: none,
    body: NothingBody,
    status: 202,
    answer: ContactChangeAnswer,
  },
} as const satisfies Record<string, Operation>;

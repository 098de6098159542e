import * as z from 'zod';
import { ChangeState } from '../../domain/contact-change.ts';
import { ChangeId, GroupId, Nic } from '../../domain/identifiers.ts';
import { Role } from '../../domain/roles.ts';
import { ChangeBody, DecisionBody, everyoneTimes, GivenTime, NothingBody, RetryBody } from './change-body.ts';
import { dryRunQuery, everyoneQuery, noBody, none, pageQuery, type Operation } from './operation.ts';
import {
  ContactChangeAnswer,
  DryRunChangeAnswer,
  MemberOutcomeAnswer,
  MemberState,
  RetriedAnswer,
} from './shapes.ts';
import { listOf } from './values.ts';

const group = z.strictObject({ groupId: GroupId });
const change = z.strictObject({ changeId: ChangeId });

/** Operations on contact changes. */
export const changeOperations = {
  requestGroupChange: {
    operationId: 'requestGroupChange',
    method: 'POST',
    path: '/groups/{groupId}/contact-changes',
    summary: 'Requests new contacts for a group and every service in it',
    description:
      'Only the administration contact of the group may ask. Every recipient has to consent, unless it is the ' +
      'caller or has given a consent code. With all consents the change is effective on the group and propagates ' +
      'to every service in it.',
    access: 'caller',
    refusals: [
      'not-administration-contact',
      'not-found',
      'change-pending',
      'too-many-open',
      'recipient-unknown',
      'recipient-closed',
      'recipient-not-validated',
      'recipient-in-debt',
      'nothing-to-change',
      'consent-code-invalid',
      'effective-time-invalid',
      'idempotency-key-reused',
    ],
    params: group,
    query: z.strictObject(dryRunQuery),
    body: ChangeBody,
    status: 202,
    answer: ContactChangeAnswer,
    dryRunAnswer: DryRunChangeAnswer,
    isIdempotent: true,
  },
  listGroupChanges: {
    operationId: 'listGroupChanges',
    method: 'GET',
    path: '/groups/{groupId}/contact-changes',
    summary: "A group's contact changes, newest first",
    description:
      'The history of the group: who requested what, when and why, who consented, and the contacts before and ' +
      'after. For a contact of the group, or an operator.',
    access: 'caller',
    refusals: ['not-found'],
    params: group,
    query: z.strictObject({
      ...pageQuery,
      state: ChangeState.optional().meta({ description: 'Only changes in this state now' }),
      since: GivenTime.optional().meta({ description: 'Only changes requested at this time or later' }),
      until: GivenTime.optional().meta({ description: 'Only changes requested before this time' }),
      role: Role.optional().meta({ description: 'Only changes of this role' }),
      contact: Nic.optional().meta({ description: 'Only changes from or to this nic, in any role' }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(ContactChangeAnswer),
  },
  listMyChanges: {
    operationId: 'listMyChanges',
    method: 'GET',
    path: '/contact-changes',
    summary:
      'Contact changes that the caller requested or is a recipient of, or for operators all, newest first',
    description:
      "The caller's own: those that it requested, and those that it is a recipient of. An operator may list those " +
      'of everyone in one `state`, without `party`: those of `propagating` with an `until` of an hour ago are stuck.',
    access: 'caller',
    refusals: ['operator-only'],
    params: none,
    query: z.strictObject({
      ...pageQuery,
      ...everyoneQuery,
      ...everyoneTimes,
      party: z
        .enum(['recipient', 'requester'])
        .optional()
        .meta({ description: 'Only changes that the caller is party to in this way.' }),
      state: ChangeState.optional().meta({ description: 'Only changes in this state.' }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(ContactChangeAnswer),
  },
  getContactChange: {
    operationId: 'getContactChange',
    method: 'GET',
    path: '/contact-changes/{changeId}',
    summary: 'A contact change and its progress',
    description: 'For its requester, its recipients, a contact of its group, or an operator.',
    access: 'caller',
    refusals: ['not-found'],
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
    summary: 'The outcome of a contact change for each service',
    description:
      'For a contact of the group, or an operator. For the requester and the recipients only while the change is ' +
      'open or propagating; afterwards their list is empty.',
    access: 'caller',
    refusals: ['not-found'],
    params: change,
    query: z.strictObject({
      ...pageQuery,
      state: MemberState.optional().meta({ description: 'Only services in this state.' }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(MemberOutcomeAnswer),
  },
  acceptContactChange: {
    operationId: 'acceptContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/accept',
    summary: 'Accepts a contact change as a recipient',
    description:
      'For all roles that the caller would take. With the last consent the change is effective, or scheduled. ' +
      'Repeating it changes nothing.',
    access: 'caller',
    refusals: ['not-a-recipient', 'not-found', 'state-conflict'],
    params: change,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ContactChangeAnswer,
    isRepeatable: true,
  },
  refuseContactChange: {
    operationId: 'refuseContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/refuse',
    summary: 'Refuses a contact change as a recipient',
    description:
      'Ends the change for all its recipients. Who accepted may refuse until the change is effective. Repeating ' +
      'it changes nothing.',
    access: 'caller',
    refusals: ['not-a-recipient', 'not-found', 'state-conflict'],
    params: change,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ContactChangeAnswer,
    isRepeatable: true,
  },
  cancelContactChange: {
    operationId: 'cancelContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/cancel',
    summary: 'Cancels a contact change before it is effective, as its requester or an operator',
    description:
      'The requester or an operator may cancel a change before it is effective. Repeating it changes nothing.',
    access: 'caller',
    refusals: ['not-the-requester', 'not-found', 'state-conflict'],
    params: change,
    query: none,
    body: DecisionBody,
    status: 200,
    answer: ContactChangeAnswer,
    isRepeatable: true,
  },
  retryContactChange: {
    operationId: 'retryContactChange',
    method: 'POST',
    path: '/contact-changes/{changeId}/retry',
    summary: 'Retries a contact change for the services that failed',
    description:
      'The administration contact of the group or an operator may retry a change that completed with failures.',
    access: 'caller',
    refusals: ['not-administration-contact', 'not-found', 'state-conflict'],
    params: change,
    query: none,
    body: NothingBody,
    status: 202,
    answer: ContactChangeAnswer,
  },
  retryFailedChanges: {
    operationId: 'retryFailedChanges',
    method: 'POST',
    path: '/contact-changes/retry',
    summary: 'Retries up to 100 contact changes that ended with failures in a given time',
    description: 'As a retry of each of them would. While `more` is true, send the same request again.',
    access: 'operator',
    refusals: [],
    params: none,
    query: none,
    body: RetryBody,
    status: 202,
    answer: RetriedAnswer,
    isRepeatable: true,
  },
} as const satisfies Record<string, Operation>;

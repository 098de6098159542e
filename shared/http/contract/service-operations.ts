import * as z from 'zod';
import { GivenServiceId, Nic } from '../../domain/identifiers.ts';
import { ChangeBody } from './change-body.ts';
import { dryRunQuery, noBody, none, type Operation } from './operation.ts';
import { ContactChangeAnswer, DryRunChangeAnswer, RightsAnswer, ServiceAnswer } from './shapes.ts';

const service = z.strictObject({ serviceId: GivenServiceId });

/** Operations on single services. */
export const serviceOperations = {
  getService: {
    operationId: 'getService',
    method: 'GET',
    path: '/services/{serviceId}',
    summary: 'A service and its contacts',
    description: 'For a contact of the service or of its group, or an operator.',
    access: 'caller',
    refusals: ['not-found'],
    params: service,
    query: none,
    body: noBody,
    status: 200,
    answer: ServiceAnswer,
  },
  getServiceRights: {
    operationId: 'getServiceRights',
    method: 'GET',
    path: '/services/{serviceId}/rights',
    summary: 'The rights of the caller on a service; an operator may ask for another nic',
    description:
      'What the caller may do on the service, by the roles that it holds there. An operator may ask for another nic.',
    access: 'caller',
    refusals: ['operator-only', 'not-found'],
    params: service,
    query: z.strictObject({
      nic: Nic.optional().meta({
        description: "Whose rights. Default: the caller's; another nic is for operators.",
      }),
    }),
    body: noBody,
    status: 200,
    answer: RightsAnswer,
  },
  requestServiceChange: {
    operationId: 'requestServiceChange',
    method: 'POST',
    path: '/services/{serviceId}/contact-changes',
    summary: 'Requests a new technical contact for one service',
    description:
      'Only the technical contact of a single service can be changed, by the administration contact of its ' +
      'group. The change is effective at once if the recipient is the caller, or has given a consent code.',
    access: 'caller',
    refusals: [
      'not-administration-contact',
      'not-found',
      'change-pending',
      'too-many-open',
      'role-not-changeable',
      'recipient-unknown',
      'recipient-closed',
      'recipient-not-validated',
      'recipient-in-debt',
      'nothing-to-change',
      'consent-code-invalid',
      'effective-time-invalid',
      'idempotency-key-reused',
    ],
    params: service,
    query: z.strictObject(dryRunQuery),
    body: ChangeBody,
    status: 202,
    createdStatus: 201,
    answer: ContactChangeAnswer,
    dryRunAnswer: DryRunChangeAnswer,
    isIdempotent: true,
  },
} as const satisfies Record<string, Operation>;

import * as z from 'zod';
import { Nic, ServiceId } from '../../domain/identifiers.ts';
import { ChangeBody } from './change-body.ts';
import { dryRunQuery, noBody, none, type Operation } from './operation.ts';
import { ContactChangeAnswer, DryRunChangeAnswer, RightsAnswer, ServiceAnswer } from './shapes.ts';

const service = z.strictObject({ serviceId: ServiceId });

/** Operations on single services. */
export const serviceOperations = {
  getService: {
    operationId: 'getService',
    method: 'GET',
    path: '/services/{serviceId}',
    summary: 'A service and its contacts',
    access: 'caller',
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
    access: 'caller',
    params: service,
    query: z.strictObject({ nic: Nic.optional() }),
    body: noBody,
    status: 200,
    answer: RightsAnswer,
  },
  requestServiceChange: {
    operationId: 'requestServiceChange',
    method: 'POST',
    path: '/services/{serviceId}/contact-changes',
    summary: 'Requests a new technical contact for one service',
    access: 'caller',
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

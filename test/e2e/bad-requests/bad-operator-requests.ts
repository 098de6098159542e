import { operatorNic } from '../../support/operator.ts';
import type { BadRequest } from './bad-request.ts';

/** Requests to the operator’s routes that are bad, by what is bad about them. */
export const badOperatorRequests: Readonly<Record<string, BadRequest>> = {
  'an operator route': {
    method: 'GET',
    path: (group) => `/accounts/${group.administration}`,
    expected: [403, 'operator-only'],
  },
  'an operator route, whatever the id': {
    method: 'GET',
    path: () => '/accounts/x',
    expected: [403, 'operator-only'],
  },
  'an operator route to write with': {
    method: 'PUT',
    path: (group) => `/groups/${group.groupId}`,
    body: {},
    expected: [403, 'operator-only'],
  },
  'a balance in halves of a cent': {
    method: 'PUT',
    path: (group) => `/accounts/${group.heir}`,
    body: { voipValidated: true, balanceCents: 0.5, status: 'open' },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/balanceCents'],
  },
  'other contacts for a group that exists': {
    method: 'PUT',
    path: (group) => `/groups/${group.groupId}`,
    body: { contacts: { administration: 'ab1-ovh', technical: 'ab1-ovh', billing: 'ab1-ovh' } },
    as: () => operatorNic,
    expected: [409, 'state-conflict', '/contacts'],
  },
  'a group of unknown nics': {
    method: 'PUT',
    path: () => '/groups/zz1-ovh-1',
    body: { contacts: { administration: 'zz1-ovh', technical: 'zz1-ovh', billing: 'zz1-ovh' } },
    as: () => operatorNic,
    expected: [
      422,
      'recipient-unknown',
      '/contacts/administration',
      '/contacts/technical',
      '/contacts/billing',
    ],
  },
  'a service that is named twice': {
    path: (group) => `/groups/${group.groupId}/services`,
    body: {
      services: [
        { serviceId: '0033111111111', kind: 'line' },
        { serviceId: '0033111111111', kind: 'line' },
      ],
    },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/services/1/serviceId'],
  },
  'no service to add': {
    path: (group) => `/groups/${group.groupId}/services`,
    body: { services: [] },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/services'],
  },
  'services for a group that does not exist': {
    path: () => '/groups/zz1-ovh-1/services',
    body: { services: [{ serviceId: '0033111111111', kind: 'line' }] },
    as: () => operatorNic,
    expected: [404, 'not-found'],
  },
  'a new group with one contact': {
    method: 'PUT',
    path: () => '/groups/zz1-ovh-1',
    body: { contacts: { administration: 'zz1-ovh' } },
    as: () => operatorNic,
    expected: [422, 'validation-failed', '/contacts'],
  },
  'the deletion of a group with services': {
    method: 'DELETE',
    path: (group) => `/groups/${group.groupId}`,
    as: () => operatorNic,
    expected: [409, 'state-conflict'],
  },
  'the deletion of a group that is not there': {
    method: 'DELETE',
    path: () => '/groups/zz1-ovh-1',
    as: () => operatorNic,
    expected: [404, 'not-found'],
  },
  'the deletion of a service that is not there': {
    method: 'DELETE',
    path: (group) => `/groups/${group.groupId}/services/0033111111111`,
    as: () => operatorNic,
    expected: [404, 'not-found'],
  },
};

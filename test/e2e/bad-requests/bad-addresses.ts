import type { BadRequest } from './bad-request.ts';

const someChange = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** Requests whose address is bad: what it names is not there, is another’s or has no such form. */
export const badAddresses: Readonly<Record<string, BadRequest>> = {
  'a group that does not exist': {
    method: 'GET',
    path: () => '/groups/zz1-ovh-1',
    expected: [404, 'not-found'],
  },
  'a group of another': {
    method: 'GET',
    path: (group) => `/groups/${group.groupId}`,
    as: (group) => group.heir,
    expected: [404, 'not-found'],
  },
  'the services of another’s group': {
    method: 'GET',
    path: (group) => `/groups/${group.groupId}/services`,
    as: (group) => group.heir,
    expected: [404, 'not-found'],
  },
  'a service of another’s group': {
    method: 'GET',
    path: (group) => `/services/${group.serviceIds[0]}`,
    as: (group) => group.heir,
    expected: [404, 'not-found'],
  },
  'a service that does not exist': {
    method: 'GET',
    path: () => '/services/0033100000000',
    expected: [404, 'not-found'],
  },
  'a change that does not exist': {
    method: 'GET',
    path: () => `/contact-changes/${someChange}`,
    expected: [404, 'not-found'],
  },
  'the services of a change that does not exist': {
    method: 'GET',
    path: () => `/contact-changes/${someChange}/services`,
    expected: [404, 'not-found'],
  },
  'the consent to a change that does not exist': {
    path: () => `/contact-changes/${someChange}/accept`,
    expected: [404, 'not-found'],
  },
  'a group id of the wrong form': {
    method: 'GET',
    path: () => '/groups/ab12345-ovh',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'a service id of the wrong form': {
    method: 'GET',
    path: () => '/services/33972101234',
    expected: [400, 'invalid-parameter', 'serviceId'],
  },
  'a change id of the wrong form': {
    method: 'GET',
    path: () => '/contact-changes/1',
    expected: [400, 'invalid-parameter', 'changeId'],
  },
  'an id with an encoded slash': {
    method: 'GET',
    path: () => '/groups/ab1-ovh%2F1',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'an id with an encoded zero byte': {
    method: 'GET',
    path: () => '/groups/ab1-ovh-1%00',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'an id that is the separator of keys': {
    method: 'GET',
    path: () => '/groups/ab1-ovh-1%23PENDING',
    expected: [400, 'invalid-parameter', 'groupId'],
  },
  'a limit of nothing': {
    method: 'GET',
    path: () => '/groups?limit=0',
    expected: [400, 'invalid-parameter', 'limit'],
  },
  'a limit that is too high': {
    method: 'GET',
    path: () => '/groups?limit=101',
    expected: [400, 'invalid-parameter', 'limit'],
  },
  'a limit that is no number': {
    method: 'GET',
    path: () => '/groups?limit=ten',
    expected: [400, 'invalid-parameter', 'limit'],
  },
  'an unknown role to filter by': {
    method: 'GET',
    path: () => '/groups?role=legal',
    expected: [400, 'invalid-parameter', 'role'],
  },
  'a parameter that is not known': {
    method: 'GET',
    path: () => '/groups?page=2',
    expected: [400, 'invalid-parameter', 'page'],
  },
  'a cursor that is garbage': {
    method: 'GET',
    path: (group) => `/groups/${group.groupId}/services?cursor=AAAA%20AAAA`,
    expected: [400, 'invalid-cursor', 'cursor'],
  },
};

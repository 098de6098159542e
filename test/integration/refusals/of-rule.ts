import { ada, cleo, dan, eve, nic, serviceId } from '../../support/world.ts';
import { asking, asOperator, type Refused } from './refusing-world.ts';

/** Refusals of what a request would change. */
export const ofRule: readonly Refused[] = [
  [
    'change-pending',
    { pointer: '/contacts/technical' },
    'The open request for the technical contact of this group blocks this one. ' +
      'Ask again when it has ended, or cancel it.',
    { nic: ada },
    'requestGroupChange',
    () => asking({ technical: ada }),
  ],
  [
    'service-in-another-group',
    { parameter: 'serviceId' },
    `${serviceId(0)} belongs to another group. Remove it there first.`,
    asOperator,
    'putGroupService',
    () => ({ params: { groupId: 'ot1-ovh-1', serviceId: serviceId(0) }, body: { kind: 'line' } }),
  ],
  [
    'service-in-another-group',
    { pointer: '/services/1' },
    `${serviceId(0)} belongs to another group. Remove it there first.`,
    asOperator,
    'addGroupServices',
    () => ({
      params: { groupId: 'ot1-ovh-1' },
      body: {
        services: [
          { serviceId: serviceId(70), kind: 'line' },
          { serviceId: serviceId(0), kind: 'line' },
        ],
      },
    }),
  ],
  [
    'role-not-changeable',
    { pointer: '/contacts/billing' },
    'The billing contact of a single service cannot be changed. Change it on the group.',
    { nic: ada },
    'requestServiceChange',
    () => ({ params: { serviceId: serviceId(0) }, body: { contacts: { billing: cleo } } }),
  ],
  [
    'recipient-unknown',
    { pointer: '/contacts/administration' },
    'zz9-ovh has no account. A contact needs an open one.',
    { nic: ada },
    'requestGroupChange',
    () => asking({ administration: nic('zz9-ovh') }),
  ],
  [
    'recipient-closed',
    { pointer: '/contacts/administration' },
    `The account of ${dan} is closed. A contact needs an open one.`,
    { nic: ada },
    'requestGroupChange',
    () => asking({ administration: dan }),
  ],
  [
    'recipient-not-validated',
    { pointer: '/contacts/billing' },
    `${eve} has not completed the VoIP validation, which a billing contact needs.`,
    { nic: ada },
    'requestGroupChange',
    () => asking({ billing: eve }),
  ],
  [
    'recipient-in-debt',
    { pointer: '/contacts/billing' },
    `The account of ${eve} has a negative balance. A billing contact owes nothing.`,
    { nic: ada },
    'requestGroupChange',
    () => asking({ billing: eve }),
  ],
];

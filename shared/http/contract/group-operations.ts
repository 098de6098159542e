import * as z from 'zod';
import { ServiceKind } from '../../domain/service.ts';
import { GivenServiceId, GroupId, Nic } from '../../domain/identifiers.ts';
import { Role } from '../../domain/roles.ts';
import {
  dryRunQuery,
  everyoneQuery,
  noAnswer,
  noBody,
  none,
  pageQuery,
  type Operation,
} from './operation.ts';
import {
  AddedServices,
  DryRunAddedServices,
  GroupBody,
  NumberPrefix,
  PartialServicesBody,
  ServiceBody,
  ServicesBody,
} from './group-shapes.ts';
import { GroupAnswer, ServiceAnswer } from './shapes.ts';
import { listOf, Prefix } from './values.ts';

const group = z.strictObject({ groupId: GroupId });
const groupService = z.strictObject({ groupId: GroupId, serviceId: GivenServiceId });

/** Operations on groups and their members. */
export const groupOperations = {
  putGroup: {
    operationId: 'putGroup',
    method: 'PUT',
    path: '/groups/{groupId}',
    summary: 'Creates a group, or updates the description of an existing one',
    description:
      'Creates the group with its first contacts, who need open accounts. On an existing group only the ' +
      'description may differ: contacts change by contact changes.',
    access: 'operator',
    refusals: ['state-conflict', 'recipient-unknown', 'recipient-closed'],
    params: group,
    query: none,
    body: GroupBody,
    status: 200,
    answer: GroupAnswer,
  },
  listGroups: {
    operationId: 'listGroups',
    method: 'GET',
    path: '/groups',
    summary: 'The groups on which the caller holds a role, or for operators all whose id begins so',
    description:
      'Every group on which the caller holds a role, by id. An operator may list those of everyone whose id begins ' +
      'with `prefix`, without `role`.',
    access: 'caller',
    refusals: ['operator-only'],
    params: none,
    query: z.strictObject({
      ...pageQuery,
      ...everyoneQuery,
      role: Role.optional().meta({ description: 'Only groups on which the caller holds this role.' }),
      prefix: Prefix.optional().meta({
        description: 'Only groups whose id begins so: two letters at least. With `of` it has to be there.',
      }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(GroupAnswer),
  },
  getGroup: {
    operationId: 'getGroup',
    method: 'GET',
    path: '/groups/{groupId}',
    summary: 'A group and its contacts',
    description: 'For a contact of the group, or an operator.',
    access: 'caller',
    refusals: ['not-found'],
    params: group,
    query: none,
    body: noBody,
    status: 200,
    answer: GroupAnswer,
  },
  deleteGroup: {
    operationId: 'deleteGroup',
    method: 'DELETE',
    path: '/groups/{groupId}',
    summary: 'Deletes a group without services and open requests',
    description: 'The id can be given again. History from before a deletion is for operators alone.',
    access: 'operator',
    refusals: ['not-found', 'state-conflict'],
    params: group,
    query: none,
    body: noBody,
    status: 204,
    answer: noAnswer,
  },
  listGroupServices: {
    operationId: 'listGroupServices',
    method: 'GET',
    path: '/groups/{groupId}/services',
    summary: "A group's services and their contacts",
    description:
      'Every service of the group with its three contacts, by number. For a contact of the group, or an operator.',
    access: 'caller',
    refusals: ['not-found'],
    params: group,
    query: z.strictObject({
      ...pageQuery,
      kind: ServiceKind.optional().meta({ description: 'Only services of this kind' }),
      inSync: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'Only services that have all changes of their contacts, or only the others' }),
      contact: Nic.optional().meta({ description: 'Only services on which this nic holds a role' }),
      prefix: NumberPrefix.optional().meta({ description: 'Only services whose number begins so' }),
    }),
    body: noBody,
    status: 200,
    answer: listOf(ServiceAnswer),
  },
  addGroupServices: {
    operationId: 'addGroupServices',
    method: 'POST',
    path: '/groups/{groupId}/services',
    summary: 'Adds up to 40 services to a group, by default all or none',
    description:
      'The way to load many services: one transaction adds them all, or none. With `partial=true` each is judged ' +
      'by itself. A service that is a member already stays as it is. A new member gets the contacts of the ' +
      'group.',
    access: 'operator',
    refusals: ['not-found', 'service-in-another-group', 'state-conflict'],
    params: group,
    query: z.strictObject({
      ...dryRunQuery,
      partial: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'Adds the services that it can, and answers each, whatever the others' }),
    }),
    body: ServicesBody,
    partialBody: PartialServicesBody,
    status: 200,
    answer: AddedServices,
    dryRunAnswer: DryRunAddedServices,
    isRepeatable: true,
  },
  putGroupService: {
    operationId: 'putGroupService',
    method: 'PUT',
    path: '/groups/{groupId}/services/{serviceId}',
    summary: 'Adds one service to a group',
    description:
      'The new member gets the contacts of the group. A service that is a member already stays as it is. Remove ' +
      'a service from its group before you add it to another.',
    access: 'operator',
    refusals: ['not-found', 'service-in-another-group', 'state-conflict'],
    params: groupService,
    query: none,
    body: ServiceBody,
    status: 200,
    createdStatus: 201,
    answer: ServiceAnswer,
  },
  deleteGroupService: {
    operationId: 'deleteGroupService',
    method: 'DELETE',
    path: '/groups/{groupId}/services/{serviceId}',
    summary: 'Removes a service from its group',
    description: 'The service has no contacts afterwards. A change that is under way ends without it.',
    access: 'operator',
    refusals: ['not-found'],
    params: groupService,
    query: none,
    body: noBody,
    status: 204,
    answer: noAnswer,
  },
} as const satisfies Record<string, Operation>;

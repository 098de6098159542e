import * as z from 'zod';
import { ServiceKind } from '../../domain/service.ts';
import { GroupId, Nic, ServiceId } from '../../domain/identifiers.ts';
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
  AddedServiceAnswer,
  ContactsAnswer,
  Description,
  GroupAnswer,
  listOf,
  Prefix,
  ServiceAnswer,
  isDryRun,
} from './shapes.ts';

const group = z.strictObject({ groupId: GroupId });
const groupService = z.strictObject({ groupId: GroupId, serviceId: ServiceId });

/** The first digits of a service's number. */
const NumberPrefix = z
  .string()
  .regex(/^00[1-9][0-9]{0,14}$/, 'must be the beginning of a number like 0033972101234')
  .meta({ examples: ['0033972'] });

/** The most services of a request: they are added in one transaction. */
const servicesLimit = 40;
export const notTwice = 'must not appear twice';

/** A service to add. */
export const NewServiceBody = z.strictObject({
  serviceId: ServiceId.meta({ description: "The service's number" }),
  kind: ServiceKind.meta({ description: 'A line, or a number that is an alias of one' }),
});

interface ServicesBody {
  readonly services: readonly unknown[];
}

/** Services to add, without duplicates. */
const ServicesBody: z.ZodType<ServicesBody> = z.strictObject({
  services: z
    .array(NewServiceBody)
    .min(1)
    .max(servicesLimit)
    .superRefine((services, context) => {
      const seen = new Set<string>();
      for (const [index, { serviceId }] of services.entries()) {
        if (seen.has(serviceId)) {
          context.addIssue({ code: 'custom', message: notTwice, path: [index, 'serviceId'] });
        }
        seen.add(serviceId);
      }
    }),
});

/** Services of which each is judged by itself. */
const PartialServicesBody: z.ZodType<ServicesBody> = z.strictObject({
  services: z.array(z.unknown()).min(1).max(servicesLimit),
});

/** Operations on groups and their members. */
export const groupOperations = {
  putGroup: {
    operationId: 'putGroup',
    method: 'PUT',
    path: '/groups/{groupId}',
    summary: 'Creates a group, or updates the description of an existing one',
    access: 'operator',
    params: group,
    query: none,
    body: z.strictObject({
      description: Description.nullish().meta({
        description: 'For people. Left out, it stays as it is; null clears it.',
      }),
      contacts: ContactsAnswer.partial()
        .optional()
        .meta({
          description:
            'All three for a new group. Of an existing one they must be the present contacts: ' +
            'they change by contact changes.',
        }),
    }),
    status: 200,
    answer: GroupAnswer,
  },
  listGroups: {
    operationId: 'listGroups',
    method: 'GET',
    path: '/groups',
    summary: 'The groups on which the caller holds a role, or for operators all whose id begins so',
    access: 'caller',
    params: none,
    query: z.strictObject({
      ...pageQuery,
      ...everyoneQuery,
      role: Role.optional(),
      prefix: Prefix.optional(),
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
    access: 'caller',
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
    access: 'operator',
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
    access: 'caller',
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
    access: 'operator',
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
    answer: z.union([
      z.strictObject({ items: z.array(ServiceAnswer).max(servicesLimit) }),
      z.strictObject({ items: z.array(AddedServiceAnswer).max(servicesLimit) }),
    ]),
    dryRunAnswer: z.union([
      z.strictObject({ ...isDryRun, items: z.array(ServiceAnswer).max(servicesLimit) }),
      z.strictObject({ ...isDryRun, items: z.array(AddedServiceAnswer).max(servicesLimit) }),
    ]),
  },
  putGroupService: {
    operationId: 'putGroupService',
    method: 'PUT',
    path: '/groups/{groupId}/services/{serviceId}',
    summary: 'Adds one service to a group',
    access: 'operator',
    params: groupService,
    query: none,
    body: z.strictObject({ kind: ServiceKind }),
    status: 200,
    createdStatus: 201,
    answer: ServiceAnswer,
  },
  deleteGroupService: {
    operationId: 'deleteGroupService',
    method: 'DELETE',
    path: '/groups/{groupId}/services/{serviceId}',
    summary: 'Removes a service from its group',
    access: 'operator',
    params: groupService,
    query: none,
    body: noBody,
    status: 204,
    answer: noAnswer,
  },
} as const satisfies Record<string, Operation>;

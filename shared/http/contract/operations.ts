import * as z from 'zod';
import { ChangeId, GroupId, Nic, ServiceId } from '../../domain/identifiers.ts';
import { Contacts, Role } from '../../domain/roles.ts';
import { ServiceKind } from '../../domain/service.ts';
import { noAnswer, noBody, none, pageQuery, type Operation } from './operation.ts';
import {
  AccountAnswer,
  ContactChangeAnswer,
  Description,
  GroupAnswer,
  listOf,
  MemberOutcomeAnswer,
  MemberState,
  Reason,
  ServiceAnswer,
} from './shapes.ts';

const group = z.strictObject({ groupId: GroupId });
const groupService = z.strictObject({ groupId: GroupId, serviceId: ServiceId });
const change = z.strictObject({ changeId: ChangeId });

/** One account as the operator states it. */
const AccountBody = AccountAnswer.omit({ nic: true });

/** A load of services, each named once. */
const ServicesBody = z.strictObject({
  services: z
    .array(z.strictObject({ serviceId: ServiceId, kind: ServiceKind }))
    .min(1)
    .max(40)
    .superRefine((services, context) => {
      const seen = new Set<string>();
      for (const [index, { serviceId }] of services.entries()) {
        if (seen.has(serviceId)) {
          context.addIssue({ code: 'custom', message: 'is named twice', path: [index, 'serviceId'] });
        }
        seen.add(serviceId);
      }
    }),
});

/** Every operation, by its id. */
export const operations = {
  getHealth: {
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    summary: 'Whether requests are answered',
    access: 'open',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: z.strictObject({ status: z.literal('ok') }),
  },
  putAccount: {
    operationId: 'putAccount',
    method: 'PUT',
    path: '/accounts/{nic}',
    summary: 'States what is known of a nic',
    access: 'operator',
    params: z.strictObject({ nic: Nic }),
    query: none,
    body: AccountBody,
    status: 200,
    answer: AccountAnswer,
  },
  getAccount: {
    operationId: 'getAccount',
    method: 'GET',
    path: '/accounts/{nic}',
    summary: 'What is known of a nic',
    access: 'operator',
    params: z.strictObject({ nic: Nic }),
    query: none,
    body: noBody,
    status: 200,
    answer: AccountAnswer,
  },
  putGroup: {
    operationId: 'putGroup',
    method: 'PUT',
    path: '/groups/{groupId}',
    summary: 'Creates a group, or describes an existing one anew',
    access: 'operator',
    params: group,
    query: none,
    body: z.strictObject({ description: Description.optional(), contacts: Contacts }),
    status: 200,
    answer: GroupAnswer,
  },
  listGroups: {
    operationId: 'listGroups',
    method: 'GET',
    path: '/groups',
    summary: 'The groups on which the caller holds a role',
    access: 'caller',
    params: none,
    query: z.strictObject({ ...pageQuery, role: Role.optional() }),
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
  listGroupServices: {
    operationId: 'listGroupServices',
    method: 'GET',
    path: '/groups/{groupId}/services',
    summary: "The recapitulating table: a group's services and their contacts",
    access: 'caller',
    params: group,
    query: z.strictObject({ ...pageQuery, kind: ServiceKind.optional() }),
    body: noBody,
    status: 200,
    answer: listOf(ServiceAnswer),
  },
  addGroupServices: {
    operationId: 'addGroupServices',
    method: 'POST',
    path: '/groups/{groupId}/services',
    summary: 'Adds services to a group, all or none',
    access: 'operator',
    params: group,
    query: none,
    body: ServicesBody,
    status: 200,
    answer: z.strictObject({ items: z.array(ServiceAnswer) }),
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
    summary: 'Takes a service out of its group',
    access: 'operator',
    params: groupService,
    query: none,
    body: noBody,
    status: 204,
    answer: noAnswer,
  },
  getService: {
    operationId: 'getService',
    method: 'GET',
    path: '/services/{serviceId}',
    summary: 'A service and its contacts',
    access: 'caller',
    params: z.strictObject({ serviceId: ServiceId }),
    query: none,
    body: noBody,
    status: 200,
    answer: ServiceAnswer,
  },
  requestGroupChange: {
    operationId: 'requestGroupChange',
    method: 'POST',
    path: '/groups/{groupId}/contact-changes',
    summary: 'Asks for other contacts of a group and of every service in it',
    access: 'caller',
    params: group,
    query: none,
    body: z.strictObject({ contacts: Contacts.partial(), reason: Reason.optional() }),
    status: 202,
    answer: ContactChangeAnswer,
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
    body: z.strictObject({ reason: Reason.optional() }).optional(),
    status: 200,
    answer: ContactChangeAnswer,
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

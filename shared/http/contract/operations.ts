import * as z from 'zod';
import { Account } from '../../domain/account.ts';
import { defaultCodeLifetimeMinutes, longestCodeLifetimeMinutes } from '../../domain/consent-code.ts';
import { ChangeState } from '../../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ServiceId } from '../../domain/identifiers.ts';
import { Contacts, Role } from '../../domain/roles.ts';
import { ServiceKind } from '../../domain/service.ts';
import { dryRunQuery, noAnswer, noBody, none, pageQuery, type Operation } from './operation.ts';
import {
  AccountAnswer,
  ContactChangeAnswer,
  Description,
  GroupAnswer,
  listOf,
  MemberOutcomeAnswer,
  MemberState,
  Reason,
  RightsAnswer,
  ServiceAnswer,
} from './shapes.ts';

const group = z.strictObject({ groupId: GroupId });
const groupService = z.strictObject({ groupId: GroupId, serviceId: ServiceId });
const service = z.strictObject({ serviceId: ServiceId });
const change = z.strictObject({ changeId: ChangeId });

/** What is asked for; all roles are admitted on a service too, so that R1 is refused by name. */
const ChangeBody = z.strictObject({
  contacts: Contacts.partial(),
  reason: Reason.optional(),
  effectiveAt: z.iso.datetime().optional(),
  consentCodes: z.record(Nic, z.string().min(1).max(100)).optional(),
});

/** Why a recipient decides as it does; it need not say. */
const DecisionBody = z.strictObject({ reason: Reason.optional() }).optional();
/** An empty object, or nothing at all. */
const NothingBody = none.optional();

/** One account as the operator states it. */
const AccountBody = Account.omit({ nic: true });

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
    params: service,
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
  getServiceRights: {
    operationId: 'getServiceRights',
    method: 'GET',
    path: '/services/{serviceId}/rights',
    summary: 'What the caller may do with a service; an operator may ask for another',
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
    summary: 'Asks for another technical contact of one service',
    access: 'caller',
    params: service,
    query: z.strictObject(dryRunQuery),
    body: ChangeBody,
    status: 202,
    createdStatus: 201,
    answer: ContactChangeAnswer,
    hasDryRun: true,
    isIdempotent: true,
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
  createConsentCode: {
    operationId: 'createConsentCode',
    method: 'POST',
    path: '/consent-codes',
    summary: "Makes a code that stands for the caller's consent, once",
    access: 'caller',
    params: none,
    query: none,
    body: z.strictObject({
      roles: z.array(Role).min(1).max(3),
      groupId: GroupId.optional(),
      expiresInMinutes: z.int().min(1).max(longestCodeLifetimeMinutes).default(defaultCodeLifetimeMinutes),
    }),
    status: 201,
    answer: z.strictObject({ code: z.string(), expiresAt: z.iso.datetime() }),
  },
  getOpenapi: {
    operationId: 'getOpenapi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This contract as an OpenAPI document',
    access: 'open',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: z.looseObject({ openapi: z.string() }),
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

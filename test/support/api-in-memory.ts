import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { acceptContactChange } from '../../functions/api/accept-contact-change/accept-contact-change.ts';
import { acceptReassignment } from '../../functions/api/accept-reassignment/accept-reassignment.ts';
import { acceptReassignments } from '../../functions/api/accept-reassignments/accept-reassignments.ts';
import { addGroupServices } from '../../functions/api/add-group-services/add-group-services.ts';
import { cancelContactChange } from '../../functions/api/cancel-contact-change/cancel-contact-change.ts';
import { cancelReassignment } from '../../functions/api/cancel-reassignment/cancel-reassignment.ts';
import { createConsentCode } from '../../functions/api/create-consent-code/create-consent-code.ts';
import { deleteGroup } from '../../functions/api/delete-group/delete-group.ts';
import { deleteGroupService } from '../../functions/api/delete-group-service/delete-group-service.ts';
import { getAccount } from '../../functions/api/get-account/get-account.ts';
import { getContactChange } from '../../functions/api/get-contact-change/get-contact-change.ts';
import { getGroup } from '../../functions/api/get-group/get-group.ts';
import { getReassignment } from '../../functions/api/get-reassignment/get-reassignment.ts';
import { getResync } from '../../functions/api/get-resync/get-resync.ts';
import { getServiceRights } from '../../functions/api/get-service-rights/get-service-rights.ts';
import { getService } from '../../functions/api/get-service/get-service.ts';
import { listConsentCodes } from '../../functions/api/list-consent-codes/list-consent-codes.ts';
import { revokeConsentCode } from '../../functions/api/revoke-consent-code/revoke-consent-code.ts';
import { listAccounts } from '../../functions/api/list-accounts/list-accounts.ts';
import { listContactRoles } from '../../functions/api/list-contact-roles/list-contact-roles.ts';
import { listGroupChanges } from '../../functions/api/list-group-changes/list-group-changes.ts';
import { listGroupServices } from '../../functions/api/list-group-services/list-group-services.ts';
import { listGroups } from '../../functions/api/list-groups/list-groups.ts';
import { listInbox } from '../../functions/api/list-inbox/list-inbox.ts';
import { listMemberOutcomes } from '../../functions/api/list-member-outcomes/list-member-outcomes.ts';
import { listMyChanges } from '../../functions/api/list-my-changes/list-my-changes.ts';
import { listReassignmentOutcomes } from '../../functions/api/list-reassignment-outcomes/list-reassignment-outcomes.ts';
import { listReassignments } from '../../functions/api/list-reassignments/list-reassignments.ts';
import { previewReassignment } from '../../functions/api/preview-reassignment/preview-reassignment.ts';
import { getMe } from '../../functions/api/get-me/get-me.ts';
import { putMe } from '../../functions/api/put-me/put-me.ts';
import { listChangeEvents } from '../../functions/api/list-change-events/list-change-events.ts';
import { listReassignmentEvents } from '../../functions/api/list-reassignment-events/list-reassignment-events.ts';
import { remindContactChange } from '../../functions/api/remind-contact-change/remind-contact-change.ts';
import { remindReassignment } from '../../functions/api/remind-reassignment/remind-reassignment.ts';
import { putAccount } from '../../functions/api/put-account/put-account.ts';
import { putGroupService } from '../../functions/api/put-group-service/put-group-service.ts';
import { putGroup } from '../../functions/api/put-group/put-group.ts';
import { refuseContactChange } from '../../functions/api/refuse-contact-change/refuse-contact-change.ts';
import { refuseReassignment } from '../../functions/api/refuse-reassignment/refuse-reassignment.ts';
import { requestGroupChange } from '../../functions/api/request-group-change/request-group-change.ts';
import { requestReassignment } from '../../functions/api/request-reassignment/request-reassignment.ts';
import { requestServiceChange } from '../../functions/api/request-service-change/request-service-change.ts';
import { resyncMembers } from '../../functions/api/resync-members/resync-members.ts';
import { retryContactChange } from '../../functions/api/retry-contact-change/retry-contact-change.ts';
import { retryFailedChanges } from '../../functions/api/retry-failed-changes/retry-failed-changes.ts';
import { apiHandler, type HttpSettings } from '../../shared/http/api-handler.ts';
import type { openOperations } from '../../shared/http/contract/open-operations.ts';
import { operations, type OperationId } from '../../shared/http/contract/operations.ts';
import type { HttpResult } from '../../shared/http/event.ts';
import { newCode } from '../../shared/runtime/new-code.ts';
import { mustNamePlaces } from './named-places.ts';
import { httpEvent, lambdaContext } from './invocation.ts';
import { RecordedLog } from './recorded-log.ts';
import { RecordedMetrics } from './recorded-metrics.ts';
import type { SystemInMemory } from './system-in-memory.ts';

/** The operations that need a token. The others answer everybody the same. */
export type ClosedOperation = Exclude<OperationId, keyof typeof openOperations>;

export interface Asking {
  readonly nic: string;
  readonly isOperator?: boolean;
}

export interface RequestInMemory {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The body as it is sent, which need not be JSON. */
  readonly text?: string;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler = (
  event: APIGatewayProxyEventV2,
  context: ReturnType<typeof lambdaContext>,
) => Promise<HttpResult>;

const tokens = {
  nicClaim: 'nic',
  contactsScope: 'contacts',
  operatorScope: 'operator',
  rolesAsScopes: false,
};

/** The API's functions over the system in memory, called as API Gateway calls them. */
export class ApiInMemory {
  readonly #system: SystemInMemory;
  readonly log = new RecordedLog();
  readonly metrics = new RecordedMetrics();

  constructor(system: SystemInMemory) {
    this.#system = system;
  }

  /** The whole answer, as API Gateway gets it. */
  async call(
    operation: ClosedOperation,
    { nic, isOperator = false }: Asking,
    {
      params,
      query,
      body,
      text = JSON.stringify(body),
      isBase64Encoded = false,
      headers,
    }: RequestInMemory = {},
  ): Promise<HttpResult> {
    const { log, metrics } = this;
    const handler = handlersOf(this.#system, { tokens, log, metrics })[operation];
    const claims = { nic, scope: isOperator ? 'operator' : 'contacts' };
    const event = {
      ...httpEvent({ claims, ...(params !== undefined && { pathParameters: { ...params } }) }),
      ...(query !== undefined && { queryStringParameters: { ...query } }),
      ...(text !== undefined && { body: text, isBase64Encoded }),
      headers: { 'content-type': 'application/json', ...headers },
    };
    const result = await handler(event, lambdaContext('invocation'));
    mustNamePlaces(result.body === undefined ? undefined : JSON.parse(result.body));
    return result;
  }
}

function handlersOf(system: SystemInMemory, http: HttpSettings): Readonly<Record<ClosedOperation, Handler>> {
  const capabilities = { ...system.effects, newCode };
  return {
    acceptContactChange: apiHandler(operations.acceptContactChange, acceptContactChange(capabilities), http),
    acceptReassignment: apiHandler(operations.acceptReassignment, acceptReassignment(capabilities), http),
    acceptReassignments: apiHandler(operations.acceptReassignments, acceptReassignments(capabilities), http),
    addGroupServices: apiHandler(operations.addGroupServices, addGroupServices(capabilities), http),
    cancelContactChange: apiHandler(operations.cancelContactChange, cancelContactChange(capabilities), http),
    cancelReassignment: apiHandler(operations.cancelReassignment, cancelReassignment(capabilities), http),
    createConsentCode: apiHandler(operations.createConsentCode, createConsentCode(capabilities), http),
    deleteGroup: apiHandler(operations.deleteGroup, deleteGroup(capabilities), http),
    deleteGroupService: apiHandler(operations.deleteGroupService, deleteGroupService(capabilities), http),
    getAccount: apiHandler(operations.getAccount, getAccount(capabilities), http),
    getContactChange: apiHandler(operations.getContactChange, getContactChange(capabilities), http),
    getGroup: apiHandler(operations.getGroup, getGroup(capabilities), http),
    getReassignment: apiHandler(operations.getReassignment, getReassignment(capabilities), http),
    getResync: apiHandler(operations.getResync, getResync(capabilities), http),
    getServiceRights: apiHandler(operations.getServiceRights, getServiceRights(capabilities), http),
    getService: apiHandler(operations.getService, getService(capabilities), http),
    listConsentCodes: apiHandler(operations.listConsentCodes, listConsentCodes(capabilities), http),
    revokeConsentCode: apiHandler(operations.revokeConsentCode, revokeConsentCode(capabilities), http),
    listAccounts: apiHandler(operations.listAccounts, listAccounts(capabilities), http),
    listContactRoles: apiHandler(operations.listContactRoles, listContactRoles(capabilities), http),
    listGroupChanges: apiHandler(operations.listGroupChanges, listGroupChanges(capabilities), http),
    listGroupServices: apiHandler(operations.listGroupServices, listGroupServices(capabilities), http),
    listGroups: apiHandler(operations.listGroups, listGroups(capabilities), http),
    listInbox: apiHandler(operations.listInbox, listInbox(capabilities), http),
    listMemberOutcomes: apiHandler(operations.listMemberOutcomes, listMemberOutcomes(capabilities), http),
    listMyChanges: apiHandler(operations.listMyChanges, listMyChanges(capabilities), http),
    listReassignmentOutcomes: apiHandler(
      operations.listReassignmentOutcomes,
      listReassignmentOutcomes(capabilities),
      http,
    ),
    listReassignments: apiHandler(operations.listReassignments, listReassignments(capabilities), http),
    previewReassignment: apiHandler(operations.previewReassignment, previewReassignment(capabilities), http),
    getMe: apiHandler(operations.getMe, getMe(capabilities), http),
    putMe: apiHandler(operations.putMe, putMe(capabilities), http),
    listChangeEvents: apiHandler(operations.listChangeEvents, listChangeEvents(capabilities), http),
    listReassignmentEvents: apiHandler(
      operations.listReassignmentEvents,
      listReassignmentEvents(capabilities),
      http,
    ),
    remindContactChange: apiHandler(operations.remindContactChange, remindContactChange(capabilities), http),
    remindReassignment: apiHandler(operations.remindReassignment, remindReassignment(capabilities), http),
    putAccount: apiHandler(operations.putAccount, putAccount(capabilities), http),
    putGroupService: apiHandler(operations.putGroupService, putGroupService(capabilities), http),
    putGroup: apiHandler(operations.putGroup, putGroup(capabilities), http),
    refuseContactChange: apiHandler(operations.refuseContactChange, refuseContactChange(capabilities), http),
    refuseReassignment: apiHandler(operations.refuseReassignment, refuseReassignment(capabilities), http),
    requestGroupChange: apiHandler(operations.requestGroupChange, requestGroupChange(capabilities), http),
    requestReassignment: apiHandler(operations.requestReassignment, requestReassignment(capabilities), http),
    requestServiceChange: apiHandler(
      operations.requestServiceChange,
      requestServiceChange(capabilities),
      http,
    ),
    resyncMembers: apiHandler(operations.resyncMembers, resyncMembers(capabilities), http),
    retryContactChange: apiHandler(operations.retryContactChange, retryContactChange(capabilities), http),
    retryFailedChanges: apiHandler(operations.retryFailedChanges, retryFailedChanges(capabilities), http),
  };
}

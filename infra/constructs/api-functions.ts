import { Construct } from 'constructs';
import type * as z from 'zod';
import { Settings as AcceptContactChange } from '../../functions/api/accept-contact-change/settings.ts';
import { Settings as AddGroupServices } from '../../functions/api/add-group-services/settings.ts';
import { Settings as CancelContactChange } from '../../functions/api/cancel-contact-change/settings.ts';
import { Settings as CreateConsentCode } from '../../functions/api/create-consent-code/settings.ts';
import { Settings as DeleteGroupService } from '../../functions/api/delete-group-service/settings.ts';
import { Settings as GetAccount } from '../../functions/api/get-account/settings.ts';
import { Settings as GetContactChange } from '../../functions/api/get-contact-change/settings.ts';
import { Settings as GetGroup } from '../../functions/api/get-group/settings.ts';
import { Settings as GetHealth } from '../../functions/api/get-health/settings.ts';
import { Settings as GetOpenapi } from '../../functions/api/get-openapi/settings.ts';
import { Settings as GetService } from '../../functions/api/get-service/settings.ts';
import { Settings as GetServiceRights } from '../../functions/api/get-service-rights/settings.ts';
import { Settings as ListGroupChanges } from '../../functions/api/list-group-changes/settings.ts';
import { Settings as ListGroupServices } from '../../functions/api/list-group-services/settings.ts';
import { Settings as ListGroups } from '../../functions/api/list-groups/settings.ts';
import { Settings as ListMemberOutcomes } from '../../functions/api/list-member-outcomes/settings.ts';
import { Settings as ListMyChanges } from '../../functions/api/list-my-changes/settings.ts';
import { Settings as PutAccount } from '../../functions/api/put-account/settings.ts';
import { Settings as PutGroup } from '../../functions/api/put-group/settings.ts';
import { Settings as PutGroupService } from '../../functions/api/put-group-service/settings.ts';
import { Settings as RefuseContactChange } from '../../functions/api/refuse-contact-change/settings.ts';
import { Settings as RequestGroupChange } from '../../functions/api/request-group-change/settings.ts';
import { Settings as RequestServiceChange } from '../../functions/api/request-service-change/settings.ts';
import { Settings as RetryContactChange } from '../../functions/api/retry-contact-change/settings.ts';
import type { OperationId } from '../../shared/http/contract/operations.ts';
import { Settings as AcceptReassignment } from '../../functions/api/accept-reassignment/settings.ts';
import { Settings as CancelReassignment } from '../../functions/api/cancel-reassignment/settings.ts';
import { Settings as GetReassignment } from '../../functions/api/get-reassignment/settings.ts';
import { Settings as ListReassignmentOutcomes } from '../../functions/api/list-reassignment-outcomes/settings.ts';
import { Settings as ListReassignments } from '../../functions/api/list-reassignments/settings.ts';
import { Settings as RefuseReassignment } from '../../functions/api/refuse-reassignment/settings.ts';
import { Settings as RequestReassignment } from '../../functions/api/request-reassignment/settings.ts';
import type { CodeOf } from '../bundle.ts';
import { ContactFunction, type Grant, type SettingsSchema } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import { metricsNamespace } from './metrics-namespace.ts';
import type { WorkQueue } from './work-queue.ts';

/** API Gateway waits no longer than 30 seconds; a caller should know earlier. */
const apiTimeoutSeconds = 10;

export interface ApiFunctionsProps {
  readonly codeOf: CodeOf;
  readonly table: ContactTable;
  readonly changeQueue: WorkQueue;
  readonly reassignmentQueue: WorkQueue;
  readonly nicClaim: string;
  /** Whether members' own systems are told of changes. */
  readonly notifiesMembers: boolean;
}

/** One function an operation, each with the actions that it needs and no other. */
export class ApiFunctions extends Construct {
  readonly functions: Readonly<Record<OperationId, ContactFunction>>;

  constructor(scope: Construct, id: string, props: ApiFunctionsProps) {
    super(scope, id);
    const { codeOf, table, changeQueue, reassignmentQueue, nicClaim, notifiesMembers } = props;
    const store = {
      TABLE_NAME: table.tableName,
      NIC_CLAIM: nicClaim,
      METRICS_NAMESPACE: metricsNamespace(this),
    };
    const flow = {
      ...store,
      CHANGE_QUEUE_URL: changeQueue.queue.queueUrl,
      NOTIFIES_MEMBERS: String(notifiesMembers),
    };
    const reassignment = { ...store, REASSIGNMENT_QUEUE_URL: reassignmentQueue.queue.queueUrl };
    const api = <Settings extends SettingsSchema>(
      name: string,
      settings: Settings,
      environment: z.input<Settings>,
      ...grants: Grant[]
    ) =>
      new ContactFunction(this, name, {
        folder: `api/${name}`,
        codeOf,
        settings,
        environment,
        grants,
        timeoutSeconds: apiTimeoutSeconds,
      });
    const allow = table.grant.bind(table);
    const readChange = allow('GetItem', 'BatchGetItem');
    const readOverdue = allow('Query');
    const endRequest = allow('PutItem', 'DeleteItem');
    const writeChange = allow('PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem');
    const send = changeQueue.grantSend();
    const decideReassignment = allow('GetItem', 'BatchGetItem', 'PutItem');
    const sendReassignment = reassignmentQueue.grantSend();

    this.functions = {
      getHealth: api('get-health', GetHealth, {}),
      putAccount: api('put-account', PutAccount, store, allow('PutItem')),
      getAccount: api('get-account', GetAccount, store, allow('GetItem')),
      putGroup: api(
        'put-group',
        PutGroup,
        store,
        allow('BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem'),
      ),
      listGroups: api('list-groups', ListGroups, store, allow('Query', 'BatchGetItem')),
      getGroup: api('get-group', GetGroup, store, allow('BatchGetItem')),
      listGroupServices: api('list-group-services', ListGroupServices, store, allow('Query', 'BatchGetItem')),
      addGroupServices: api(
        'add-group-services',
        AddGroupServices,
        store,
        allow('BatchGetItem', 'PutItem', 'UpdateItem'),
      ),
      putGroupService: api(
        'put-group-service',
        PutGroupService,
        store,
        allow('BatchGetItem', 'PutItem', 'UpdateItem'),
      ),
      deleteGroupService: api(
        'delete-group-service',
        DeleteGroupService,
        store,
        allow('BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
      ),
      getService: api('get-service', GetService, store, allow('GetItem', 'BatchGetItem')),
      requestGroupChange: api(
        'request-group-change',
        RequestGroupChange,
        flow,
        readChange,
        readOverdue,
        writeChange,
        send,
      ),
      getContactChange: api('get-contact-change', GetContactChange, store, allow('GetItem', 'BatchGetItem')),
      listMemberOutcomes: api(
        'list-member-outcomes',
        ListMemberOutcomes,
        store,
        allow('GetItem', 'BatchGetItem', 'Query'),
      ),
      acceptContactChange: api(
        'accept-contact-change',
        AcceptContactChange,
        flow,
        readChange,
        readOverdue,
        writeChange,
        send,
      ),
      refuseContactChange: api('refuse-contact-change', RefuseContactChange, flow, readChange, endRequest),
      cancelContactChange: api('cancel-contact-change', CancelContactChange, flow, readChange, endRequest),
      retryContactChange: api(
        'retry-contact-change',
        RetryContactChange,
        flow,
        readChange,
        allow('PutItem', 'UpdateItem'),
        send,
      ),
      requestServiceChange: api(
        'request-service-change',
        RequestServiceChange,
        flow,
        readChange,
        writeChange,
        // Only where members are told does the change of a single service propagate.
        ...(notifiesMembers ? [send] : []),
      ),
      listGroupChanges: api(
        'list-group-changes',
        ListGroupChanges,
        store,
        allow('Query', 'BatchGetItem', 'GetItem'),
      ),
      listMyChanges: api('list-my-changes', ListMyChanges, store, allow('Query', 'BatchGetItem', 'GetItem')),
      getServiceRights: api('get-service-rights', GetServiceRights, store, allow('GetItem', 'BatchGetItem')),
      createConsentCode: api('create-consent-code', CreateConsentCode, store, allow('PutItem')),
      requestReassignment: api(
        'request-reassignment',
        RequestReassignment,
        reassignment,
        allow('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'),
        sendReassignment,
      ),
      listReassignments: api('list-reassignments', ListReassignments, store, allow('Query', 'BatchGetItem')),
      getReassignment: api('get-reassignment', GetReassignment, store, allow('GetItem', 'BatchGetItem')),
      listReassignmentOutcomes: api(
        'list-reassignment-outcomes',
        ListReassignmentOutcomes,
        store,
        allow('GetItem', 'Query'),
      ),
      acceptReassignment: api(
        'accept-reassignment',
        AcceptReassignment,
        reassignment,
        decideReassignment,
        sendReassignment,
      ),
      refuseReassignment: api(
        'refuse-reassignment',
        RefuseReassignment,
        reassignment,
        allow('GetItem', 'PutItem'),
      ),
      cancelReassignment: api(
        'cancel-reassignment',
        CancelReassignment,
        reassignment,
        decideReassignment,
        sendReassignment,
      ),
      getOpenapi: api('get-openapi', GetOpenapi, {}),
    };
  }
}

import type { OperationId } from '../../shared/http/contract/operations.ts';
import type { Grant } from './contact-function.ts';
import type { ContactTable } from './contact-table.ts';
import type { WorkQueue } from './work-queue.ts';

export interface ApiGrantsProps {
  readonly table: ContactTable;
  readonly changeQueue: WorkQueue;
  readonly reassignmentQueue: WorkQueue;
  readonly memberQueue: WorkQueue;
  readonly eventQueue: WorkQueue;
  readonly notifiesMembers: boolean;
}

/** What the function of each operation may do, besides writing its log. */
export function apiGrants(props: ApiGrantsProps): Readonly<Record<OperationId, readonly Grant[]>> {
  const { table, changeQueue, reassignmentQueue, memberQueue, eventQueue, notifiesMembers } = props;
  const items = table.grant.bind(table);
  const readChange = items('GetItem', 'BatchGetItem');
  const listChanges = items('GetItem', 'BatchGetItem', 'Query');
  const readOverdue = items('Query');
  const endRequest = items('PutItem', 'DeleteItem');
  const writeChange = items('PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem');
  const sendEvent = eventQueue.grantSend();
  const sendChange = changeQueue.grantSend();
  const listQuery = table.grantListQuery();
  const retryChange = [readChange, readOverdue, items('PutItem', 'UpdateItem'), sendChange, sendEvent];
  const addServices = [
    items('BatchGetItem', 'PutItem', 'UpdateItem'),
    sendEvent,
    ...(notifiesMembers ? [memberQueue.grantSend()] : []),
  ];
  const decideReassignment = items('GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem');
  const decideAll = items('Query', 'GetItem', 'PutItem', 'DeleteItem');
  const sendReassignment = reassignmentQueue.grantSend();
  return {
    getHealth: [],
    getOpenapi: [],
    getEventSchemas: [],

    getMe: [listChanges],
    putMe: [listChanges, items('PutItem', 'UpdateItem')],

    putAccount: [items('GetItem', 'UpdateItem')],
    getAccount: [items('GetItem')],
    listAccounts: [items('BatchGetItem'), listQuery],

    putGroup: [items('BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem')],
    deleteGroup: [
      items('Query', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    ],
    listGroups: [items('Query', 'BatchGetItem'), listQuery],
    getGroup: [items('BatchGetItem')],
    listGroupServices: [items('Query', 'BatchGetItem')],
    addGroupServices: addServices,
    putGroupService: addServices,
    deleteGroupService: [readChange, writeChange, sendEvent],

    listContactRoles: [items('Query', 'BatchGetItem')],

    getService: [items('GetItem', 'BatchGetItem')],
    getServiceRights: [items('GetItem', 'BatchGetItem')],

    requestGroupChange: [readChange, readOverdue, writeChange, sendChange, sendEvent],
    // What comes before the change of a single service may be one of the group.
    requestServiceChange: [readChange, readOverdue, writeChange, sendChange, sendEvent],
    acceptContactChange: [readChange, readOverdue, writeChange, sendChange, sendEvent],
    refuseContactChange: [readChange, endRequest, sendEvent],
    cancelContactChange: [readChange, endRequest, sendEvent],
    remindContactChange: [readChange, items('PutItem'), sendEvent],
    listChangeEvents: [items('GetItem', 'BatchGetItem', 'Query')],
    retryContactChange: retryChange,
    retryFailedChanges: [...retryChange, listQuery],
    getContactChange: [readChange],
    listGroupChanges: [listChanges],
    listMyChanges: [listChanges, listQuery],
    listMemberOutcomes: [listChanges],
    listInbox: [items('BatchGetItem', 'Query')],

    createConsentCode: [items('GetItem', 'BatchGetItem', 'PutItem')],
    listConsentCodes: [items('GetItem', 'BatchGetItem')],
    revokeConsentCode: [items('GetItem', 'BatchGetItem', 'DeleteItem')],

    requestReassignment: [
      items('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'),
      sendReassignment,
      sendEvent,
    ],
    acceptReassignment: [decideReassignment, sendReassignment, sendEvent],
    acceptReassignments: [decideAll, sendReassignment, sendEvent],
    refuseReassignment: [items('GetItem', 'PutItem', 'DeleteItem'), sendEvent],
    cancelReassignment: [decideReassignment, sendReassignment, sendEvent],
    remindReassignment: [items('GetItem', 'PutItem'), sendEvent],
    listReassignmentEvents: [items('GetItem', 'Query')],
    getReassignment: [items('GetItem', 'BatchGetItem')],
    previewReassignment: [items('GetItem', 'BatchGetItem', 'Query')],
    listReassignments: [items('Query', 'BatchGetItem'), listQuery],
    resyncMembers: notifiesMembers ? [items('PutItem'), memberQueue.grantSend()] : [],
    getResync: [items('GetItem')],
    listReassignmentOutcomes: [items('GetItem', 'BatchGetItem', 'Query')],
  };
}

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { inboxStore } from '../../../shared/store/inbox.ts';
import { apiSettings } from '../settings.ts';
import { acceptReassignments } from './accept-reassignments.ts';

const { table, capabilities, http } = composeReassignmentApi(
  'acceptReassignments',
  readSettings(apiSettings.acceptReassignments),
);

export const handler = apiHandler(
  reassignmentOperations.acceptReassignments,
  acceptReassignments({ ...capabilities, inbox: inboxStore(table) }),
  http,
);

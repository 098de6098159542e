import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { operatorLists } from '../../../shared/store/operator-lists.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { apiSettings } from '../settings.ts';
import { listReassignments } from './list-reassignments.ts';

const { table, capabilities, http } = composeApi(
  'listReassignments',
  readSettings(apiSettings.listReassignments),
);

export const handler = apiHandler(
  reassignmentOperations.listReassignments,
  listReassignments({
    ...capabilities,
    reassignments: reassignmentStore(table),
    operatorLists: operatorLists(table),
  }),
  http,
);

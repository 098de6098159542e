import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { apiSettings } from '../settings.ts';
import { getReassignment } from './get-reassignment.ts';

const { table, capabilities, http } = composeApi(
  'getReassignment',
  readSettings(apiSettings.getReassignment),
);

export const handler = apiHandler(
  reassignmentOperations.getReassignment,
  getReassignment({ ...capabilities, reassignments: reassignmentStore(table) }),
  http,
);

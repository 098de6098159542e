import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { cancelReassignment } from './cancel-reassignment.ts';

const { capabilities, http } = composeReassignmentApi(
  'cancelReassignment',
  readSettings(apiSettings.cancelReassignment),
);

export const handler = apiHandler(
  reassignmentOperations.cancelReassignment,
  cancelReassignment(capabilities),
  http,
);

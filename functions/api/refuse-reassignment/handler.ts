import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { refuseReassignment } from './refuse-reassignment.ts';

const { capabilities, http } = composeReassignmentApi(
  'refuseReassignment',
  readSettings(apiSettings.refuseReassignment),
);

export const handler = apiHandler(
  reassignmentOperations.refuseReassignment,
  refuseReassignment(capabilities),
  http,
);

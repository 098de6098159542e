import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { acceptReassignment } from './accept-reassignment.ts';

const { capabilities, http } = composeReassignmentApi(
  'acceptReassignment',
  readSettings(apiSettings.acceptReassignment),
);

export const handler = apiHandler(
  reassignmentOperations.acceptReassignment,
  acceptReassignment(capabilities),
  http,
);

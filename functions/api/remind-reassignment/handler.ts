import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { remindOperations } from '../../../shared/http/contract/remind-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { remindReassignment } from './remind-reassignment.ts';

const { capabilities, http } = composeReassignmentApi(
  'remindReassignment',
  readSettings(apiSettings.remindReassignment),
);

export const handler = apiHandler(
  remindOperations.remindReassignment,
  remindReassignment(capabilities),
  http,
);

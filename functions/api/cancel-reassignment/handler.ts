import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { cancelReassignment } from './cancel-reassignment.ts';
import { Settings } from './settings.ts';

const { dependencies, http } = composeReassignmentApi('cancelReassignment', readSettings(Settings));

export const handler = apiHandler(operations.cancelReassignment, cancelReassignment(dependencies), http);

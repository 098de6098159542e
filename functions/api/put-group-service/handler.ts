import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeJoinApi } from '../../../shared/http/compose-joins.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { putGroupService } from './put-group-service.ts';

const { capabilities, http } = composeJoinApi('putGroupService', readSettings(apiSettings.putGroupService));

export const handler = apiHandler(groupOperations.putGroupService, putGroupService(capabilities), http);

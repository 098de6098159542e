import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeJoinApi } from '../../../shared/http/compose-joins.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { addGroupServices } from './add-group-services.ts';

const { capabilities, http } = composeJoinApi('addGroupServices', readSettings(apiSettings.addGroupServices));

export const handler = apiHandler(groupOperations.addGroupServices, addGroupServices(capabilities), http);

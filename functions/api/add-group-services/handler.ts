import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeJoinApi } from '../../../shared/http/compose-joins.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { addGroupServices } from './add-group-services.ts';

const { capabilities, http } = composeJoinApi('addGroupServices', readSettings(apiSettings.addGroupServices));

export const handler = apiHandler(operations.addGroupServices, addGroupServices(capabilities), http);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { serviceOperations } from '../../../shared/http/contract/service-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { getServiceRights } from './get-service-rights.ts';

const { table, http } = composeApi('getServiceRights', readSettings(apiSettings.getServiceRights));

export const handler = apiHandler(
  serviceOperations.getServiceRights,
  getServiceRights({ groups: groupStore(table), services: serviceStore(table) }),
  http,
);

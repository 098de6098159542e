import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { serviceOperations } from '../../../shared/http/contract/service-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { getService } from './get-service.ts';

const { table, http } = composeApi('getService', readSettings(apiSettings.getService));

export const handler = apiHandler(
  serviceOperations.getService,
  getService({
    groups: groupStore(table),
    services: serviceStore(table),
  }),
  http,
);

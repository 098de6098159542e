import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { putGroupService } from './put-group-service.ts';

const { table, http } = composeApi('putGroupService', readSettings(apiSettings.putGroupService));

export const handler = apiHandler(
  operations.putGroupService,
  putGroupService({ groups: groupStore(table), services: serviceStore(table) }),
  http,
);

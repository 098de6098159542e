import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeEventApi } from '../../../shared/http/compose.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { deleteGroupService } from './delete-group-service.ts';

const { table, capabilities, http } = composeEventApi(
  'deleteGroupService',
  readSettings(apiSettings.deleteGroupService),
);

export const handler = apiHandler(
  groupOperations.deleteGroupService,
  deleteGroupService({ ...capabilities, groups: groupStore(table), services: serviceStore(table) }),
  http,
);

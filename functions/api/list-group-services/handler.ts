import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { memberStore } from '../../../shared/store/members.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { listGroupServices } from './list-group-services.ts';

const { table, http } = composeApi('listGroupServices', readSettings(apiSettings.listGroupServices));

export const handler = apiHandler(
  groupOperations.listGroupServices,
  listGroupServices({
    groups: groupStore(table),
    members: memberStore(table),
    services: serviceStore(table),
  }),
  http,
);

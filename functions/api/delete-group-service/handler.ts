import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { deleteGroupService } from './delete-group-service.ts';
import { Settings } from './settings.ts';

const { table, http } = composeApi('deleteGroupService', readSettings(Settings));

export const handler = apiHandler(
  operations.deleteGroupService,
  deleteGroupService({ groups: groupStore(table), services: serviceStore(table), clock: systemClock }),
  http,
);

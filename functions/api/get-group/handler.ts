import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { apiSettings } from '../settings.ts';
import { getGroup } from './get-group.ts';

const { table, http } = composeApi('getGroup', readSettings(apiSettings.getGroup));

export const handler = apiHandler(
  groupOperations.getGroup,
  getGroup({
    groups: groupStore(table),
    clock: systemClock,
  }),
  http,
);

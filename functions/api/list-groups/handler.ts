import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { operatorLists } from '../../../shared/store/operator-lists.ts';
import { apiSettings } from '../settings.ts';
import { listGroups } from './list-groups.ts';

const { table, http } = composeApi('listGroups', readSettings(apiSettings.listGroups));

export const handler = apiHandler(
  groupOperations.listGroups,
  listGroups({
    groups: groupStore(table),
    operatorLists: operatorLists(table),
    clock: systemClock,
  }),
  http,
);

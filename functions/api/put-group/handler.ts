import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { apiSettings } from '../settings.ts';
import { putGroup } from './put-group.ts';

const { table, http } = composeApi('putGroup', readSettings(apiSettings.putGroup));

export const handler = apiHandler(
  groupOperations.putGroup,
  putGroup({
    groups: groupStore(table),
    clock: systemClock,
    accounts: accountStore(table),
  }),
  http,
);

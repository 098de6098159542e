import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { putGroup } from './put-group.ts';
import { Settings } from './settings.ts';

const { table, http } = composeApi('putGroup', readSettings(Settings));

export const handler = apiHandler(
  operations.putGroup,
  putGroup({ groups: groupStore(table), accounts: accountStore(table) }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { listGroups } from './list-groups.ts';
import { Settings } from './settings.ts';

const { table, http } = composeApi('listGroups', readSettings(Settings));

export const handler = apiHandler(operations.listGroups, listGroups({ groups: groupStore(table) }), http);

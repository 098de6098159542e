import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeListStore } from '../../../shared/store/change-lists.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { operatorLists } from '../../../shared/store/operator-lists.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { apiSettings } from '../settings.ts';
import { listMyChanges } from './list-my-changes.ts';

const { table, capabilities, http } = composeApi('listMyChanges', readSettings(apiSettings.listMyChanges));

export const handler = apiHandler(
  changeOperations.listMyChanges,
  listMyChanges({
    ...capabilities,
    changeLists: changeListStore(table),
    changes: changeStore(table),
    groups: groupStore(table),
    operatorLists: operatorLists(table),
    progress: progressStore(table),
  }),
  http,
);

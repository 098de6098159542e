import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { groupOperations } from '../../../shared/http/contract/group-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { groupDeletionStore } from '../../../shared/store/group-deletions.ts';
import { apiSettings } from '../settings.ts';
import { deleteGroup } from './delete-group.ts';

const { table, capabilities, http } = composeApi('deleteGroup', readSettings(apiSettings.deleteGroup));

export const handler = apiHandler(
  groupOperations.deleteGroup,
  deleteGroup({
    ...capabilities,
    changes: changeStore(table),
    groupDeletions: groupDeletionStore(table),
  }),
  http,
);

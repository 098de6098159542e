import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { apiSettings } from '../settings.ts';
import { getContactChange } from './get-contact-change.ts';

const { table, capabilities, http } = composeApi(
  'getContactChange',
  readSettings(apiSettings.getContactChange),
);

export const handler = apiHandler(
  changeOperations.getContactChange,
  getContactChange({
    ...capabilities,
    changes: changeStore(table),
    groups: groupStore(table),
    progress: progressStore(table),
  }),
  http,
);

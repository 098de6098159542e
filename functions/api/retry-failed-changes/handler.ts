import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { operatorLists } from '../../../shared/store/operator-lists.ts';
import { apiSettings } from '../settings.ts';
import { retryFailedChanges } from './retry-failed-changes.ts';

const { table, capabilities, http } = composeChangeApi(
  'retryFailedChanges',
  readSettings(apiSettings.retryFailedChanges),
);

export const handler = apiHandler(
  changeOperations.retryFailedChanges,
  retryFailedChanges({ ...capabilities, operatorLists: operatorLists(table) }),
  http,
);

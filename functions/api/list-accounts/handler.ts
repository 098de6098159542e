import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { accountOperations } from '../../../shared/http/contract/account-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { operatorLists } from '../../../shared/store/operator-lists.ts';
import { apiSettings } from '../settings.ts';
import { listAccounts } from './list-accounts.ts';

const { table, http } = composeApi('listAccounts', readSettings(apiSettings.listAccounts));

export const handler = apiHandler(
  accountOperations.listAccounts,
  listAccounts({
    accounts: accountStore(table),
    operatorLists: operatorLists(table),
  }),
  http,
);

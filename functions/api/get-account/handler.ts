import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { accountOperations } from '../../../shared/http/contract/account-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { apiSettings } from '../settings.ts';
import { getAccount } from './get-account.ts';

const { table, http } = composeApi('getAccount', readSettings(apiSettings.getAccount));

export const handler = apiHandler(
  accountOperations.getAccount,
  getAccount({
    accounts: accountStore(table),
  }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { apiSettings } from '../settings.ts';
import { getAccount } from './get-account.ts';

const { table, http } = composeApi('getAccount', readSettings(apiSettings.getAccount));

export const handler = apiHandler(
  operations.getAccount,
  getAccount({
    accounts: accountStore(table),
  }),
  http,
);

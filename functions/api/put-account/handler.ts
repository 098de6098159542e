import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { apiSettings } from '../settings.ts';
import { putAccount } from './put-account.ts';

const { table, http } = composeApi('putAccount', readSettings(apiSettings.putAccount));

export const handler = apiHandler(
  operations.putAccount,
  putAccount({
    accounts: accountStore(table),
  }),
  http,
);

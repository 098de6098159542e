import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { retryContactChange } from './retry-contact-change.ts';

const { capabilities, http } = composeChangeApi(
  'retryContactChange',
  readSettings(apiSettings.retryContactChange),
);

export const handler = apiHandler(
  changeOperations.retryContactChange,
  retryContactChange(capabilities),
  http,
);

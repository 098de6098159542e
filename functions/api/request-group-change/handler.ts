import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { requestGroupChange } from './request-group-change.ts';

const { capabilities, http } = composeChangeApi(
  'requestGroupChange',
  readSettings(apiSettings.requestGroupChange),
);

export const handler = apiHandler(
  changeOperations.requestGroupChange,
  requestGroupChange(capabilities),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { requestGroupChange } from './request-group-change.ts';

const { capabilities, http } = composeChangeApi(
  'requestGroupChange',
  readSettings(apiSettings.requestGroupChange),
);

export const handler = apiHandler(operations.requestGroupChange, requestGroupChange(capabilities), http);

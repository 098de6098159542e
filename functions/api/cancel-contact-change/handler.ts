import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { cancelContactChange } from './cancel-contact-change.ts';

const { capabilities, http } = composeChangeApi(
  'cancelContactChange',
  readSettings(apiSettings.cancelContactChange),
);

export const handler = apiHandler(
  changeOperations.cancelContactChange,
  cancelContactChange(capabilities),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { remindOperations } from '../../../shared/http/contract/remind-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { remindContactChange } from './remind-contact-change.ts';

const { capabilities, http } = composeChangeApi(
  'remindContactChange',
  readSettings(apiSettings.remindContactChange),
);

export const handler = apiHandler(
  remindOperations.remindContactChange,
  remindContactChange(capabilities),
  http,
);

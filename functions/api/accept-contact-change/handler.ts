import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { acceptContactChange } from './accept-contact-change.ts';

const { capabilities, http } = composeChangeApi(
  'acceptContactChange',
  readSettings(apiSettings.acceptContactChange),
);

export const handler = apiHandler(
  changeOperations.acceptContactChange,
  acceptContactChange(capabilities),
  http,
);

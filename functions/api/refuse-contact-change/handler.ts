import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { refuseContactChange } from './refuse-contact-change.ts';

const { capabilities, http } = composeChangeApi(
  'refuseContactChange',
  readSettings(apiSettings.refuseContactChange),
);

export const handler = apiHandler(
  changeOperations.refuseContactChange,
  refuseContactChange(capabilities),
  http,
);

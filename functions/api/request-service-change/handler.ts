import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { serviceOperations } from '../../../shared/http/contract/service-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { requestServiceChange } from './request-service-change.ts';

const { capabilities, http } = composeChangeApi(
  'requestServiceChange',
  readSettings(apiSettings.requestServiceChange),
);

export const handler = apiHandler(
  serviceOperations.requestServiceChange,
  requestServiceChange(capabilities),
  http,
);

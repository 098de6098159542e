import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { requestServiceChange } from './request-service-change.ts';
import { Settings } from './settings.ts';

const { dependencies, http } = composeChangeApi('requestServiceChange', readSettings(Settings));

export const handler = apiHandler(operations.requestServiceChange, requestServiceChange(dependencies), http);

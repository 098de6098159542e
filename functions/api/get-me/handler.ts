import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeMe } from '../../../shared/http/compose-me.ts';
import { meOperations } from '../../../shared/http/contract/me-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { getMe } from './get-me.ts';

const { capabilities, http } = composeMe('getMe', readSettings(apiSettings.getMe));

export const handler = apiHandler(meOperations.getMe, getMe(capabilities), http);

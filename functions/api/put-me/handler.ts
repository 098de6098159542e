import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeMe } from '../../../shared/http/compose-me.ts';
import { meOperations } from '../../../shared/http/contract/me-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { apiSettings } from '../settings.ts';
import { putMe } from './put-me.ts';

const { capabilities, http } = composeMe('putMe', readSettings(apiSettings.putMe));

export const handler = apiHandler(meOperations.putMe, putMe(capabilities), http);

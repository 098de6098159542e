import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeChangeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { acceptContactChange } from './accept-contact-change.ts';
import { Settings } from './settings.ts';

const { dependencies, http } = composeChangeApi('acceptContactChange', readSettings(Settings));

export const handler = apiHandler(operations.acceptContactChange, acceptContactChange(dependencies), http);

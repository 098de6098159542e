import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { consentOperations } from '../../../shared/http/contract/consent-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { consentCodeStore } from '../../../shared/store/consent-codes.ts';
import { apiSettings } from '../settings.ts';
import { listConsentCodes } from './list-consent-codes.ts';

const { table, capabilities, http } = composeApi(
  'listConsentCodes',
  readSettings(apiSettings.listConsentCodes),
);

export const handler = apiHandler(
  consentOperations.listConsentCodes,
  listConsentCodes({ ...capabilities, consentCodes: consentCodeStore(table) }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { consentOperations } from '../../../shared/http/contract/consent-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { consentCodeStore } from '../../../shared/store/consent-codes.ts';
import { apiSettings } from '../settings.ts';
import { revokeConsentCode } from './revoke-consent-code.ts';

const { table, capabilities, http } = composeApi(
  'revokeConsentCode',
  readSettings(apiSettings.revokeConsentCode),
);

export const handler = apiHandler(
  consentOperations.revokeConsentCode,
  revokeConsentCode({ ...capabilities, consentCodes: consentCodeStore(table) }),
  http,
);

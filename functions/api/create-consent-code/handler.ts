import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { newCode } from '../../../shared/runtime/new-code.ts';
import { consentCodeStore } from '../../../shared/store/consent-codes.ts';
import { createConsentCode } from './create-consent-code.ts';
import { Settings } from './settings.ts';

const { table, http } = composeApi('createConsentCode', readSettings(Settings));

export const handler = apiHandler(
  operations.createConsentCode,
  createConsentCode({ consentCodes: consentCodeStore(table), clock: systemClock, newCode }),
  http,
);

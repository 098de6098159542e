import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { newReassignmentId } from '../../../shared/commands/new-id.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { consentCodeStore } from '../../../shared/store/consent-codes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { requestReassignment } from './request-reassignment.ts';
import { Settings } from './settings.ts';

const { table, dependencies, http } = composeReassignmentApi('requestReassignment', readSettings(Settings));

export const handler = apiHandler(
  operations.requestReassignment,
  requestReassignment({
    ...dependencies,
    accounts: accountStore(table),
    consentCodes: consentCodeStore(table),
    groups: groupStore(table),
    services: serviceStore(table),
    newReassignmentId,
  }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeReassignmentApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { sealedCursors } from '../../../shared/http/sealed-cursor.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { consentCodeStore } from '../../../shared/store/consent-codes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { requestReassignment } from './request-reassignment.ts';

const settings = readSettings(apiSettings.requestReassignment);
const { table, capabilities, http } = composeReassignmentApi('requestReassignment', settings);

export const handler = apiHandler(
  reassignmentOperations.requestReassignment,
  requestReassignment({
    ...capabilities,
    accounts: accountStore(table),
    consentCodes: consentCodeStore(table),
    groups: groupStore(table),
    services: serviceStore(table),
    sealedCursors: sealedCursors(settings.CURSOR_SECRET),
  }),
  http,
);

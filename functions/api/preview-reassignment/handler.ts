import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { sealedCursors } from '../../../shared/http/sealed-cursor.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { previewReassignment } from './preview-reassignment.ts';

const settings = readSettings(apiSettings.previewReassignment);
const { table, capabilities, http } = composeApi('previewReassignment', settings);

export const handler = apiHandler(
  reassignmentOperations.previewReassignment,
  previewReassignment({
    ...capabilities,
    accounts: accountStore(table),
    groups: groupStore(table),
    reassignments: reassignmentStore(table),
    services: serviceStore(table),
    sealedCursors: sealedCursors(settings.CURSOR_SECRET),
  }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { meOperations } from '../../../shared/http/contract/me-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { inboxStore } from '../../../shared/store/inbox.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { apiSettings } from '../settings.ts';
import { putMe } from './put-me.ts';

const { table, capabilities, http } = composeApi('putMe', readSettings(apiSettings.putMe));

export const handler = apiHandler(
  meOperations.putMe,
  putMe({
    ...capabilities,
    accounts: accountStore(table),
    changes: changeStore(table),
    groups: groupStore(table),
    inbox: inboxStore(table),
    reassignments: reassignmentStore(table),
  }),
  http,
);

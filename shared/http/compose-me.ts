import type * as z from 'zod';
import { accountStore } from '../store/accounts.ts';
import { changeStore } from '../store/changes.ts';
import { groupStore } from '../store/groups.ts';
import { inboxStore } from '../store/inbox.ts';
import { reassignmentStore } from '../store/reassignments.ts';
import { composeApi, type ApiSettings } from './compose.ts';

/** The capabilities of the operations that answer with the caller itself. */
export function composeMe(operationId: 'getMe' | 'putMe', settings: z.infer<typeof ApiSettings>) {
  const { table, capabilities, http } = composeApi(operationId, settings);
  return {
    capabilities: {
      ...capabilities,
      accounts: accountStore(table),
      changes: changeStore(table),
      groups: groupStore(table),
      inbox: inboxStore(table),
      reassignments: reassignmentStore(table),
    },
    http,
  };
}

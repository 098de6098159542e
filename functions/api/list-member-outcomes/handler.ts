import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { changeOperations } from '../../../shared/http/contract/change-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { memberStore } from '../../../shared/store/members.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { outcomeStore } from '../../../shared/store/outcomes.ts';
import { apiSettings } from '../settings.ts';
import { listMemberOutcomes } from './list-member-outcomes.ts';

const { table, capabilities, http } = composeApi(
  'listMemberOutcomes',
  readSettings(apiSettings.listMemberOutcomes),
);

export const handler = apiHandler(
  changeOperations.listMemberOutcomes,
  listMemberOutcomes({
    ...capabilities,
    changes: changeStore(table),
    groups: groupStore(table),
    members: memberStore(table),
    services: serviceStore(table),
    outcomes: outcomeStore(table),
  }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { eventOperations } from '../../../shared/http/contract/event-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { eventStore } from '../../../shared/store/events.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { apiSettings } from '../settings.ts';
import { listChangeEvents } from './list-change-events.ts';

const { table, http } = composeApi('listChangeEvents', readSettings(apiSettings.listChangeEvents));

export const handler = apiHandler(
  eventOperations.listChangeEvents,
  listChangeEvents({
    changes: changeStore(table),
    groups: groupStore(table),
    events: eventStore(table),
  }),
  http,
);

import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { eventOperations } from '../../../shared/http/contract/event-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { eventStore } from '../../../shared/store/events.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { apiSettings } from '../settings.ts';
import { listReassignmentEvents } from './list-reassignment-events.ts';

const { table, http } = composeApi(
  'listReassignmentEvents',
  readSettings(apiSettings.listReassignmentEvents),
);

export const handler = apiHandler(
  eventOperations.listReassignmentEvents,
  listReassignmentEvents({ reassignments: reassignmentStore(table), events: eventStore(table) }),
  http,
);

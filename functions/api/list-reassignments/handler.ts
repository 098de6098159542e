import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { listReassignments } from './list-reassignments.ts';
import { Settings } from './settings.ts';

const { table, http } = composeApi('listReassignments', readSettings(Settings));
const reassignments = reassignmentStore(table);

export const handler = apiHandler(
  operations.listReassignments,
  listReassignments({ reassignments, clock: systemClock }),
  http,
);

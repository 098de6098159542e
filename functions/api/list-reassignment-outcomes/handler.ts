import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { reassignmentOperations } from '../../../shared/http/contract/reassignment-operations.ts';
import { sealedCursors } from '../../../shared/http/sealed-cursor.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { listReassignmentOutcomes } from './list-reassignment-outcomes.ts';

const settings = readSettings(apiSettings.listReassignmentOutcomes);
const { table, http } = composeApi('listReassignmentOutcomes', settings);

export const handler = apiHandler(
  reassignmentOperations.listReassignmentOutcomes,
  listReassignmentOutcomes({
    reassignments: reassignmentStore(table),
    groups: groupStore(table),
    services: serviceStore(table),
    sealedCursors: sealedCursors(settings.CURSOR_SECRET),
  }),
  http,
);

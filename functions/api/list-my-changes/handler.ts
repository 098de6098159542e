import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { changeListStore } from '../../../shared/store/change-lists.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { listMyChanges } from './list-my-changes.ts';
import { Settings } from './settings.ts';

const { table, http } = composeApi('listMyChanges', readSettings(Settings));

export const handler = apiHandler(
  operations.listMyChanges,
  listMyChanges({
    lists: changeListStore(table),
    changes: changeStore(table),
    groups: groupStore(table),
    progress: progressStore(table),
    clock: systemClock,
  }),
  http,
);

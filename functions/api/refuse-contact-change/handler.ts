import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { sqsQueue } from '../../../shared/messages/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { refuseContactChange } from './refuse-contact-change.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const { table, http } = composeApi('refuseContactChange', settings);

export const handler = apiHandler(
  operations.refuseContactChange,
  refuseContactChange({
    changes: changeStore(table),
    progress: progressStore(table),
    changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
    clock: systemClock,
    log: http.log,
  }),
  http,
);

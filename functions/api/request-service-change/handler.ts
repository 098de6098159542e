import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { sqsQueue } from '../../../shared/messages/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { newChangeId } from '../../../shared/runtime/new-change-id.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { requestServiceChange } from './request-service-change.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const { table, http } = composeApi('requestServiceChange', settings);

export const handler = apiHandler(
  operations.requestServiceChange,
  requestServiceChange({
    changes: changeStore(table),
    changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
    clock: systemClock,
    newChangeId,
    log: http.log,
  }),
  http,
);

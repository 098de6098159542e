import { sqsQueue } from '../../../shared/messages/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { dynamoDbTable } from '../../../shared/store/dynamodb-table.ts';
import { dueWorkStore } from '../../../shared/store/due-work.ts';
import { runDueWork } from './run-due-work.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);

export const handler = runDueWork({
  dueWork: dueWorkStore(dynamoDbTable(settings.TABLE_NAME)),
  changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
  clock: systemClock,
  log: createLog('runDueWork'),
});

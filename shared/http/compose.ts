import type * as z from 'zod';
import { createLog } from '../runtime/logger.ts';
import { sqsQueue } from '../messages/sqs-queue.ts';
import { systemClock } from '../runtime/clock.ts';
import { newChangeId } from '../runtime/new-change-id.ts';
import { CallerSettings, ChangeQueueSettings, TableSettings } from '../runtime/settings.ts';
import { changeStore } from '../store/changes.ts';
import { dynamoDbTable } from '../store/dynamodb-table.ts';
import { progressStore } from '../store/progress.ts';
import type { Table } from '../store/table.ts';
import type { HttpSettings } from './api-handler.ts';

/** What every operation behind a token is given. */
export const ApiSettings = TableSettings.extend(CallerSettings.shape);

/** The effects that every operation behind a token uses. */
export function composeApi(
  operationId: string,
  settings: z.infer<typeof ApiSettings>,
): { table: Table; http: HttpSettings } {
  return {
    table: dynamoDbTable(settings.TABLE_NAME),
    http: { nicClaim: settings.NIC_CLAIM, log: createLog(operationId) },
  };
}

/** What every operation that decides about changes is given. */
export const ChangeApiSettings = ApiSettings.extend(ChangeQueueSettings.shape);

/** The effects that every operation that decides about changes uses. */
export function composeChangeApi(operationId: string, settings: z.infer<typeof ChangeApiSettings>) {
  const { table, http } = composeApi(operationId, settings);
  const dependencies = {
    changes: changeStore(table),
    progress: progressStore(table),
    changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
    clock: systemClock,
    newChangeId,
    log: http.log,
  };
  return { dependencies, http };
}

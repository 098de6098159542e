import type * as z from 'zod';
import { emfMetrics } from '../runtime/emf-metrics.ts';
import { createLog } from '../runtime/logger.ts';
import { sqsQueue } from '../aws/sqs-queue.ts';
import { systemClock } from '../runtime/clock.ts';
import { newChangeId } from '../commands/new-id.ts';
import {
  CallerSettings,
  ChangeQueueSettings,
  ReassignmentQueueSettings,
  MetricsSettings,
  TableSettings,
  NotifiesMembersSettings,
} from '../runtime/settings.ts';
import { changeStore } from '../store/changes.ts';
import { dynamoDbTable } from '../aws/dynamodb-table.ts';
import { progressStore } from '../store/progress.ts';
import { reassignmentStore } from '../store/reassignments.ts';
import type { Table } from '../store/table.ts';
import type { HttpSettings } from './api-handler.ts';

/** What every operation behind a token is given. */
export const ApiSettings = TableSettings.extend(CallerSettings.shape).extend(MetricsSettings.shape);

/** The effects that every operation behind a token uses. */
export function composeApi(
  operationId: string,
  settings: z.infer<typeof ApiSettings>,
): { table: Table; http: HttpSettings } {
  return {
    table: dynamoDbTable(settings.TABLE_NAME),
    http: {
      nicClaim: settings.NIC_CLAIM,
      log: createLog(operationId),
      metrics: emfMetrics(operationId, settings.METRICS_NAMESPACE),
    },
  };
}

/** What every operation that decides about changes is given. */
export const ChangeApiSettings = ApiSettings.extend(ChangeQueueSettings.shape).extend(
  NotifiesMembersSettings.shape,
);

/** The effects that every operation that decides about changes uses. */
export function composeChangeApi(operationId: string, settings: z.infer<typeof ChangeApiSettings>) {
  const { table, http } = composeApi(operationId, settings);
  const dependencies = {
    changes: changeStore(table),
    progress: progressStore(table),
    changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
    notifiesMembers: settings.NOTIFIES_MEMBERS,
    clock: systemClock,
    newChangeId,
    log: http.log,
  };
  return { dependencies, http };
}

/** What every operation that decides about reassignments is given. */
export const ReassignmentApiSettings = ApiSettings.extend(ReassignmentQueueSettings.shape);

/** The effects that every operation that decides about reassignments uses. */
export function composeReassignmentApi(
  operationId: string,
  settings: z.infer<typeof ReassignmentApiSettings>,
) {
  const { table, http } = composeApi(operationId, settings);
  const dependencies = {
    reassignments: reassignmentStore(table),
    reassignmentQueue: sqsQueue(settings.REASSIGNMENT_QUEUE_URL),
    clock: systemClock,
    log: http.log,
  };
  return { table, dependencies, http };
}

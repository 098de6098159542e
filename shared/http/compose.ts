import type * as z from 'zod';
import { dynamoDbTable } from '../aws/dynamodb-table.ts';
import { sqsQueue } from '../aws/sqs-queue.ts';
import { newChangeId, newReassignmentId } from '../commands/new-id.ts';
import { systemClock } from '../runtime/clock.ts';
import { emfMetrics } from '../runtime/emf-metrics.ts';
import { createLog } from '../runtime/logger.ts';
import { newCode } from '../runtime/new-code.ts';
import {
  CallerSettings,
  ChangeQueueSettings,
  MetricsSettings,
  NotifiesMembersSettings,
  ReassignmentQueueSettings,
  TableSettings,
} from '../runtime/settings.ts';
import { changeStore } from '../store/changes.ts';
import { progressStore } from '../store/progress.ts';
import { reassignmentStore } from '../store/reassignments.ts';
import type { OperationId } from './contract/operations.ts';

/** What every operation behind a token is given. */
export const ApiSettings = TableSettings.extend(CallerSettings.shape).extend(MetricsSettings.shape);

/** What every operation behind a token may use. Its handler adds the stores, so that each bundle has only its own. */
export function composeApi(operationId: OperationId, settings: z.infer<typeof ApiSettings>) {
  const log = createLog(operationId);
  const metrics = emfMetrics(operationId, settings.METRICS_NAMESPACE);
  return {
    table: dynamoDbTable(settings.TABLE_NAME),
    capabilities: { clock: systemClock, log, newChangeId, newReassignmentId, newCode },
    http: { nicClaim: settings.NIC_CLAIM, log, metrics },
  };
}

/** What every operation that decides about changes is given. */
export const ChangeApiSettings = ApiSettings.extend(ChangeQueueSettings.shape).extend(
  NotifiesMembersSettings.shape,
);

/** What every operation that decides about changes may use. */
export function composeChangeApi(operationId: OperationId, settings: z.infer<typeof ChangeApiSettings>) {
  const { table, capabilities, http } = composeApi(operationId, settings);
  return {
    capabilities: {
      ...capabilities,
      changes: changeStore(table),
      progress: progressStore(table),
      changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
      notifiesMembers: settings.NOTIFIES_MEMBERS,
    },
    http,
  };
}

/** What every operation that decides about reassignments is given. */
export const ReassignmentApiSettings = ApiSettings.extend(ReassignmentQueueSettings.shape);

/** What every operation that decides about reassignments may use. */
export function composeReassignmentApi(
  operationId: OperationId,
  settings: z.infer<typeof ReassignmentApiSettings>,
) {
  const { table, capabilities, http } = composeApi(operationId, settings);
  return {
    table,
    capabilities: {
      ...capabilities,
      reassignments: reassignmentStore(table),
      reassignmentQueue: sqsQueue(settings.REASSIGNMENT_QUEUE_URL),
    },
    http,
  };
}

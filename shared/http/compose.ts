import type * as z from 'zod';
import { propagatingLimit } from '../commands/become-effective.ts';
import { contactTable } from '../aws/contact-table.ts';
import { sqsQueue } from '../aws/sqs-queue.ts';
import { newChangeId, newCodeId, newReassignmentId } from '../commands/new-id.ts';
import { systemClock } from '../runtime/clock.ts';
import { emfMetrics } from '../runtime/emf-metrics.ts';
import { createLog } from '../runtime/logger.ts';
import { newCode } from '../runtime/new-code.ts';
import {
  CallerSettings,
  ChangeQueueSettings,
  EventQueueSettings,
  MemberQueueSettings,
  MetricsSettings,
  NotifiesMembersSettings,
  ReassignmentQueueSettings,
  TableSettings,
} from '../runtime/settings.ts';
import { changeStore } from '../store/changes.ts';
import { progressStore } from '../store/progress.ts';
import { reassignmentStore } from '../store/reassignments.ts';
import type { TokenSettings } from './authenticated-caller.ts';
import type { OperationId } from './contract/operations.ts';

/** The settings of every operation that needs a token. */
export const ApiSettings = TableSettings.extend(CallerSettings.shape).extend(MetricsSettings.shape);

/** The capabilities of every operation that needs a token. Each handler adds its stores, to keep the bundle small. */
export function composeApi(operationId: OperationId, settings: z.infer<typeof ApiSettings>) {
  const log = createLog(operationId);
  const metrics = emfMetrics(operationId, settings.METRICS_NAMESPACE);
  return {
    table: contactTable(settings),
    capabilities: { clock: systemClock, log, newChangeId, newReassignmentId, newCodeId, newCode },
    http: { tokens: tokensOf(settings), log, metrics },
  };
}

const tokensOf = (settings: z.infer<typeof CallerSettings>): TokenSettings => ({
  nicClaim: settings.NIC_CLAIM,
  contactsScope: settings.CONTACTS_SCOPE,
  operatorScope: settings.OPERATOR_SCOPE,
  rolesAsScopes: settings.ROLES_AS_SCOPES,
});

/** The settings of every operation that makes events. */
export const EventApiSettings = ApiSettings.extend(EventQueueSettings.shape);

/** The capabilities of every operation that makes events. */
export function composeEventApi(operationId: OperationId, settings: z.infer<typeof EventApiSettings>) {
  const { table, capabilities, http } = composeApi(operationId, settings);
  return { table, capabilities: { ...capabilities, eventQueue: sqsQueue(settings.EVENT_QUEUE_URL) }, http };
}

/** The settings of every operation that decides about changes. */
export const ChangeApiSettings = EventApiSettings.extend(ChangeQueueSettings.shape).extend(
  NotifiesMembersSettings.shape,
);

/** The capabilities of every operation that decides about changes. */
export function composeChangeApi(operationId: OperationId, settings: z.infer<typeof ChangeApiSettings>) {
  const { table, capabilities, http } = composeEventApi(operationId, settings);
  return {
    capabilities: {
      ...capabilities,
      changes: changeStore(table),
      progress: progressStore(table),
      changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
      notifiesMembers: settings.NOTIFIES_MEMBERS,
      propagatingLimit,
    },
    table,
    http,
  };
}

/** The settings of every operation that has the member system notified. */
export const NotifyingApiSettings = ApiSettings.extend(MemberQueueSettings.shape).extend(
  NotifiesMembersSettings.shape,
);

/** The settings of every operation that adds services to a group. */
export const JoinApiSettings = NotifyingApiSettings.extend(EventQueueSettings.shape);

/** The settings of every operation that decides about reassignments. */
export const ReassignmentApiSettings = EventApiSettings.extend(ReassignmentQueueSettings.shape);

/** The capabilities of every operation that decides about reassignments. */
export function composeReassignmentApi(
  operationId: OperationId,
  settings: z.infer<typeof ReassignmentApiSettings>,
) {
  const { table, capabilities, http } = composeEventApi(operationId, settings);
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

import { propagatingLimit } from '../../../shared/commands/become-effective.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { newChangeId } from '../../../shared/commands/new-id.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { contactTable } from '../../../shared/aws/contact-table.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { reassignmentLimits } from './limits.ts';
import { runReassignment } from './run-reassignment.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const table = contactTable(settings);
const metrics = emfMetrics('runReassignment', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  queueHandler(
    runReassignment({
      reassignments: reassignmentStore(table),
      changes: changeStore(table),
      groups: groupStore(table),
      services: serviceStore(table),
      changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
      eventQueue: sqsQueue(settings.EVENT_QUEUE_URL),
      reassignmentQueue: sqsQueue(settings.REASSIGNMENT_QUEUE_URL),
      notifiesMembers: settings.NOTIFIES_MEMBERS,
      propagatingLimit,
      newChangeId,
      reassignmentLimits,
      clock: systemClock,
      log: createLog('runReassignment'),
      metrics,
    }),
  ),
);

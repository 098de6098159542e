import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { endingInTime } from '../../../shared/runtime/deadline.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { contactTable } from '../../../shared/aws/contact-table.ts';
import { dueWorkStore } from '../../../shared/store/due-work.ts';
import { untoldJoinStore } from '../../../shared/store/untold-joins.ts';
import { runDueWork } from './run-due-work.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const table = contactTable(settings);
const metrics = emfMetrics('runDueWork', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  endingInTime(
    runDueWork({
      dueWork: dueWorkStore(table),
      untoldJoins: untoldJoinStore(table),
      eventQueue: sqsQueue(settings.EVENT_QUEUE_URL),
      mailQueue: settings.MAIL_QUEUE_URL === undefined ? undefined : sqsQueue(settings.MAIL_QUEUE_URL),
      memberQueue: sqsQueue(settings.MEMBER_QUEUE_URL),
      notifiesMembers: settings.NOTIFIES_MEMBERS,
      resendAfterMilliseconds: settings.MEMBER_MESSAGE_LIFE_SECONDS * 1_000,
      changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
      reassignmentQueue: sqsQueue(settings.REASSIGNMENT_QUEUE_URL),
      clock: systemClock,
      log: createLog('runDueWork'),
      metrics,
    }),
  ),
);

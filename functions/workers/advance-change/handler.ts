import { propagatingLimit } from '../../../shared/commands/become-effective.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { contactTable } from '../../../shared/aws/contact-table.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { memberContactsStore } from '../../../shared/store/member-contacts.ts';
import { memberStore } from '../../../shared/store/members.ts';
import { missingStore } from '../../../shared/store/missing.ts';
import { outcomeStore } from '../../../shared/store/outcomes.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { advanceChange } from './advance-change.ts';
import { changeLimits } from './limits.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const table = contactTable(settings);
const metrics = emfMetrics('advanceChange', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  queueHandler(
    advanceChange({
      changes: changeStore(table),
      groups: groupStore(table),
      members: memberStore(table),
      services: serviceStore(table),
      progress: progressStore(table),
      memberContacts: memberContactsStore(table),
      outcomes: outcomeStore(table),
      reassignments: reassignmentStore(table),
      missing: missingStore(table),
      changeQueue: sqsQueue(settings.CHANGE_QUEUE_URL),
      memberQueue: sqsQueue(settings.MEMBER_QUEUE_URL),
      eventQueue: sqsQueue(settings.EVENT_QUEUE_URL),
      resendAfterMilliseconds: settings.MEMBER_MESSAGE_LIFE_SECONDS * 1_000,
      notifiesMembers: settings.NOTIFIES_MEMBERS,
      propagatingLimit,
      changeLimits,
      clock: systemClock,
      log: createLog('advanceChange'),
      metrics,
    }),
  ),
);

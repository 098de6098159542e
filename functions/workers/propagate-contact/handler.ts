import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { sqsQueue } from '../../../shared/aws/sqs-queue.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { dynamoDbScan } from '../../../shared/aws/dynamodb-scan.ts';
import { contactTable } from '../../../shared/aws/contact-table.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { keptSecret } from '../../../shared/aws/kept-secret.ts';
import { memberContactsStore } from '../../../shared/store/member-contacts.ts';
import { outcomeStore } from '../../../shared/store/outcomes.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { serviceReader } from '../../../shared/store/service-rows.ts';
import { allServices, resyncStore } from '../../../shared/store/resyncs.ts';
import { untoldJoinStore } from '../../../shared/store/untold-joins.ts';
import { httpMemberSystem } from './http-member-system.ts';
import { workOnMembers } from './work-on-members.ts';
import { GroupedSettings } from './settings.ts';

const settings = readSettings(GroupedSettings);
const table = contactTable(settings);
const memberSystem =
  settings.memberSystem &&
  httpMemberSystem({
    endpoint: settings.memberSystem.endpoint,
    secret: keptSecret(settings.memberSystem.secretArn, systemClock),
    timeoutMilliseconds: settings.memberSystem.timeoutMilliseconds,
    clock: systemClock,
  });

const metrics = emfMetrics('propagateContact', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  queueHandler(
    workOnMembers({
      memberContacts: memberContactsStore(table),
      progress: progressStore(table),
      services: serviceReader(table),
      changes: changeStore(table),
      outcomes: outcomeStore(table),
      reassignments: reassignmentStore(table),
      untoldJoins: untoldJoinStore(table),
      resyncs: resyncStore(table),
      allServices: allServices(dynamoDbScan(settings.TABLE_NAME)),
      memberQueue: sqsQueue(settings.MEMBER_QUEUE_URL),
      longestPauseSeconds: settings.LONGEST_PAUSE_SECONDS,
      memberSystem,
      clock: systemClock,
      log: createLog('propagateContact'),
      metrics,
    }),
  ),
);

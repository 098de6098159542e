import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { contactTable } from '../../../shared/aws/contact-table.ts';
import { memberContactsStore } from '../../../shared/store/member-contacts.ts';
import { outcomeStore } from '../../../shared/store/outcomes.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { recordFailure } from './record-failure.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const table = contactTable(settings);
const metrics = emfMetrics('recordFailure', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  queueHandler(
    recordFailure({
      changes: changeStore(table),
      services: serviceStore(table),
      memberContacts: memberContactsStore(table),
      outcomes: outcomeStore(table),
      reassignments: reassignmentStore(table),
      progress: progressStore(table),
      clock: systemClock,
      log: createLog('recordFailure'),
      metrics,
    }),
  ),
);

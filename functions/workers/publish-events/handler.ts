import { contactTable } from '../../../shared/aws/contact-table.ts';
import { eventBridgeBus } from '../../../shared/aws/event-bridge-bus.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { eventStore } from '../../../shared/store/events.ts';
import { publishEvents } from './publish-events.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const metrics = emfMetrics('publishEvents', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  queueHandler(
    publishEvents({
      events: eventStore(contactTable(settings)),
      eventBus: eventBridgeBus({ name: settings.EVENT_BUS_NAME, source: settings.EVENT_SOURCE }),
      clock: systemClock,
      log: createLog('publishEvents'),
      metrics,
    }),
  ),
);

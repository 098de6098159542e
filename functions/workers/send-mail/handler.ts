import { contactTable } from '../../../shared/aws/contact-table.ts';
import { sesMail } from '../../../shared/aws/ses-mail.ts';
import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { emfMetrics } from '../../../shared/runtime/emf-metrics.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { observed } from '../../../shared/runtime/observed.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { accountStore } from '../../../shared/store/accounts.ts';
import { changeStore } from '../../../shared/store/changes.ts';
import { eventStore } from '../../../shared/store/events.ts';
import { formerAddressStore } from '../../../shared/store/former-addresses.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { mailingStore } from '../../../shared/store/mailings.ts';
import { reassignmentStore } from '../../../shared/store/reassignments.ts';
import { sendMail } from './send-mail.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const table = contactTable(settings);
const metrics = emfMetrics('sendMail', settings.METRICS_NAMESPACE);

export const handler = observed(
  { metrics },
  queueHandler(
    sendMail({
      accounts: accountStore(table),
      changes: changeStore(table),
      events: eventStore(table),
      formerAddresses: formerAddressStore(table),
      groups: groupStore(table),
      mailings: mailingStore(table),
      reassignments: reassignmentStore(table),
      mail: sesMail(settings.MAIL_FROM),
      consoleUrl: settings.CONSOLE_URL,
      clock: systemClock,
      log: createLog('sendMail'),
      metrics,
    }),
  ),
);

import { queueHandler } from '../../../shared/messages/queue-handler.ts';
import { createLog } from '../../../shared/runtime/logger.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { dynamoDbTable } from '../../../shared/store/dynamodb-table.ts';
import { memberContactsStore } from '../../../shared/store/member-contacts.ts';
import { progressStore } from '../../../shared/store/progress.ts';
import { propagateContact } from './propagate-contact.ts';
import { Settings } from './settings.ts';

const table = dynamoDbTable(readSettings(Settings).TABLE_NAME);

export const handler = queueHandler(
  propagateContact({
    memberContacts: memberContactsStore(table),
    progress: progressStore(table),
    log: createLog('propagateContact'),
  }),
);

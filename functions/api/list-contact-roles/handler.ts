import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { contactOperations } from '../../../shared/http/contract/contact-operations.ts';
import { sealedCursors } from '../../../shared/http/sealed-cursor.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { listContactRoles } from './list-contact-roles.ts';

const settings = readSettings(apiSettings.listContactRoles);
const { table, http } = composeApi('listContactRoles', settings);

export const handler = apiHandler(
  contactOperations.listContactRoles,
  listContactRoles({
    groups: groupStore(table),
    services: serviceStore(table),
    sealedCursors: sealedCursors(settings.CURSOR_SECRET),
  }),
  http,
);

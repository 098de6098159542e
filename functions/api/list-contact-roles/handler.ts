import { apiHandler } from '../../../shared/http/api-handler.ts';
import { composeApi } from '../../../shared/http/compose.ts';
import { contactOperations } from '../../../shared/http/contract/contact-operations.ts';
import { readSettings } from '../../../shared/runtime/settings.ts';
import { groupStore } from '../../../shared/store/groups.ts';
import { serviceStore } from '../../../shared/store/services.ts';
import { apiSettings } from '../settings.ts';
import { listContactRoles } from './list-contact-roles.ts';

const { table, http } = composeApi('listContactRoles', readSettings(apiSettings.listContactRoles));

export const handler = apiHandler(
  contactOperations.listContactRoles,
  listContactRoles({
    groups: groupStore(table),
    services: serviceStore(table),
  }),
  http,
);

import * as z from 'zod';
import { ServiceKind } from '../../../shared/domain/service.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ServiceAnswer } from '../../../shared/http/contract/shapes.ts';
import { command } from '../command.ts';
import type { Column } from '../output/columns.ts';
import { fieldsOf } from '../output/words.ts';
import { GroupInput, NicInput, serviceIdOf, ServiceInput } from './inputs.ts';
import { country, csv, formOf, json, jsonLines, ListInput, option, OutputInput } from './options.ts';

const columns: readonly Column<ServiceAnswer>[] = [
  { title: 'service', value: ({ serviceId }) => serviceId },
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'administration', value: ({ contacts }) => contacts.administration },
  { title: 'technical', value: ({ contacts }) => contacts.technical },
  { title: 'billing', value: ({ contacts }) => contacts.billing },
  { title: 'in sync', value: ({ inSync }) => inSync },
];

export const services = command({
  words: 'services <group>',
  summary: 'Lists the services of a group, with the contacts of each',
  details: 'A service is in sync once it has every effective change of its contacts.',
  arguments: { group: 'the id of the group' },
  options: [
    option('--kind <kind>', 'only lines, or only numbers').choices(ServiceKind.options),
    option('--in-sync', 'only those in sync').conflicts('notInSync'),
    option('--not-in-sync', 'only those that are not in sync'),
    option('--contact <nic>', 'only those on which this nic holds a role'),
    option('--prefix <digits>', 'only numbers that begin so, like 0033972'),
    jsonLines,
    csv,
  ],
  input: z.object({
    group: GroupInput,
    kind: ServiceKind.optional(),
    inSync: z.boolean().default(false),
    notInSync: z.boolean().default(false),
    contact: NicInput.optional(),
    prefix: z.string().optional(),
    ...ListInput,
  }),
  examples: [
    'contacts services ab12345-ovh-1 --kind number',
    'contacts services ab12345-ovh-1 --csv > services.csv',
  ],
  run: ({ group, kind, inSync, notInSync, contact, prefix, ...form }, { client, output }) => {
    const sync = inSync || notInSync ? { inSync } : {};
    const query = { kind, contact, prefix, ...sync };
    const items = client.list(operations.listGroupServices, { params: { groupId: group }, query });
    return output.list(items, { form: formOf(form), columns, none: 'No services.' });
  },
});

export const service = command({
  words: 'service <service>',
  summary: 'Shows a service: its group and its contacts',
  arguments: { service: 'its number, like 0033972101234' },
  options: [country, json],
  input: z.object({ ...ServiceInput, ...OutputInput }),
  examples: ['contacts service 0033972101234'],
  run: async ({ json: isJson, ...given }, { client, output }) => {
    const serviceId = serviceIdOf(given);
    const found = await client.call(operations.getService, { params: { serviceId } });
    if (isJson) return output.document(found);
    const lines = fieldsOf([
      ['group', found.groupId],
      ['kind', found.kind],
      ['administration', found.contacts.administration],
      ['technical', found.contacts.technical],
      ['billing', found.contacts.billing],
      ['in sync', found.inSync ? 'yes' : 'no'],
    ]);
    return output.lines(`Service ${found.serviceId}`, ...lines);
  },
});

export const rights = command({
  words: 'rights <service>',
  summary: 'Lists what you may do on a service',
  arguments: { service: 'its number, like 0033972101234' },
  options: [country, option('--nic <nic>', 'an operator: what this nic may do'), json],
  input: z.object({ ...ServiceInput, nic: NicInput.optional(), ...OutputInput }),
  examples: ['contacts rights 0033972101234'],
  run: async ({ nic, json: isJson, ...given }, { client, output }) => {
    const serviceId = serviceIdOf(given);
    const found = await client.call(operations.getServiceRights, { params: { serviceId }, query: { nic } });
    if (isJson) return output.document(found);
    const lines = fieldsOf([
      ['roles', found.roles.join(', ') || 'none'],
      ['rights', found.rights.join(', ') || 'none'],
    ]);
    return output.lines(`${found.nic} on service ${found.serviceId}`, ...lines);
  },
});

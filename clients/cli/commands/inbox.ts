import * as z from 'zod';
import { roles } from '../../../shared/domain/roles.ts';
import type { InboxItem } from '../../../shared/http/contract/me-operations.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command } from '../command.ts';
import type { Column } from '../output/columns.ts';
import { timeInColumn } from '../output/words.ts';
import { formOf, jsonLines, OutputInput } from './options.ts';

const requestOf = (item: InboxItem) =>
  item.kind === 'contact-change'
    ? {
        id: item.contactChange.changeId,
        where: item.contactChange.serviceId ?? item.contactChange.groupId,
        roles: roles.filter((role) => item.contactChange.contacts[role] !== undefined),
      }
    : {
        id: item.reassignment.reassignmentId,
        where: `all of ${item.reassignment.from}`,
        roles: item.reassignment.roles,
      };

const columns: readonly Column<InboxItem>[] = [
  { title: 'id', value: (item) => requestOf(item).id },
  { title: 'until (UTC)', value: ({ expiresAt }) => timeInColumn(expiresAt) },
  { title: 'where', value: (item) => requestOf(item).where, isCut: true },
  { title: 'your roles', value: (item) => requestOf(item).roles.join(', '), isCut: true },
];

export const inbox = command({
  words: 'inbox',
  summary: 'Lists what waits for your decision, the soonest to expire first',
  details: 'See one with `contacts show ID`; then `contacts accept ID` or `contacts refuse ID`.',
  options: [jsonLines],
  input: z.object(OutputInput),
  examples: ['contacts inbox'],
  run: (form, { client, output }) =>
    output.list(client.list(operations.listInbox), {
      form: formOf(form),
      columns,
      none: 'Nothing waits for your decision.',
    }),
});

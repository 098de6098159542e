import * as z from 'zod';
import type { InboxItem } from '../../../shared/http/contract/me-operations.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command } from '../command.ts';
import type { Column } from '../output/columns.ts';
import { movesFor, timeFor } from '../output/words.ts';
import { formOf, jsonLines, OutputInput } from './options.ts';

const requestOf = (item: InboxItem) =>
  item.kind === 'contact-change'
    ? {
        id: item.contactChange.changeId,
        by: item.contactChange.requestedBy,
        where: item.contactChange.serviceId ?? item.contactChange.groupId,
        what: movesFor(item.contactChange.contacts),
      }
    : {
        id: item.reassignment.reassignmentId,
        by: item.reassignment.requestedBy,
        where:
          item.reassignment.groupIds === undefined ? 'all groups' : item.reassignment.groupIds.join(', '),
        what: `${item.reassignment.roles.join(', ')} ${item.reassignment.from} → ${item.reassignment.to}`,
      };

const columns: readonly Column<InboxItem>[] = [
  { title: 'id', value: (item) => requestOf(item).id },
  { title: 'decide until', value: ({ expiresAt }) => timeFor(expiresAt) },
  { title: 'where', value: (item) => requestOf(item).where, isCut: true },
  { title: 'what', value: (item) => requestOf(item).what, isCut: true },
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

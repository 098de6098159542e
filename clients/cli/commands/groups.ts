import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import { command } from '../command.ts';
import type { Column } from '../output/columns.ts';
import { fieldsOf } from '../output/words.ts';
import { GroupInput, RoleInput } from './inputs.ts';
import { formOf, json, jsonLines, option, OutputInput } from './options.ts';

const columns: readonly Column<GroupAnswer>[] = [
  { title: 'group', value: ({ groupId }) => groupId },
  { title: 'administration', value: ({ contacts }) => contacts.administration },
  { title: 'technical', value: ({ contacts }) => contacts.technical },
  { title: 'billing', value: ({ contacts }) => contacts.billing },
  { title: 'services', value: ({ serviceCount }) => serviceCount, isNumber: true },
  { title: 'name', value: ({ description }) => description, isCut: true },
];

export const groups = command({
  words: 'groups',
  summary: 'Lists the groups on which you hold a role',
  details: "An operator lists everyone's, by the beginning of their id: two letters at least.",
  options: [
    option('--role <role>', 'only those where you hold this role'),
    option('--prefix <letters>', "an operator: everyone's whose id begins so"),
    jsonLines,
  ],
  input: z.object({ role: RoleInput.optional(), prefix: z.string().optional(), ...OutputInput }),
  examples: ['contacts groups', 'contacts groups --prefix ab'],
  run: ({ role, prefix, ...form }, { client, output }) => {
    const query = prefix === undefined ? { role } : { of: 'everyone' as const, prefix: prefix.toLowerCase() };
    const shape = { form: formOf(form), columns, none: 'No groups.' };
    return output.list(client.list(operations.listGroups, { query }), shape);
  },
});

export const group = command({
  words: 'group <group>',
  summary: 'Shows a group: its contacts and its open requests',
  arguments: { group: 'the id of the group, like ab12345-ovh-1' },
  options: [json],
  input: z.object({ group: GroupInput, ...OutputInput }),
  examples: ['contacts group ab12345-ovh-1'],
  run: async ({ group: groupId, json: isJson }, { client, output }) => {
    const found = await client.call(operations.getGroup, { params: { groupId } });
    if (isJson) return output.document(found);
    const lines = fieldsOf([
      ['name', found.description],
      ['administration', found.contacts.administration],
      ['technical', found.contacts.technical],
      ['billing', found.contacts.billing],
      ['services', String(found.serviceCount)],
      ['your roles', found.yourRoles.join(', ') || 'none'],
      ['revision', String(found.revision)],
      ...found.openChanges.map((changeId): [string, string] => ['open request', changeId]),
    ]);
    return output.lines(`Group ${found.groupId}`, ...lines);
  },
});

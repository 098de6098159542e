import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command } from '../command.ts';
import { fieldsOf, timeFor, timeInColumn } from '../output/words.ts';
import { GroupInput, IdInput, RolesInput } from './inputs.ts';
import { dryRun, DryRunInput, formOf, json, jsonLines, option, OutputInput } from './options.ts';

export const code = command({
  words: 'code',
  summary: 'Makes a consent code: your consent, given beforehand',
  details:
    'Give it to the one who will request the change. It works once, for these roles. It is shown this once, and ' +
    '`contacts revoke` takes it back.',
  options: [
    option('--roles <roles>', 'the roles that you would take, with commas, or all').makeOptionMandatory(),
    option('--group <group>', 'the only group that it is for'),
    option('--expires-in <minutes>', 'for how many minutes, up to 1440. Default: 60'),
    dryRun,
    json,
  ],
  input: z.object({
    roles: RolesInput,
    group: GroupInput.optional(),
    expiresIn: z.coerce.number('must be a number of minutes').optional(),
    ...DryRunInput,
    ...OutputInput,
  }),
  examples: ['contacts code --roles technical,billing --group ab12345-ovh-1'],
  run: async (input, { client, output }) => {
    const body = { roles: input.roles, groupId: input.group, expiresInMinutes: input.expiresIn };
    if (input.dryRun) {
      const words =
        `Nothing was made. The code would be for ${input.roles.join(', ')} of ` +
        `${input.group ?? 'any group'}.`;
      return input.json ? output.document({ dryRun: true, ...body }) : output.lines(words);
    }
    const made = await client.call(operations.createConsentCode, { body });
    if (input.json) return output.document(made);
    const lines = fieldsOf([
      ['code', made.code],
      ['id', made.codeId],
      ['roles', made.roles.join(', ')],
      ['group', made.groupId ?? 'any'],
      ['until', timeFor(made.expiresAt)],
    ]);
    return output.lines(...lines);
  },
});

export const codes = command({
  words: 'codes',
  summary: 'Lists your consent codes that can still be used, without the codes themselves',
  options: [jsonLines],
  input: z.object(OutputInput),
  examples: ['contacts codes'],
  run: (form, { client, output }) =>
    output.list(client.list(operations.listConsentCodes), {
      form: formOf(form),
      columns: [
        { title: 'id', value: ({ codeId }) => codeId },
        { title: 'until (UTC)', value: ({ expiresAt }) => timeInColumn(expiresAt) },
        { title: 'group', value: ({ groupId }) => groupId ?? 'any' },
        { title: 'roles', value: ({ roles }) => roles.join(', ') },
      ],
      none: 'No code of yours can still be used.',
    }),
});

export const revoke = command({
  words: 'revoke <id>',
  summary: 'Revokes one of your consent codes',
  arguments: { id: 'the id of the code, from `contacts codes`' },
  options: [dryRun],
  input: z.object({ id: IdInput, ...DryRunInput }),
  examples: ['contacts revoke 01KJQ7F6G8H0J2K4M6N8P0Q2R4'],
  run: async ({ id, dryRun: isDryRun }, { client, output }) => {
    if (isDryRun) return output.lines(`Nothing was sent. This would revoke the code ${id}.`);
    await client.call(operations.revokeConsentCode, { params: { codeId: id } });
    return output.lines(`Revoked the code ${id}.`);
  },
});

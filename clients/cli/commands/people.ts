import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command } from '../command.ts';
import { fieldsOf } from '../output/words.ts';
import { NicInput } from './inputs.ts';
import { csv, formOf, json, jsonLines, ListInput, option, OutputInput } from './options.ts';

export const me = command({
  words: 'me',
  summary: 'Shows who you are to the API, and how much waits for your decision',
  options: [json],
  input: z.object(OutputInput),
  examples: ['contacts me'],
  run: async ({ json: isJson }, { client, output }) => {
    const found = await client.call(operations.getMe);
    if (isJson) return output.document(found);
    const { account, waiting } = found;
    const lines = fieldsOf([
      ['operator', found.isOperator ? 'yes' : 'no'],
      ['account', account === null ? 'none' : account.status],
      ['name', account?.name],
      ['email', account?.email],
      ['language', account?.language],
      [
        'VoIP validation',
        account === null ? undefined : account.voipValidated ? 'completed' : 'not completed',
      ],
      ['standing', account?.standing],
      ['waiting', `${waiting.contactChanges} contact changes, ${waiting.reassignments} reassignments`],
    ]);
    return output.lines(found.nic, ...lines);
  },
});

export const roles = command({
  words: 'roles <nic>',
  summary: 'Lists where a nic is a contact, as far as you see it',
  arguments: { nic: 'like ab12345-ovh' },
  options: [jsonLines, csv],
  input: z.object({ nic: NicInput, ...ListInput }),
  examples: ['contacts roles ab12345-ovh'],
  run: ({ nic, ...form }, { client, output }) =>
    output.list(client.list(operations.listContactRoles, { params: { nic } }), {
      form: formOf(form),
      columns: [
        { title: 'group', value: ({ groupId }) => groupId },
        { title: 'service', value: ({ serviceId }) => serviceId },
        { title: 'roles', value: ({ roles: held }) => held.join(', ') },
      ],
      none: `${nic} is no contact of anything that you see.`,
    }),
});

export const account = command({
  words: 'account <nic>',
  summary: 'An operator: shows the account of a nic',
  arguments: { nic: 'like ab12345-ovh' },
  options: [json],
  input: z.object({ nic: NicInput, ...OutputInput }),
  examples: ['contacts account ab12345-ovh'],
  run: async ({ nic, json: isJson }, { client, output }) => {
    const found = await client.call(operations.getAccount, { params: { nic } });
    if (isJson) return output.document(found);
    const lines = fieldsOf([
      ['status', found.status],
      ['VoIP validation', found.voipValidated ? 'completed' : 'not completed'],
      ['balance', `${found.balanceCents} cents`],
      ['name', found.name],
      ['email', found.email],
      ['language', found.language],
    ]);
    return output.lines(`Account ${found.nic}`, ...lines);
  },
});

export const accounts = command({
  words: 'accounts',
  summary: 'An operator: lists the accounts whose nic begins so',
  options: [option('--prefix <letters>', 'two letters at least').makeOptionMandatory(), jsonLines, csv],
  input: z.object({ prefix: z.string().toLowerCase(), ...ListInput }),
  examples: ['contacts accounts --prefix ab'],
  run: ({ prefix, ...form }, { client, output }) =>
    output.list(client.list(operations.listAccounts, { query: { prefix } }), {
      form: formOf(form),
      columns: [
        { title: 'nic', value: ({ nic }) => nic },
        { title: 'status', value: ({ status }) => status },
        { title: 'validated', value: ({ voipValidated }) => voipValidated },
        { title: 'balance (cents)', value: ({ balanceCents }) => balanceCents, isNumber: true },
        { title: 'name', value: ({ name }) => name, isCut: true },
      ],
      none: 'No accounts.',
    }),
});

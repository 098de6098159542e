import * as z from 'zod';
import { ReassignmentState } from '../../../shared/domain/reassignment.ts';
import { roles } from '../../../shared/domain/roles.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import {
  ReassignmentParty,
  type ReassignmentAnswer,
} from '../../../shared/http/contract/reassignment-shapes.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { command } from '../command.ts';
import type { Column } from '../output/columns.ts';
import { movesFor, timeInColumn } from '../output/words.ts';
import { ChangeStateInput, GroupInput, NicInput, RoleInput, timeOf, TimeInput } from './inputs.ts';
import { csv, formOf, jsonLines, ListInput, option, OutputInput } from './options.ts';

const id: Column<ContactChangeAnswer> = { title: 'id', value: ({ changeId }) => changeId };
const state: Column<ContactChangeAnswer> = { title: 'state', value: ({ state: now }) => now };
const what: Column<ContactChangeAnswer> = {
  title: 'what',
  value: ({ contacts }) => movesFor(contacts),
  isCut: true,
};
const requestedAt: Column<ContactChangeAnswer> = {
  title: 'asked (UTC)',
  value: ({ requestedAt: at }) => timeInColumn(at),
};

/** Of changes over several groups. */
const changeColumns: readonly Column<ContactChangeAnswer>[] = [
  id,
  state,
  { title: 'where', value: ({ groupId, serviceId }) => serviceId ?? groupId },
  what,
];

/** Everything that the history of a group says, a column each. */
const historyColumns: readonly Column<ContactChangeAnswer>[] = [
  { title: 'changeId', value: ({ changeId }) => changeId },
  { title: 'serviceId', value: ({ serviceId }) => serviceId },
  { title: 'state', value: ({ state: now }) => now },
  { title: 'requestedAt', value: ({ requestedAt: at }) => at },
  { title: 'requestedBy', value: ({ requestedBy }) => requestedBy },
  { title: 'reason', value: ({ reason }) => reason },
  ...roles.flatMap((role): Column<ContactChangeAnswer>[] => [
    { title: `${role}From`, value: ({ contacts }) => contacts[role]?.from },
    { title: `${role}To`, value: ({ contacts }) => contacts[role]?.to },
  ]),
  { title: 'acceptedBy', value: ({ consents }) => nicsOf(consents, 'accepted') },
  { title: 'refusedBy', value: ({ consents }) => nicsOf(consents, 'refused') },
  { title: 'startedAt', value: ({ startedAt }) => startedAt },
  { title: 'completedAt', value: ({ completedAt }) => completedAt },
  { title: 'services', value: ({ progress }) => progress.services },
  { title: 'failed', value: ({ progress }) => progress.failed },
  { title: 'endedBecause', value: ({ rejection }) => rejection?.detail },
];

const nicsOf = (consents: ContactChangeAnswer['consents'], decision: string): string =>
  consents.flatMap((one) => (one.decision === decision ? [one.nic] : [])).join(' ');

const stateOption = option('--state <state>', 'only those in this state');

export const history = command({
  words: 'history <group>',
  summary: 'Lists the changes of a group, newest first: who asked for what, and who accepted',
  arguments: { group: 'the id of the group' },
  options: [
    stateOption,
    option('--since <time>', 'only those requested at this time or later'),
    option('--until <time>', 'only those requested before this time'),
    option('--role <role>', 'only those of this role'),
    option('--contact <nic>', 'only those from or to this nic'),
    jsonLines,
    csv,
  ],
  input: z.object({
    group: GroupInput,
    state: ChangeStateInput.optional(),
    since: TimeInput.optional(),
    until: TimeInput.optional(),
    role: RoleInput.optional(),
    contact: NicInput.optional(),
    ...ListInput,
  }),
  examples: [
    'contacts history ab12345-ovh-1 --role billing',
    'contacts history ab12345-ovh-1 --csv > history.csv',
  ],
  run: ({ group: groupId, state: only, since, until, role, contact, ...form }, { client, output, io }) => {
    const query = {
      state: only,
      since: since === undefined ? undefined : timeOf(since, io.now()),
      until: until === undefined ? undefined : timeOf(until, io.now()),
      role,
      contact,
    };
    return output.list(client.list(operations.listGroupChanges, { params: { groupId }, query }), {
      form: formOf(form),
      columns: [id, state, requestedAt, what],
      csvColumns: historyColumns,
      none: 'No changes.',
    });
  },
});

const everyone = option('--everyone', "an operator: everyone's, in one --state");
const of = (isEveryone: boolean) => (isEveryone ? { of: 'everyone' as const } : {});

export const changes = command({
  words: 'changes',
  summary: 'Lists the changes that you requested or decide on, newest first',
  options: [
    option('--party <party>', 'only those where you are this').choices(['recipient', 'requester']),
    stateOption,
    everyone,
    jsonLines,
    csv,
  ],
  input: z.object({
    party: z.enum(['recipient', 'requester']).optional(),
    state: ChangeStateInput.optional(),
    everyone: z.boolean().default(false),
    ...ListInput,
  }),
  examples: [
    'contacts changes --party requester --state awaiting-consent',
    'contacts changes --everyone --state completed-with-failures',
  ],
  run: ({ party, state: only, everyone: isEveryone, ...form }, { client, output }) =>
    output.list(client.list(operations.listMyChanges, { query: { party, state: only, ...of(isEveryone) } }), {
      form: formOf(form),
      columns: changeColumns,
      csvColumns: [{ title: 'groupId', value: ({ groupId }) => groupId }, ...historyColumns],
      none: 'No changes.',
    }),
});

/** Of reassignments. */
const reassignmentColumns: readonly Column<ReassignmentAnswer>[] = [
  { title: 'id', value: ({ reassignmentId }) => reassignmentId },
  { title: 'state', value: ({ state: now }) => now },
  {
    title: 'done',
    value: ({ progress: { targets, pending } }) => `${targets - pending}/${targets}`,
    isNumber: true,
  },
  {
    title: 'what',
    value: ({ from, to, roles: moved }) => `${from} → ${to}: ${moved.join(', ')}`,
    isCut: true,
  },
];

export const reassignments = command({
  words: 'reassignments',
  summary: 'Lists the reassignments that you requested, or that are from or to you, newest first',
  options: [
    option('--party <party>', 'only those where you are this').choices(ReassignmentParty.options),
    stateOption,
    option('--batch <name>', 'only those of this batch'),
    everyone,
    jsonLines,
  ],
  input: z.object({
    party: ReassignmentParty.optional(),
    state: z
      .enum(ReassignmentState.options, `must be one of ${ReassignmentState.options.join(', ')}`)
      .optional(),
    batch: z.string().optional(),
    everyone: z.boolean().default(false),
    ...OutputInput,
  }),
  examples: ['contacts reassignments --party to', 'contacts reassignments --batch night-2026-03-01 --json'],
  run: ({ party, state: only, batch, everyone: isEveryone, ...form }, { client, output }) => {
    const query = { party, state: only, batch, ...of(isEveryone) };
    return output.list(client.list(operations.listReassignments, { query }), {
      form: formOf(form),
      columns: reassignmentColumns,
      none: 'No reassignments.',
    });
  },
});

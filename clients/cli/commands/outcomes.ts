import * as z from 'zod';
import { TargetState } from '../../../shared/domain/reassignment-target.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { OutcomeAnswer, PreviewItem } from '../../../shared/http/contract/reassignment-shapes.ts';
import { MemberState, type MemberOutcomeAnswer } from '../../../shared/http/contract/shapes.ts';
import { command, type Context } from '../command.ts';
import { UsageError } from '../errors/errors.ts';
import type { Column } from '../output/columns.ts';
import type { ListForm } from '../output/output.ts';
import { movesFor } from '../output/words.ts';
import { isChange, read } from './either.ts';
import { IdInput } from './inputs.ts';
import { csv, formOf, jsonLines, ListInput, option, OutputInput } from './options.ts';

const id = { id: 'the id of a contact change or a reassignment' };

const memberColumns: readonly Column<MemberOutcomeAnswer>[] = [
  { title: 'service', value: ({ serviceId }) => serviceId },
  { title: 'kind', value: ({ kind }) => kind },
  { title: 'state', value: ({ state }) => state },
  { title: 'attempts', value: ({ attempts }) => attempts, isNumber: true },
  { title: 'why', value: ({ failure }) => failure?.code },
  { title: 'detail', value: ({ failure }) => failure?.answer ?? failure?.detail, isCut: true },
];

const targetColumns: readonly Column<OutcomeAnswer>[] = [
  { title: 'group', value: ({ groupId }) => groupId },
  { title: 'service', value: ({ serviceId }) => serviceId },
  { title: 'state', value: ({ state }) => state },
  { title: 'why', value: ({ failure }) => failure?.code },
  { title: 'change', value: ({ changeId }) => changeId },
  { title: 'detail', value: ({ failure }) => failure?.detail, isCut: true },
];

const none = 'None.';

const members = (
  changeId: string,
  state: MemberState | undefined,
  form: ListForm,
  { client, output }: Context,
) =>
  output.list(client.list(operations.listMemberOutcomes, { params: { changeId }, query: { state } }), {
    form,
    columns: memberColumns,
    none,
  });

const targets = (
  reassignmentId: string,
  state: TargetState | undefined,
  form: ListForm,
  { client, output }: Context,
) => {
  const call = { params: { reassignmentId }, query: { state } };
  const shape = { form, columns: targetColumns, none };
  return output.list(client.list(operations.listReassignmentOutcomes, call), shape);
};

const states = [...new Set([...MemberState.options, ...TargetState.options])];

export const outcomes = command({
  words: 'outcomes <id>',
  summary: 'Lists what became of a change on each service, or of a reassignment in each group',
  arguments: id,
  options: [option('--state <state>', 'only those in this state').choices(states), jsonLines, csv],
  input: z.object({ id: IdInput, state: z.enum(states).optional(), ...ListInput }),
  examples: ['contacts outcomes 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X --state pending'],
  run: async ({ id: one, state, ...form }, context) => {
    if (isChange(await read(context.client, one))) {
      return members(one, stateOf(MemberState, state), formOf(form), context);
    }
    return targets(one, stateOf(TargetState, state), formOf(form), context);
  },
});

/** @throws UsageError if a change has no such state, or a reassignment */
function stateOf<State extends string>(
  schema: z.ZodType<State> & { readonly options: readonly State[] },
  state: string | undefined,
): State | undefined {
  if (state === undefined) return undefined;
  const { data } = schema.safeParse(state);
  if (data === undefined) throw new UsageError(`--state: here it is one of ${schema.options.join(', ')}`);
  return data;
}

export const failed = command({
  words: 'failed <id>',
  summary: 'Lists the services of a change that failed, or the groups of a reassignment, and why',
  details: 'Fix the cause, then `contacts retry ID`.',
  arguments: id,
  options: [jsonLines, csv],
  input: z.object({ id: IdInput, ...ListInput }),
  examples: [
    'contacts failed 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
    'contacts failed 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X --csv > failed.csv',
  ],
  run: async ({ id: one, ...form }, context) =>
    isChange(await read(context.client, one))
      ? members(one, 'failed', formOf(form), context)
      : targets(one, 'failed', formOf(form), context),
});

/** What a reassignment would do to its targets. */
export const previewColumns: readonly Column<PreviewItem>[] = [
  { title: 'group', value: ({ groupId }) => groupId },
  { title: 'service', value: ({ serviceId }) => serviceId },
  { title: 'state', value: ({ state }) => state },
  {
    title: 'why',
    value: ({ errors, failure }) => errors.map(({ code }) => code).join(', ') || failure?.code,
  },
  { title: 'what', value: ({ contacts }) => movesFor(contacts), isCut: true },
];

export const preview = command({
  words: 'preview <id>',
  summary: 'Lists what a reassignment would do if it ran now',
  details: 'For its owner, and for the one who would take over, until it runs.',
  arguments: { id: 'the id of a reassignment' },
  options: [jsonLines],
  input: z.object({ id: IdInput, ...OutputInput }),
  examples: ['contacts preview 01KJQ4M6ZJ8W7V5N3T2R1Q0P9Y'],
  run: ({ id: reassignmentId, ...form }, { client, output }) =>
    output.list(client.list(operations.previewReassignment, { params: { reassignmentId } }), {
      form: formOf(form),
      columns: previewColumns,
      none,
    }),
});

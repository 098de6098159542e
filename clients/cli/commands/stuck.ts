import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { ReassignmentAnswer } from '../../../shared/http/contract/reassignment-shapes.ts';
import type { ContactChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { command, type Context } from '../command.ts';
import { formOf, jsonLines, option, OutputInput } from './options.ts';
import type { Column } from '../output/columns.ts';
import { timeInColumn } from '../output/words.ts';
import { idOf, isChange, type Either } from './either.ts';

const columns: readonly Column<Either>[] = [
  { title: 'id', value: idOf },
  { title: 'state', value: ({ state }) => state },
  { title: 'since (UTC)', value: ({ startedAt }) => timeInColumn(startedAt) },
  {
    title: 'pending',
    value: ({ progress }) => progress.pending,
    isNumber: true,
  },
  { title: 'failed', value: ({ progress }) => progress.failed, isNumber: true },
  { title: 'group', value: (one) => (isChange(one) ? one.groupId : 'reassignment'), isCut: true },
];

export const stuck = command({
  words: 'stuck',
  summary: 'An operator: lists what should have ended, or ended with failures, in all groups',
  details:
    'Changes and reassignments that have been running for long, and those that ended with failures. See one with ' +
    '`contacts show ID` and `contacts failed ID`, and retry with `contacts retry`.',
  options: [option('--minutes <number>', 'what counts as long. Default: 10').default('10'), jsonLines],
  input: z.object({
    minutes: z.coerce.number('must be a number of minutes').min(0).max(525_600),
    ...OutputInput,
  }),
  examples: ['contacts stuck', 'contacts stuck --minutes 60 --json'],
  run: ({ minutes, ...form }, context) =>
    context.output.list(stuckSince(context.io.now().getTime() - minutes * 60_000, context), {
      form: formOf(form),
      columns,
      none: 'Nothing is stuck, and nothing ended with failures.',
    }),
});

/** What runs since before the time or goes slowly, then what ended with failures. */
async function* stuckSince(
  time: number,
  { client }: Context,
): AsyncGenerator<ContactChangeAnswer | ReassignmentAnswer> {
  const { listMyChanges, listReassignments } = operations;
  const of = 'everyone' as const;
  const isLate = ({ startedAt = '' }: { readonly startedAt?: string | undefined }) =>
    Date.parse(startedAt) <= time;
  for await (const change of client.list(listMyChanges, { query: { of, state: 'propagating' } })) {
    if (isLate(change) || change.heldSince !== undefined) yield change;
  }
  for await (const reassignment of client.list(listReassignments, { query: { of, state: 'running' } })) {
    if (isLate(reassignment)) yield reassignment;
  }
  yield* client.list(listMyChanges, { query: { of, state: 'completed-with-failures' } });
  yield* client.list(listReassignments, { query: { of, state: 'completed-with-failures' } });
}

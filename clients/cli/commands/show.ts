import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { AnswerOf } from '../../lib/api/call.ts';
import { command } from '../command.ts';
import type { Column } from '../output/columns.ts';
import { timeInColumn } from '../output/words.ts';
import { isChange, read } from './either.ts';
import { IdInput } from './inputs.ts';
import { formOf, json, jsonLines, OutputInput, wait, WaitInput } from './options.ts';
import { finish } from './finish.ts';

const id = { id: 'the id of a contact change or a reassignment' };

export const show = command({
  words: 'show <id>',
  summary: 'Shows a change or a reassignment, and how far it is',
  arguments: id,
  options: [wait, json],
  input: z.object({ id: IdInput, ...WaitInput, ...OutputInput }),
  examples: ['contacts show 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X --wait'],
  run: async (input, context) => finish(await read(context.client, input.id), input, context),
});

type Happened =
  | AnswerOf<typeof operations.listChangeEvents>['items'][number]
  | AnswerOf<typeof operations.listReassignmentEvents>['items'][number];

const columns: readonly Column<Happened>[] = [
  { title: 'at (UTC)', value: ({ at }) => timeInColumn(at) },
  { title: 'who', value: ({ actor }) => actor },
  { title: 'what', value: ({ type }) => type.replace(/^[^.]+\./, '') },
  { title: 'more', value: (event) => detailOf(event), isCut: true },
];

function detailOf(event: Happened): string | undefined {
  if ('rejection' in event) return event.rejection.detail;
  if ('reason' in event) return event.reason;
  if ('members' in event) {
    const { services, failed } = event.members;
    return failed === 0 ? `${services} services` : `${failed} of ${services} services failed`;
  }
  return undefined;
}

export const events = command({
  words: 'events <id>',
  summary: 'Lists what happened to a change or a reassignment, oldest first',
  arguments: id,
  options: [jsonLines],
  input: z.object({ id: IdInput, ...OutputInput }),
  examples: ['contacts events 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X'],
  run: async ({ id: one, ...form }, { client, output }) => {
    const shape = { form: formOf(form), columns, none: 'Nothing is recorded of it.' };
    const found = await read(client, one);
    await (isChange(found)
      ? output.list(client.list(operations.listChangeEvents, { params: { changeId: one } }), shape)
      : output.list(
          client.list(operations.listReassignmentEvents, { params: { reassignmentId: one } }),
          shape,
        ));
  },
});

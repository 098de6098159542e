import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command, type Context } from '../command.ts';
import { UsageError } from '../errors/errors.ts';
import { describeReassignmentDryRun } from '../output/describe-reassignment.ts';
import { tableOf } from '../output/table.ts';
import { GroupsInput, NicInput, RolesInput, timeOf, TimeInput } from './inputs.ts';
import {
  dryRun,
  DryRunInput,
  json,
  option,
  OutputInput,
  reason,
  ReasonInput,
  wait,
  WaitInput,
} from './options.ts';
import { previewColumns } from './outcomes.ts';
import { width } from './files.ts';
import { finish } from './finish.ts';
import { FileInput, patience, reassignRows } from './reassign-file.ts';

const Input = z.object({
  from: NicInput.optional(),
  to: NicInput.optional(),
  roles: RolesInput.optional(),
  groups: GroupsInput.optional(),
  at: TimeInput.optional(),
  code: z.string().optional(),
  key: z.string().optional(),
  ...FileInput,
  ...ReasonInput,
  ...WaitInput,
  ...DryRunInput,
  ...OutputInput,
});

export const reassign = command({
  words: 'reassign',
  summary: 'Replaces one nic by another wherever it holds the roles',
  details:
    'The nic that takes over accepts once, for all groups. Without --groups, it covers every group that ' +
    'you see. With ' +
    '--file, one for each row: from, to, roles, groups, runAt, reason. No row is requested twice in the ' +
    'same --batch, ' +
    'also after a crash. What became of each stands beside the file, in NAME.results.csv.',
  options: [
    option('--file <file>', 'a CSV file with a reassignment a row, in the place of the others'),
    option('--from <nic>', 'the nic to replace'),
    option('--to <nic>', 'the nic that takes its place'),
    option('--roles <roles>', 'the roles, with commas, or all'),
    option('--groups <groups>', 'only these groups, with commas'),
    option('--at <time>', 'when it is to run: a time with its offset, or +3m, +2h, +1d from now'),
    option('--batch <name>', 'names those that belong together'),
    option('--code <code>', 'a consent code of --to'),
    option('--key <text>', 'the same key makes sure that a repeated command asks once'),
    reason,
    width,
    patience,
    wait,
    dryRun,
    json,
  ],
  input: Input,
  examples: [
    'contacts reassign --from ab1-ovh --to cd2-ovh --roles technical --dry-run',
    'contacts reassign --from ab1-ovh --to cd2-ovh --roles all --wait',
    'contacts reassign --file pairs.csv --batch monday --dry-run',
  ],
  run: async (input, context) => {
    const { client, output } = context;
    const { file } = input;
    if (file !== undefined) {
      checkFileAlone(input);
      return reassignRows({ ...input, file }, context);
    }
    const call = callOf(input, context);
    if (!input.dryRun) {
      const requested = await client.call(operations.requestReassignment, call);
      return finish(requested, input, context);
    }
    const answer = await client.dryRun(operations.requestReassignment, { ...call, query: { limit: 100 } });
    if (input.json) return output.document(answer);
    const { items, nextCursor } = answer.preview;
    const { header, rows } = tableOf(items, previewColumns, output.columns);
    await output.lines(...describeReassignmentDryRun(answer), '', header, ...rows);
    if (nextCursor !== null) output.remark(`These are the first ${items.length}.`);
    return undefined;
  },
});

/** @throws UsageError if the command names something that each row names by itself */
function checkFileAlone({
  from,
  to,
  roles,
  groups,
  at,
  reason: why,
  code,
  key,
  wait: waits,
}: z.output<typeof Input>): void {
  const given = { from, to, roles, groups, at, reason: why, code, key, wait: waits || undefined };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
  if (names.length > 0) throw new UsageError(`${names.join(', ')} and --file do not go together.`);
}

function callOf({ from, to, roles, ...input }: z.output<typeof Input>, { io }: Context) {
  if (from === undefined || to === undefined || roles === undefined) {
    throw new UsageError('Reassign what? Name --from, --to and --roles.');
  }
  return {
    body: {
      from,
      to,
      roles,
      groupIds: input.groups,
      runAt: input.at === undefined ? undefined : timeOf(input.at, io.now()),
      reason: input.reason,
      batch: input.batch,
      consentCode: input.code,
    },
    idempotencyKey: input.key ?? randomUUID(),
  };
}

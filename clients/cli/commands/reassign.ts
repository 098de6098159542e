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
import { finish } from './finish.ts';

const Input = z.object({
  from: NicInput.optional(),
  to: NicInput.optional(),
  roles: RolesInput.optional(),
  groups: GroupsInput.optional(),
  at: TimeInput.optional(),
  batch: z.string().optional(),
  code: z.string().optional(),
  key: z.string().optional(),
  ...ReasonInput,
  ...WaitInput,
  ...DryRunInput,
  ...OutputInput,
});

export const reassign = command({
  words: 'reassign',
  summary: 'Replaces one nic by another wherever it holds the roles',
  details:
    'The nic that takes over accepts once, for all groups. Without --groups, it covers every group that you see.',
  options: [
    option('--from <nic>', 'the nic to replace'),
    option('--to <nic>', 'the nic that takes its place'),
    option('--roles <roles>', 'the roles, with commas, or all'),
    option('--groups <groups>', 'only these groups, with commas'),
    option('--at <time>', 'when it is to run: a time with its offset, or +3m, +2h, +1d from now'),
    option('--batch <name>', 'names those that belong together'),
    option('--code <code>', 'a consent code of --to'),
    option('--key <text>', 'the same key makes sure that a repeated command asks once'),
    reason,
    wait,
    dryRun,
    json,
  ],
  input: Input,
  examples: [
    'contacts reassign --from ab1-ovh --to cd2-ovh --roles technical --dry-run',
    'contacts reassign --from ab1-ovh --to cd2-ovh --roles all --wait',
  ],
  run: async (input, context) => {
    const { client, output } = context;
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

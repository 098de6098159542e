import * as z from 'zod';
import { operations } from '../../../shared/http/contract/operations.ts';
import { command, type Context } from '../command.ts';
import { UsageError } from '../errors/errors.ts';
import { either, read, type Either } from './either.ts';
import { IdInput, timeOf, TimeInput } from './inputs.ts';
import { dryRun, DryRunInput, json, option, OutputInput, wait, WaitInput } from './options.ts';
import { finish } from './finish.ts';

const RetryInput = z.object({
  id: IdInput.optional(),
  since: TimeInput.optional(),
  until: TimeInput.optional(),
  ...WaitInput,
  ...DryRunInput,
  ...OutputInput,
});

export const retry = command({
  words: 'retry [id]',
  summary: 'Retries a change for the services that failed; an operator, many changes at once',
  details:
    'With --since, an operator retries every change of any group that ended with failures from then on. Fix the ' +
    'cause first: see `contacts failed ID`.',
  arguments: { id: 'the id of a contact change' },
  options: [
    option('--since <time>', 'all that ended with failures at this time or later'),
    option('--until <time>', 'with --since: before this time. Default: now'),
    wait,
    dryRun,
    json,
  ],
  input: RetryInput,
  examples: [
    'contacts retry 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X --wait',
    'contacts retry --since 2026-03-01T02:00:00Z',
  ],
  run: async (input, context) => {
    const { client, output } = context;
    if (input.id === undefined) return retryMany(input, context);
    if (input.since !== undefined) throw new UsageError('Name an id or --since, not both.');
    const params = { changeId: input.id };
    if (input.dryRun) {
      const found = await client.call(operations.getContactChange, { params });
      output.remark(`Nothing was sent. This would retry the ${found.progress.failed} services that failed:`);
      return finish(found, { json: input.json }, context);
    }
    return finish(await client.call(operations.retryContactChange, { params }), input, context);
  },
});

async function retryMany(input: z.output<typeof RetryInput>, { client, output, io }: Context): Promise<void> {
  if (input.since === undefined) throw new UsageError('Retry what? Name an id, or --since TIME.');
  if (input.wait) throw new UsageError('--wait goes with an id.');
  const since = timeOf(input.since, io.now());
  const until = timeOf(input.until ?? '+0m', io.now());
  if (input.dryRun) {
    const query = { of: 'everyone', state: 'completed-with-failures' } as const;
    let found = 0;
    for await (const { completedAt = '' } of client.list(operations.listMyChanges, { query })) {
      const at = Date.parse(completedAt);
      if (at >= Date.parse(since) && at < Date.parse(until)) found++;
    }
    return input.json
      ? output.document({ dryRun: true, found })
      : output.lines(`Nothing was sent. This would retry ${found} changes.`);
  }
  const body = { state: 'completed-with-failures', since, until } as const;
  let retried = 0;
  for (let more = true; more;) {
    const answer = await client.call(operations.retryFailedChanges, { body });
    retried += answer.retried;
    ({ more } = answer);
  }
  return input.json ? output.document({ retried }) : output.lines(`Retried ${retried} changes.`);
}

export const remind = command({
  words: 'remind <id>',
  summary: 'Reminds those whose decision is missing, once an hour at most',
  arguments: { id: 'the id of a contact change or a reassignment' },
  options: [dryRun, json],
  input: z.object({ id: IdInput, ...DryRunInput, ...OutputInput }),
  examples: ['contacts remind 01KJQ4M6ZJ8W7V5N3T2R1Q0P9X'],
  run: async ({ id, dryRun: isDryRun, json: isJson }, context) => {
    const { client, output } = context;
    if (isDryRun) {
      const found = await read(client, id);
      output.remark('Nobody was told. This would remind those whose decision is missing:');
      return finish(found, { json: isJson }, context);
    }
    const params = { changeId: id, reassignmentId: id };
    const reminded = await either<Either, Either>(
      () => client.call(operations.remindContactChange, { params }),
      () => client.call(operations.remindReassignment, { params }),
    );
    return finish(reminded, { json: isJson }, context);
  },
});
